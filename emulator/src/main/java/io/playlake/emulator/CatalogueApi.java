package io.playlake.emulator;

import io.playlake.emulator.Playable.Album;
import io.playlake.emulator.Playable.Artist;
import io.playlake.emulator.Playable.Show;
import io.playlake.emulator.Playable.Song;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers what is asked for by the ids of tracks, albums, artists, episodes and shows. Immutable. */
final class CatalogueApi {

    private static final int DISCOGRAPHY_USUAL = 5;
    private static final int DISCOGRAPHY_MOST = 10;

    private final World world;
    private final boolean cut;
    private final Catalogue catalogue;
    private final CatalogueJson json;
    private final PageQuirks quirks;
    private final PlayableJson playables;

    CatalogueApi(
            World world,
            AppProfile profile,
            Catalogue catalogue,
            CatalogueJson json,
            PageQuirks quirks,
            PlayableJson playables) {
        this.world = world;
        cut = profile.cut();
        this.catalogue = catalogue;
        this.json = json;
        this.quirks = quirks;
        this.playables = playables;
    }

    private RenderContext context(ApiRequest request) {
        return RenderContext.of(request, world.today().day());
    }

    Answer track(ApiRequest request) {
        RenderContext context = context(request);
        return one(request, catalogue::song, (out, song) -> json.track(out, song, context));
    }

    Answer tracks(ApiRequest request) {
        RenderContext context = context(request);
        return several(
                request,
                "tracks",
                Page.MOST,
                id -> playable(catalogue.song(id), context),
                (out, song) -> json.track(out, song, context));
    }

    private @Nullable Song playable(@Nullable Song song, RenderContext context) {
        return song != null && playables.serve(song, context).playable() ? song : null;
    }

    Answer artist(ApiRequest request) {
        RenderContext context = context(request);
        return one(request, catalogue::artist, (out, artist) -> json.artist(out, artist, context));
    }

    Answer artists(ApiRequest request) {
        RenderContext context = context(request);
        return several(
                request, "artists", Page.MOST, catalogue::artist, (out, artist) -> json.artist(out, artist, context));
    }

    Answer artistAlbums(ApiRequest request) {
        Artist artist = catalogue.artist(request.id());
        if (artist == null) {
            return ApiErrors.unknown(request.id());
        }
        RenderContext context = context(request);
        String wanted = request.parameter("include_groups");
        List<Catalogue.Release> releases = catalogue.releases(artist).stream()
                .filter(release -> wanted == null || List.of(wanted.split(",")).contains(release.group()))
                .toList();
        return Page.of(request, cut ? DISCOGRAPHY_USUAL : Page.USUAL, cut ? DISCOGRAPHY_MOST : Page.MOST)
                .then(page -> list(
                        request,
                        page,
                        releases,
                        (out, release) -> json.row(out, release.album(), release.group(), context)));
    }

    Answer album(ApiRequest request) {
        RenderContext context = context(request);
        return one(request, catalogue::album, (out, album) -> json.album(out, album, context, request, quirks.none()));
    }

    Answer albums(ApiRequest request) {
        RenderContext context = context(request);
        return several(
                request,
                "albums",
                20,
                id -> available(catalogue.album(id), context),
                (out, album) -> json.album(out, album, context, request, quirks.none()));
    }

    private static @Nullable Album available(@Nullable Album album, RenderContext context) {
        return album != null && CatalogueJson.available(album, context) ? album : null;
    }

    Answer albumTracks(ApiRequest request) {
        Album album = catalogue.album(request.id());
        if (album == null) {
            return ApiErrors.unknown(request.id());
        }
        RenderContext context = context(request);
        return Page.of(request, Page.USUAL, Page.MOST)
                .then(page -> list(
                        request,
                        page,
                        catalogue.tracks(album),
                        (out, song) -> json.simplifiedTrack(out, song, context)));
    }

