package io.playlake.client.json;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.playlake.error.MalformedResponseException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A body under the reader. What is not required and has a wrong type reads as null. */
final class JsonBody {

    private static final int MAX_DEPTH = 64;
    private static final int MAX_TEXT = 1 << 20;

    final JsonReader in;
    private final Origin origin;
    private final @Nullable ShapeWatch watch;

    private JsonBody(Origin origin, byte[] body) {
        this.origin = origin;
        this.watch = origin.drift() == null ? null : new ShapeWatch();
        this.in = reader(body);
    }

    static JsonReader reader(byte[] body) {
        JsonReader reader =
                new JsonReader(new InputStreamReader(new ByteArrayInputStream(body), StandardCharsets.UTF_8));
        reader.setStrictness(Strictness.STRICT);
        reader.setNestingLimit(MAX_DEPTH);
        return reader;
    }

    /** Decodes the value at the reader. */
    @FunctionalInterface
    interface Decoder<T> {
        T decode(JsonBody json) throws IOException;
    }

    /** Decodes a whole body, which must be one JSON object and nothing else. */
    static <T> T decode(Origin origin, byte[] body, Decoder<T> decoder) {
        return decode(origin, body, JsonToken.BEGIN_OBJECT, "an object", decoder);
    }

    private static <T> T decode(Origin origin, byte[] body, JsonToken begin, String what, Decoder<T> decoder) {
        JsonBody json = new JsonBody(origin, body);
        try {
            if (json.in.peek() != begin) {
                throw json.malformed("$", "expected " + what + ", found " + json.found());
            }
            T value = decoder.decode(json);
            if (json.in.peek() != JsonToken.END_DOCUMENT) {
                throw json.malformed("$", "expected the end after " + what);
            }
            return value;
        } catch (IOException | IllegalStateException e) {
            // Gson's own message quotes the body without bounds, so it is not passed on.
            throw json.malformed(json.in.getPath(), "broken JSON");
        } finally {
            json.tell();
        }
    }

    /** Decodes a whole body, which must be one JSON array and nothing else. */
    static <T> T decodeArray(Origin origin, byte[] body, Decoder<T> decoder) {
        return decode(origin, body, JsonToken.BEGIN_ARRAY, "an array", decoder);
    }

    MalformedResponseException malformed(String path, String problem) {
        return new MalformedResponseException(origin.place(), bounded(path), problem, null);
    }

    /** Names of unknown fields are foreign text too. */
    static String bounded(String path) {
        String cut = path.length() <= 256 ? path : path.substring(0, 253) + "...";
        return cut.chars().allMatch(c -> c > ' ' && c < 127) ? cut : cut.replaceAll("[^!-~]", "?");
    }

    /** Names the type of the value at the reader, for messages. */
    String found() throws IOException {
        return typeName(in.peek());
    }

    static String typeName(JsonToken token) {
        return switch (token) {
            case BEGIN_ARRAY -> "an array";
            case BEGIN_OBJECT -> "an object";
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "a boolean";
            case NULL -> "null";
            default -> "nothing";
        };
    }

    /** Enters the object at the reader, or skips what is there instead and returns false. */
    boolean enterObject() throws IOException {
        if (in.peek() == JsonToken.BEGIN_OBJECT) {
            enter();
            return true;
        }
        in.skipValue();
        return false;
    }

    /** Enters the object that is at the reader. */
    void enter() throws IOException {
        in.beginObject();
        if (watch != null) {
            watch.enter();
        }
    }

    /** Returns the name of the next field of an object, of which that shape is known. */
    String name(Shape shape) throws IOException {
        String name = in.nextName();
        if (watch != null) {
            watch.field(shape, name, in);
        }
        return name;
    }

    /** Leaves an object, of which no field is expected. */
    void leave() throws IOException {
        leave(null);
    }

    /** Leaves an object; without an id no field is expected of it, for then it is a stub or a local file. */
    void leave(Shape shape, @Nullable String id) throws IOException {
        leave(id == null ? null : shape);
    }

    /** Leaves an object that should have all that its shape has. */
    void leave(@Nullable Shape shape) throws IOException {
        in.endObject();
        if (watch != null) {
            watch.leave(shape, in);
        }
    }

    /** Says whether what comes is for apps with extended quota only, as far as the body tells. */
    void extended(boolean extended) {
        if (watch != null) {
            watch.extended(extended);
        }
    }

    private void tell() {
        DriftLog drift = origin.drift();
        if (drift != null && watch != null) {
            drift.add(origin.endpoint(), watch);
        }
    }

    /** Enters the array at the reader, or skips what is there instead and returns false. */
    boolean enterArray() throws IOException {
        if (in.peek() == JsonToken.BEGIN_ARRAY) {
            in.beginArray();
            return true;
        }
        in.skipValue();
        return false;
    }

    @Nullable
    String text() throws IOException {
        if (in.peek() != JsonToken.STRING) {
            in.skipValue();
            return null;
        }
        String text = in.nextString();
        if (text.length() > MAX_TEXT) {
            throw malformed(in.getPreviousPath(), "a text of more than " + MAX_TEXT + " characters");
        }
        return text;
    }

    /** Returns a text, or null for an empty one: an id or uri that is empty is none. */
    @Nullable
    String key() throws IOException {
        String text = text();
        return text == null || text.isEmpty() ? null : text;
    }

    @Nullable
    Boolean bool() throws IOException {
        if (in.peek() != JsonToken.BOOLEAN) {
            in.skipValue();
            return null;
        }
        return in.nextBoolean();
    }

    /** Returns a whole number, or null for one that is not, or that no int holds. */
    @Nullable
    Integer integer() throws IOException {
        double value = number();
        return value == Math.rint(value) && Math.abs(value) <= Integer.MAX_VALUE ? (Integer) (int) value : null;
    }

    /** Returns a count, clamped to what an int holds and at least 0; null for anything but a number. */
    @Nullable
    Integer count() throws IOException {
        double value = number();
        return Double.isNaN(value) ? null : (Integer) (int) Math.max(0, Math.min(Integer.MAX_VALUE, value));
    }

    private double number() throws IOException {
        if (in.peek() != JsonToken.NUMBER) {
            in.skipValue();
            return Double.NaN;
        }
        return Double.parseDouble(in.nextString());
    }
}
