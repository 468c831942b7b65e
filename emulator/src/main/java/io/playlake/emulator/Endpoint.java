package io.playlake.emulator;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The endpoints, by the template under which calls are logged; those of the Web API are below {@code /v1}. */
enum Endpoint {
    TOKEN("/api/token"),
    CATEGORIES("/browse/categories"),
    CATEGORY("/browse/categories/{id}"),
    CATEGORY_PLAYLISTS("/browse/categories/{id}/playlists"),
    FEATURED_PLAYLISTS("/browse/featured-playlists"),
    NEW_RELEASES("/browse/new-releases"),
    PLAYLIST("/playlists/{id}"),
    PLAYLIST_TRACKS("/playlists/{id}/tracks"),
    PLAYLIST_ITEMS("/playlists/{id}/items"),
    PLAYLIST_IMAGES("/playlists/{id}/images"),
    ME("/me"),
    MY_PLAYLISTS("/me/playlists"),
    USER("/users/{id}"),
    USER_PLAYLISTS("/users/{id}/playlists"),
    SEARCH("/search"),
    TRACK("/tracks/{id}"),
    TRACKS("/tracks"),
    ARTIST("/artists/{id}"),
    ARTISTS("/artists"),
    ARTIST_ALBUMS("/artists/{id}/albums"),
    ALBUM("/albums/{id}"),
    ALBUMS("/albums"),
    ALBUM_TRACKS("/albums/{id}/tracks"),
    EPISODE("/episodes/{id}"),
    EPISODES("/episodes"),
    SHOW("/shows/{id}"),
    SHOWS("/shows"),
    SHOW_EPISODES("/shows/{id}/episodes"),
    MARKETS("/markets"),
    /** Whatever else is asked for. */
    OTHER("other");

    private static final String ROOT = "/v1";
    private static final Set<Endpoint> CUT_IN_2024 = EnumSet.of(CATEGORY_PLAYLISTS, FEATURED_PLAYLISTS);
    private static final Set<Endpoint> CUT_IN_2026 = EnumSet.of(
            CATEGORIES,
            CATEGORY,
            CATEGORY_PLAYLISTS,
            FEATURED_PLAYLISTS,
            NEW_RELEASES,
            PLAYLIST_TRACKS,
            USER,
            USER_PLAYLISTS,
            TRACKS,
            ARTISTS,
            ALBUMS,
            EPISODES,
            SHOWS,
            MARKETS);

    private final String template;
    private final Pattern pattern;

    Endpoint(String template) {
        this.template = template;
        pattern = Pattern.compile(template.replace("{id}", "([^/]+)"));
    }

    String template() {
        return template;
    }

    /** Returns the status with which an app of the profile is turned away, or 0 if it is let in. */
    int denial(AppProfile profile) {
        if (profile.cut() && CUT_IN_2026.contains(this)) {
            return 403;
        }
        return !profile.seesEditorial() && CUT_IN_2024.contains(this) ? 404 : 0;
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
