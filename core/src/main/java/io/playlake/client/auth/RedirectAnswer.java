package io.playlake.client.auth;

import io.playlake.client.http.Excerpt;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the browser brings back from Spotify, by the query of the redirect URI. */
sealed interface RedirectAnswer {

    /** The user agreed; the code buys the tokens, once. */
    record Granted(Secret code) implements RedirectAnswer {}

    /** There will be no code; OAuth's error code tells why, such as {@code access_denied}. */
    record Refused(String error) implements RedirectAnswer {}

    /** Not the answer to this login: another state, or none. */
    record Foreign() implements RedirectAnswer {}

    int MAX_CHARS = 8 * 1024;

    /** Reads a query, which anybody may have written; without the state of this login it is foreign. */
    static RedirectAnswer of(@Nullable String rawQuery, Secret state) {
        Map<String, String> values = rawQuery == null ? Map.of() : values(rawQuery);
        String given = values.get("state");
        if (given == null || !Secret.of(given).equals(state)) {
            return new Foreign();
        }
        String error = values.get("error");
        if (error != null) {
            return new Refused(Excerpt.of(error, 60));
        }
        String code = values.get("code");
        return code == null || code.isBlank() ? new Foreign() : new Granted(Secret.of(code));
    }

    /** Returns the parameters; none if one stands twice or cannot be decoded. */
    private static Map<String, String> values(String rawQuery) {
        Map<String, String> values = new HashMap<>();
        if (rawQuery.length() > MAX_CHARS) {
            return Map.of();
        }
        for (String pair : rawQuery.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            try {
                String value = URLDecoder.decode(equals < 0 ? "" : pair.substring(equals + 1), StandardCharsets.UTF_8);
                if (values.put(URLDecoder.decode(name, StandardCharsets.UTF_8), value) != null) {
                    return Map.of();
                }
            } catch (IllegalArgumentException e) {
                return Map.of();
            }
        }
        return values;
    }
}