    Answer newReleases(ApiRequest request) {
        RenderContext context = context(request);
        List<Album> newest = catalogue.newest();
        return Page.of(request, Page.USUAL, Page.MOST).then(page -> {
            JsonText body = JsonText.create();
            body.object().object("albums");
            page.write(
                    body,
                    request,
                    request.path(),
                    quirks.rows(newest.subList(0, Math.min(500, newest.size())), context.day()),
                    quirks.listing(),
                    (out, album) -> json.row(out.value(), album, null, context));
            return Answer.ok(body.endObject().endObject().toString());
        });
    }

    Answer episode(ApiRequest request) {
        RenderContext context = context(request);
        return one(request, catalogue::episode, (out, episode) -> json.episode(out, episode, context));
    }

    Answer episodes(ApiRequest request) {
        RenderContext context = context(request);
        return several(
                request,
                "episodes",
                Page.MOST,
                catalogue::episode,
                (out, episode) -> json.episode(out, episode, context));
    }

    Answer show(ApiRequest request) {
        RenderContext context = context(request);
        return one(
                request,
                catalogue::show,
                (out, show) -> json.show(out, show, context, more -> {
                    more.object("episodes");
                    Page first = new Page(Page.MOST, 0, Page.MOST);
                    writeEpisodes(more, request, request.path() + "/episodes", first, context);
                    more.endObject();
                }));
    }

    Answer shows(ApiRequest request) {
        RenderContext context = context(request);
        return several(
                request, "shows", Page.MOST, catalogue::show, (out, show) -> json.show(out, show, context, more -> {}));
    }

    Answer showEpisodes(ApiRequest request) {
        Show show = catalogue.show(request.id());
        if (show == null) {
            return ApiErrors.unknown(request.id());
        }
        RenderContext context = context(request);
        return Page.of(request, Page.USUAL, Page.MOST).then(page -> {
            JsonText body = JsonText.create();
            body.object();
            writeEpisodes(body, request, request.path(), page, context);
            return Answer.ok(body.endObject().toString());
        });
    }

    private void writeEpisodes(JsonText body, ApiRequest request, String path, Page page, RenderContext context) {
        page.write(
                body,
                request,
                path,
                catalogue.episodes(),
                quirks.none(),
                (out, episode) -> json.simplifiedEpisode(out.value(), episode, context));
    }

    private <T> Answer list(ApiRequest request, Page page, List<T> all, BiConsumer<StringBuilder, T> element) {
        JsonText body = JsonText.create();
        body.object();
        page.write(
                body, request, request.path(), all, quirks.none(), (out, value) -> element.accept(out.value(), value));
        return Answer.ok(body.endObject().toString());
    }

    private static <T> Answer one(
            ApiRequest request, Function<String, @Nullable T> find, BiConsumer<StringBuilder, T> value) {
        T found = find.apply(request.id());
        if (found == null) {
            return ApiErrors.unknown(request.id());
        }
        StringBuilder out = new StringBuilder();
        value.accept(out, found);
        return Answer.ok(out.toString());
    }

    /** Answers with one element for each id in its place, null where there is none. */
    private static <T> Answer several(
            ApiRequest request,
            String name,
            int most,
            Function<String, @Nullable T> find,
            BiConsumer<StringBuilder, T> value) {
        String text = request.query().get("ids");
        if (text == null) {
            return Answer.error(400, "Bad request.");
        }
        List<String> ids = text.isEmpty() ? List.of() : Arrays.asList(text.split(",", -1));
        if (ids.size() > most) {
            return Answer.error(400, "Too many ids requested");
        }
        if (!ids.stream().allMatch(ApiErrors::wellFormed)) {
            return ApiErrors.badId();
        }
        JsonText body = JsonText.create();
        body.object().array(name);
        for (String id : ids) {
            T found = find.apply(id);
            if (found == null) {
                body.value().append("null");
            } else {
                value.accept(body.value(), found);
            }
        }
        return Answer.ok(body.endArray().endObject().toString());
    }
}
