package io.playlake.format.parquet;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.playlake.error.DataRefusedException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of a JSON object; what is missing or of another kind is refused by name. */
final class JsonFields {

    private final String place;
    private final JsonObject object;

    private JsonFields(String place, JsonObject object) {
        this.place = place;
        this.object = object;
    }

    static JsonFields parse(String place, byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return of(place, JsonParser.parseString(text));
        } catch (CharacterCodingException | JsonParseException e) {
            throw new DataRefusedException(place + " is damaged: it is not JSON in UTF-8", e);
        }
    }

    static JsonFields of(String place, JsonElement element) {
        if (!element.isJsonObject()) {
            throw new DataRefusedException(place + " is not a JSON object", null);
        }
        return new JsonFields(place, element.getAsJsonObject());
    }

    String text(String name) {
        return required(name, textOrNull(name));
    }

    @Nullable
    String textOrNull(String name) {
        return optional(name, JsonElement::getAsString);
    }

    long number(String name) {
        return required(name, optional(name, element -> Long.parseLong(element.getAsString())));
    }

    boolean bool(String name) {
        return required(name, optional(name, JsonFields::strictBoolean));
    }

    Instant instant(String name) {
        return required(name, instantOrNull(name));
    }

    @Nullable
    Instant instantOrNull(String name) {
        return optional(name, element -> Instant.parse(element.getAsString()));
    }

    JsonFields object(String name) {
        return required(name, objectOrNull(name));
    }

    @Nullable
    JsonFields objectOrNull(String name) {
        return optional(name, element -> of(place + ": " + name, element));
    }

    /** Returns an array of texts. */
    List<String> texts(String name) {
        return required(name, optional(name, element -> {
            List<String> texts = new ArrayList<>();
            element.getAsJsonArray().forEach(text -> texts.add(text.getAsString()));
            return List.copyOf(texts);
        }));
    }

    /** Returns every field, in the order stored. */
    Map<String, JsonElement> all() {
        return new LinkedHashMap<>(object.asMap());
    }

    private <T> @Nullable T optional(String name, Function<JsonElement, T> read) {
        JsonElement element = object.get(name);
        if (element == null || element.isJsonNull()) {
            return null;
        }
        try {
            return read.apply(element);
        } catch (IllegalStateException | NumberFormatException | UnsupportedOperationException | DateTimeException e) {
            throw new DataRefusedException(place + ": " + name + " is " + element + ": " + e.getMessage(), e);
        }
    }

    private <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw new DataRefusedException(place + ": " + name + " is missing", null);
        }
        return value;
    }

    private static boolean strictBoolean(JsonElement element) {
        if (!element.getAsJsonPrimitive().isBoolean()) {
            throw new IllegalStateException("expected true or false");
        }
        return element.getAsBoolean();
    }
}
