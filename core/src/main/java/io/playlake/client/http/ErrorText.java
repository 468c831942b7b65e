package io.playlake.client.http;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What an error's body says, whatever it is: the API's JSON, OAuth's JSON, plain text, HTML or nothing.
 *
 * @param code OAuth's error code such as {@code invalid_grant}, or the API's reason such as {@code QUOTA_EXCEEDED};
 *     null where there is neither
 * @param message for people, escaped and shortened; empty if the body is
 */
public record ErrorText(@Nullable String code, String message) {

    private static final int MAX_BYTES = 16 * 1024;

    /** Reads a body; never fails. */
    public static ErrorText of(byte[] body) {
        String text = new String(body, 0, Math.min(body.length, MAX_BYTES), StandardCharsets.UTF_8).strip();
        if (text.startsWith("{")) {
            try {
                ErrorText known = known(text);
                if (known != null) {
                    return known;
                }
            } catch (JsonParseException | IllegalStateException e) {
                // not JSON after all: shown as text
            }
        }
        return new ErrorText(null, Excerpt.of(text));
    }

    private static @Nullable ErrorText known(String text) {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        reader.setNestingLimit(64);
        if (!(JsonParser.parseReader(reader) instanceof JsonObject root)) {
            return null;
        }
        JsonElement error = root.get("error");
        if (error instanceof JsonObject api) {
            String reason = text(api, "reason");
            String message = text(api, "message");
            // The oldest errors have a description, and no message.
            return new ErrorText(
                    reason == null ? null : Excerpt.of(reason),
                    joined(message == null ? text(api, "description") : message, reason));
        }
        String code = text(root, "error");
        return code == null ? null : new ErrorText(Excerpt.of(code), joined(code, text(root, "error_description")));
    }

    private static @Nullable String text(JsonObject object, String name) {
        JsonElement value = object.get(name);
        return value != null && value.isJsonPrimitive() ? value.getAsString() : null;
    }

    private static String joined(@Nullable String first, @Nullable String second) {
        StringJoiner parts = new StringJoiner(", ");
        if (first != null) {
            parts.add(first);
        }
        if (second != null) {
            parts.add(second);
        }
        return Excerpt.of(parts.toString());
    }
}
