package io.playlake.emulator;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The endpoints, by the template under which calls are logged; those of the Web API are below {@code /v1}. */
enum Endpoint {
    TOKEN("/api/token"),
    CATEGORIES("/browse/categories"),
    CATEGORY("/browse/categories/{id}"),
    CATEGORY_PLAYLISTS("/browse/categories/{id}/playlists"),
    PLAYLIST("/playlists/{id}"),
    PLAYLIST_TRACKS("/playlists/{id}/tracks"),
    PLAYLIST_ITEMS("/playlists/{id}/items"),
    MY_PLAYLISTS("/me/playlists"),
    /** Whatever else is asked for. */
    OTHER("other");

    private static final String ROOT = "/v1";

    private final String template;
    private final Pattern pattern;

    Endpoint(String template) {
        this.template = template;
        pattern = Pattern.compile(template.replace("{id}", "([^/]+)"));
    }

    String template() {
        return template;
    }

    /** Returns the path without the {@code /v1} that faults and call log leave out. */
    static String relative(String path) {
        return path.startsWith(ROOT + "/") ? path.substring(ROOT.length()) : path;
    }

    static Match match(String path) {
        if (path.equals(TOKEN.template)) {
            return new Match(TOKEN, "");
        }
        if (path.startsWith(ROOT + "/")) {
            for (Endpoint endpoint : values()) {
                Matcher matcher = endpoint.pattern.matcher(relative(path));
                if (endpoint != TOKEN && endpoint != OTHER && matcher.matches()) {
                    return new Match(endpoint, matcher.groupCount() == 0 ? "" : Urls.decode(matcher.group(1)));
                }
            }
        }
        return new Match(OTHER, "");
    }

    /** An endpoint with the id that its path names, or the empty text. */
    record Match(Endpoint endpoint, String id) {}
}
