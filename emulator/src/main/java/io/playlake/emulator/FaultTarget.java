package io.playlake.emulator;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as faults see it.
 *
 * @param path without {@code /v1}
 * @param query still encoded; null where there is none
 * @param api whether the Web API is asked, and not the accounts service
 */
record FaultTarget(String template, String path, @Nullable String query, boolean api) {

    private static final int EMBEDDED = 100;
    private static final int USUAL_LIMIT = 20;

    boolean matches(String pattern) {
        return pattern.endsWith("*")
                ? path.startsWith(pattern.substring(0, pattern.length() - 1))
                : pattern.equals(template) || pattern.equals(path);
    }

    /** Returns whether the query has these parameters, side by side and whole: 100 is not found in 1000. */
    boolean asks(String parameters) {
        return query != null && ("&" + query + "&").contains("&" + parameters + "&");
    }

    /** Returns whether the answer shows the item at a position of the list. */
    boolean shows(int position) {
        Map<String, String> parameters = ApiRequest.parse(query);
        if (template.equals(Endpoint.PLAYLIST.template())) {
            String fields = parameters.getOrDefault("fields", "items");
            return position < EMBEDDED && (fields.contains("items") || fields.contains("tracks"));
        }
        try {
            long offset = Long.parseLong(parameters.getOrDefault("offset", "0"));
            long limit = Long.parseLong(parameters.getOrDefault("limit", Integer.toString(USUAL_LIMIT)));
            return offset <= position && position < offset + limit;
        } catch (NumberFormatException notAPage) {
            return false;
        }
    }
}
