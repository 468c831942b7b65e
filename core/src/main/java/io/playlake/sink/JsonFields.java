package io.playlake.sink;

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

/**
 * The fields of a JSON object that was stored, for authors of sinks. What is missing or of another kind is refused with a
 * {@link DataRefusedException} that names place and field; methods whose name ends in {@code OrNull} take a field that is
 * missing or null, and return null for it.
 */
public final class JsonFields {

    private final String place;
    private final JsonObject object;

    private JsonFields(String place, JsonObject object) {
        this.place = place;
        this.object = object;
    }

    /** Reads a document in UTF-8; {@code place} is named where it is damaged. */
    public static JsonFields parse(String place, byte[] bytes) {
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

    /** Returns the fields of an object. */
    public static JsonFields of(String place, JsonElement element) {
        if (!element.isJsonObject()) {
            throw new DataRefusedException(place + " is not a JSON object", null);
        }
        return new JsonFields(place, element.getAsJsonObject());
    }

    /** Returns a text. */
    public String text(String name) {
        return required(name, textOrNull(name));
    }

    /** Returns a text; null if there is none. */
    public @Nullable String textOrNull(String name) {
        return optional(name, JsonElement::getAsString);
    }

    /** Returns a whole number. */
    public long number(String name) {
        return required(name, optional(name, element -> Long.parseLong(element.getAsString())));
    }

    /** Returns true or false. */
    public boolean bool(String name) {
        return required(name, optional(name, JsonFields::strictBoolean));
    }

    /** Returns an instant, written as ISO 8601. */
    public Instant instant(String name) {
        return required(name, instantOrNull(name));
    }

    /** Returns an instant, written as ISO 8601; null if there is none. */
    public @Nullable Instant instantOrNull(String name) {
        return optional(name, element -> Instant.parse(element.getAsString()));
    }

    /** Returns an object. */
    public JsonFields object(String name) {
        return required(name, objectOrNull(name));
    }

    /** Returns an object; null if there is none. */
    public @Nullable JsonFields objectOrNull(String name) {
        return optional(name, element -> of(place + ": " + name, element));
    }

    /** Returns an array of texts. */
    public List<String> texts(String name) {
        return required(name, optional(name, element -> {
            List<String> texts = new ArrayList<>();
            element.getAsJsonArray().forEach(text -> texts.add(text.getAsString()));
            return List.copyOf(texts);
        }));
    }

    /** Returns every field, in the order stored. */
    public Map<String, JsonElement> all() {
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
