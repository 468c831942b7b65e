package io.playlake.client;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of the Web API that this client knows, a line each: the template, and the rows or ids that one call takes
 * at most, of an app with extended quota and of one in development mode, 1 where nothing is counted; and what to do
 * instead where apps in development mode may not use it at all.
 */
enum Endpoint {
    // spotless:off
    CATEGORIES        ("/browse/categories",                50,  50, Endpoint.NOT_BROWSED),
    CATEGORY          ("/browse/categories/{id}",            1,   1, Endpoint.NOT_BROWSED),
    CATEGORY_PLAYLISTS("/browse/categories/{id}/playlists", 50,  50, Endpoint.NOT_BROWSED),
    FEATURED_PLAYLISTS("/browse/featured-playlists",        50,  50, Endpoint.NOT_BROWSED),
    PLAYLIST          ("/playlists/{id}",                    1,   1, null),
    PLAYLIST_TRACKS   ("/playlists/{id}/tracks",           100, 100, "use /playlists/{id}/items"),
    PLAYLIST_ITEMS    ("/playlists/{id}/items",             50,  50, null),
    PLAYLIST_IMAGES   ("/playlists/{id}/images",             1,   1, null),
    ME                ("/me",                                1,   1, null),
    MY_PLAYLISTS      ("/me/playlists",                     50,  50, null),
    USER_PLAYLISTS    ("/users/{id}/playlists",             50,  50, "use me for the user who logged in, or ids"),
    SEARCH            ("/search",                           50,  10, null),
    TRACK             ("/tracks/{id}",                       1,   1, null),
    TRACKS            ("/tracks",                           50,   1, Endpoint.ONE_BY_ONE),
    ARTIST            ("/artists/{id}",                      1,   1, null),
    ARTISTS           ("/artists",                          50,   1, Endpoint.ONE_BY_ONE),
    ARTIST_ALBUMS     ("/artists/{id}/albums",              50,  10, null),
    ALBUM             ("/albums/{id}",                       1,   1, null),
    ALBUMS            ("/albums",                           20,   1, Endpoint.ONE_BY_ONE),
    ALBUM_TRACKS      ("/albums/{id}/tracks",               50,  50, null),
    EPISODE           ("/episodes/{id}",                     1,   1, null),
    EPISODES          ("/episodes",                         50,   1, Endpoint.ONE_BY_ONE);
    // spotless:on

    private static final String NOT_BROWSED = "use ids for playlists you know, or me for your own";
    private static final String ONE_BY_ONE = "ask for one at a time";

    private final String template;
    private final int most;
    private final int mostInDevelopment;
    private final @Nullable String instead;

    Endpoint(String template, int most, int mostInDevelopment, @Nullable String instead) {
        this.template = template;
        this.most = most;
        this.mostInDevelopment = mostInDevelopment;
        this.instead = instead;
    }

    static Optional<Endpoint> of(String template) {
        return Arrays.stream(values())
                .filter(endpoint -> endpoint.template.equals(template))
                .findFirst();
    }

    /** Returns the path below the API's base, with {@code {id}} in the place of the id if there is one. */
    String template() {
        return template;
    }

    /** Returns what to do where an app may not use this at all; null if every app may. */
    @Nullable
    String instead() {
        return instead;
    }

    /** Returns how many rows a page, or ids a call, may have. */
    int most(boolean development) {
        return development ? mostInDevelopment : most;
    }
}
