package io.playlake.client;

import java.util.Arrays;
import java.util.Optional;

/**
 * The addresses of the Web API that this client knows, a line each: the template, and the rows or ids that one call takes
 * at most, of an app with extended quota and of one in development mode; 1 where nothing is counted.
 */
enum Endpoint {
    // spotless:off
    CATEGORIES        ("/browse/categories",                50, 50),
    CATEGORY          ("/browse/categories/{id}",            1,  1),
    CATEGORY_PLAYLISTS("/browse/categories/{id}/playlists", 50, 50),
    FEATURED_PLAYLISTS("/browse/featured-playlists",        50, 50),
    PLAYLIST          ("/playlists/{id}",                    1,  1),
    PLAYLIST_TRACKS   ("/playlists/{id}/tracks",           100, 100),
    PLAYLIST_ITEMS    ("/playlists/{id}/items",             50, 50),
    PLAYLIST_IMAGES   ("/playlists/{id}/images",             1,  1),
    ME                ("/me",                                1,  1),
    MY_PLAYLISTS      ("/me/playlists",                     50, 50),
    USER_PLAYLISTS    ("/users/{id}/playlists",             50, 50),
    SEARCH            ("/search",                           50, 10),
    TRACK             ("/tracks/{id}",                       1,  1),
    TRACKS            ("/tracks",                           50,  1),
    ARTIST            ("/artists/{id}",                      1,  1),
    ARTISTS           ("/artists",                          50,  1),
    ARTIST_ALBUMS     ("/artists/{id}/albums",              50, 10),
    ALBUM             ("/albums/{id}",                       1,  1),
    ALBUMS            ("/albums",                           20,  1),
    ALBUM_TRACKS      ("/albums/{id}/tracks",               50, 50),
    EPISODE           ("/episodes/{id}",                     1,  1),
    EPISODES          ("/episodes",                         50,  1);
    // spotless:on

    private final String template;
    private final int most;
    private final int mostInDevelopment;

    Endpoint(String template, int most, int mostInDevelopment) {
        this.template = template;
        this.most = most;
        this.mostInDevelopment = mostInDevelopment;
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

    /** Returns how many rows a page, or ids a call, may have. */
    int most(boolean development) {
        return development ? mostInDevelopment : most;
    }
}
