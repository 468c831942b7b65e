package io.playlake.client.auth;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import io.playlake.error.MalformedResponseException;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the token endpoint grants.
 *
 * @param refreshToken null if none came, which leaves the one that is there good
 * @param scopes empty if the answer names none
 */
record TokenAnswer(
        Secret accessToken, Duration lifetime, @Nullable Secret refreshToken, List<String> scopes) {

    private static final String PLACE = "POST " + TokenEndpoint.PATH;
    private static final int DEFAULT_SECONDS = 3600;
    private static final int MAX_SECONDS = 24 * 3600;

    static TokenAnswer of(byte[] body) {
        JsonObject root = root(body);
        String access = text(root, "access_token");
        if (access == null || access.isBlank()) {
            throw new MalformedResponseException(PLACE, "$.access_token", "expected a text", null);
        }
        String refresh = text(root, "refresh_token");
        return new TokenAnswer(
                Secret.of(access),
                lifetime(root.get("expires_in")),
                refresh == null || refresh.isBlank() ? null : Secret.of(refresh),
                words(text(root, "scope")));
    }

    private static List<String> words(@Nullable String text) {
        return text == null || text.isBlank() ? List.of() : List.of(text.strip().split(" +"));
    }

    private static JsonObject root(byte[] body) {
        JsonReader reader =
                new JsonReader(new InputStreamReader(new ByteArrayInputStream(body), StandardCharsets.UTF_8));
        reader.setStrictness(Strictness.STRICT);
        reader.setNestingLimit(64);
        try {
            if (JsonParser.parseReader(reader) instanceof JsonObject object) {
                return object;
            }
        } catch (JsonParseException | IllegalStateException e) {
            // Gson quotes what it met, which may be the token: no cause.
        }
        throw new MalformedResponseException(PLACE, "$", "expected a JSON object", null);
    }

    private static @Nullable String text(JsonObject object, String name) {
        JsonElement value = object.get(name);
        return value != null
                        && value.isJsonPrimitive()
                        && value.getAsJsonPrimitive().isString()
                ? value.getAsString()
                : null;
    }

    private static Duration lifetime(@Nullable JsonElement value) {
        double seconds = DEFAULT_SECONDS;
        if (value != null && value.isJsonPrimitive()) {
            try {
                seconds = Double.parseDouble(value.getAsString());
            } catch (NumberFormatException e) {
                // an odd value reads as none
            }
        }
        return Duration.ofSeconds(seconds >= 1 ? (long) Math.min(seconds, MAX_SECONDS) : DEFAULT_SECONDS);
    }
}
