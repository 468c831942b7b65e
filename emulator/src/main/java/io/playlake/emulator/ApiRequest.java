package io.playlake.emulator;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to the Web API, taken apart.
 *
 * @param host scheme, host and port as the caller sees them
 * @param path the path with {@code /v1}
 * @param id the id that the path names, or the empty text
 * @param query the decoded parameters
 */
record ApiRequest(
        String host,
        String path,
        Endpoint endpoint,
        String id,
        Map<String, String> query,
        @Nullable String language) {

    /** Returns decoded parameters; the last of a repeated one wins. */
    static Map<String, String> parse(@Nullable String rawQuery) {
        Map<String, String> query = new LinkedHashMap<>();
        if (rawQuery != null) {
            for (String pair : rawQuery.split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    query.put(Urls.decode(pair.substring(0, equals)), Urls.decode(pair.substring(equals + 1)));
                }
            }
        }
        return query;
    }

    /** Returns the same request with another value for a parameter. */
    ApiRequest with(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(query);
        changed.put(name, value);
        return new ApiRequest(host, path, endpoint, id, changed, language);
    }

    String base() {
        return host + "/v1";
    }

    /** Returns the parameter, or null where it is absent or empty. */
    @Nullable
    String parameter(String name) {
        String value = query.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    boolean asksForEpisodes() {
        String types = parameter("additional_types");
        return types != null && types.contains("episode");
    }
}
