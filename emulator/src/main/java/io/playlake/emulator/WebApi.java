package io.playlake.emulator;

import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Answers requests that have a valid token. Thread-safe; each answer shows one day as a whole. */
final class WebApi {

    /** The market of the emulator's user. */
    static final String HOME = "SE";

    private static final int TRACKS_LIMIT = 100;

    private final World world;
    private final Options options;
    private final PageQuirks quirks;
    private final Releases releases;
    private final PlayableJson playables;
    private final ListingJson listings;
    private final BrowseApi browse;
    private final PlaylistApi playlist;
    private final UserApi users;
    private volatile @Nullable Parts parts;

    WebApi(World world, Options options, Snapshots snapshots, Edits edits) {
        this.world = world;
        this.options = options;
        quirks = new PageQuirks(options);
        releases = new Releases(world.pool(), options);
        playables = new PlayableJson(options, releases, world.pool().size());
        PlaylistJson json = new PlaylistJson(options, playables);
        listings = new ListingJson(json, snapshots);
        browse = new BrowseApi(world, options, listings, quirks);
        playlist = new PlaylistApi(world, options.profile(), json, snapshots, edits, quirks);
        users = new UserApi(world, options.profile(), listings, quirks);
    }

    /** Returns the answer; {@code user} says whether the token stands for the emulator's user. */
    Answer handle(ApiRequest request, boolean user) {
        int denial = request.endpoint().denial(options.profile());
        if (denial != 0) {
            return denial == 403 ? ApiErrors.forbidden() : ApiErrors.notFound();
        }
        if ("from_token".equals(request.parameter("market"))) {
            return user ? answer(request.with("market", HOME), true) : Answer.error(403, "Insufficient client scope");
        }
        return answer(request, user);
    }

    private Answer answer(ApiRequest request, boolean user) {
        return switch (request.endpoint()) {
            case CATEGORIES -> paged(request, browse::categories);
            case CATEGORY -> browse.category(request);
            case CATEGORY_PLAYLISTS -> paged(request, browse::playlists);
            case FEATURED_PLAYLISTS -> paged(request, browse::featured);
            case NEW_RELEASES -> catalogue().newReleases(request);
            case PLAYLIST -> playlist.playlist(request, user);
            case PLAYLIST_TRACKS ->
                Page.of(request, Page.USUAL, TRACKS_LIMIT).then(page -> playlist.items(request, user, page));
            case PLAYLIST_ITEMS -> paged(request, (asked, page) -> playlist.items(asked, user, page));
            case PLAYLIST_IMAGES -> playlist.images(request, user);
            case ME -> user ? users.me(request) : ApiErrors.userNeeded();
            case MY_PLAYLISTS -> user ? paged(request, users::myPlaylists) : ApiErrors.userNeeded();
            case USER -> users.user(request);
            case USER_PLAYLISTS -> paged(request, (asked, page) -> users.userPlaylists(asked, user, page));
            case SEARCH -> parts().search.search(request);
            case TRACK -> catalogue().track(request);
            case TRACKS -> catalogue().tracks(request);
            case ARTIST -> catalogue().artist(request);
            case ARTISTS -> catalogue().artists(request);
            case ARTIST_ALBUMS -> catalogue().artistAlbums(request);
            case ALBUM -> catalogue().album(request);
            case ALBUMS -> catalogue().albums(request);
            case ALBUM_TRACKS -> catalogue().albumTracks(request);
            case EPISODE -> catalogue().episode(request);
            case EPISODES -> catalogue().episodes(request);
            case SHOW -> catalogue().show(request);
            case SHOWS -> catalogue().shows(request);
            case SHOW_EPISODES -> catalogue().showEpisodes(request);
            case MARKETS -> Answer.ok("{\"markets\":" + Markets.LISTS.get(0) + "}");
            case TOKEN, OTHER -> Answer.error(404, "Not found.");
        };
    }

    private static Answer paged(ApiRequest request, BiFunction<ApiRequest, Page, Answer> body) {
        return Page.of(request, Page.USUAL, Page.MOST).then(page -> body.apply(request, page));
    }

    private CatalogueApi catalogue() {
        return parts().catalogue;
    }

    /** Returns what stands on the whole catalogue, which is built only when it is asked for. */
    private Parts parts() {
        Parts built = parts;
        return built == null ? build() : built;
    }

    private synchronized Parts build() {
        Parts built = parts;
        if (built == null) {
            Catalogue catalogue = new Catalogue(world.pool(), releases, options.seed());
            CatalogueJson json = new CatalogueJson(playables, catalogue);
            built = new Parts(
                    new CatalogueApi(world, options.profile(), catalogue, json, quirks, playables),
                    new SearchApi(world, options, catalogue, json, listings, quirks));
            parts = built;
        }
        return built;
    }

    private record Parts(CatalogueApi catalogue, SearchApi search) {}
}
