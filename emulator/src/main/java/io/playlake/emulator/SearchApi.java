package io.playlake.emulator;

import io.playlake.emulator.Playable.Album;
import io.playlake.emulator.Playable.Artist;
import io.playlake.emulator.Playable.Song;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Answers searches. What is found has all the words of the query in its names; words may be led by a field such as {@code
 * artist:}, which is not heeded but for {@code isrc:}. Immutable.
 */
final class SearchApi {

    private static final int CAP = 1000;
    private static final int CUT_USUAL = 5;
    private static final int CUT_MOST = 10;
    private static final List<String> TYPES =
            List.of("album", "artist", "playlist", "track", "show", "episode", "audiobook");
    private static final Pattern FIELD = Pattern.compile("\\b(artist|album|track|genre|upc|tag|year):");

    private final World world;
    private final Options options;
    private final Catalogue catalogue;
    private final CatalogueJson json;
    private final ListingJson listings;
    private final PageQuirks quirks;

    SearchApi(
            World world,
            Options options,
            Catalogue catalogue,
            CatalogueJson json,
            ListingJson listings,
            PageQuirks quirks) {
        this.world = world;
        this.options = options;
        this.catalogue = catalogue;
        this.json = json;
        this.listings = listings;
        this.quirks = quirks;
    }

    Answer search(ApiRequest request) {
        String query = request.parameter("q");
        String types = request.parameter("type");
        if (query == null) {
            return Answer.error(400, "No search query");
        }
        List<String> wanted = types == null ? List.of() : Arrays.asList(types.split(","));
        if (wanted.isEmpty() || !TYPES.containsAll(wanted)) {
            return Answer.error(400, "Bad request.");
        }
        boolean cut = options.profile().cut();
        return Page.of(request, cut ? CUT_USUAL : Page.USUAL, cut ? CUT_MOST : Page.MOST)
                .then(page -> search(request, query, wanted, page));
    }

    private Answer search(ApiRequest request, String query, List<String> types, Page page) {
        boolean past = page.offset() > CAP;
        if (past && !options.has(Quirk.SEARCH_CAP_EMPTY)) {
            return options.has(Quirk.SEARCH_CAP_NOT_FOUND)
                    ? Answer.error(404, "Not found.")
                    : Answer.error(400, "Bad request.");
        }
        Search search = new Search(request, query, past, page, world.today());
        JsonText body = JsonText.create();
        body.object();
        TYPES.stream().filter(types::contains).forEach(type -> write(body, type, search));
        return Answer.ok(body.endObject().toString());
    }

    private void write(JsonText body, String type, Search search) {
        RenderContext context = RenderContext.of(search.request, search.today.day());
        switch (type) {
            case "album" ->
                write(
                        body,
                        type,
                        search,
                        catalogue.albums(),
                        SearchApi::names,
                        (out, album) -> json.row(out.value(), album, null, context));
            case "artist" ->
                write(
                        body,
                        type,
                        search,
                        catalogue.artists(),
                        Artist::name,
                        (out, artist) -> json.artist(out.value(), artist, context));
            case "track" ->
                write(
                        body,
                        type,
                        search,
                        catalogue.songs(),
                        SearchApi::names,
                        (out, song) -> json.track(out.value(), song, context));
            case "show" ->
                write(
                        body,
                        type,
                        search,
                        catalogue.shows(),
                        Playable.Show::name,
                        (out, show) -> json.show(out.value(), show, context, more -> {}));
            case "episode" ->
                write(
                        body,
                        type,
                        search,
                        catalogue.episodes(),
                        Playable.Episode::name,
                        (out, episode) -> json.simplifiedEpisode(out.value(), episode, context));
            case "audiobook" ->
                write(
                        body,
                        type,
                        search,
                        catalogue.audiobooks(),
                        Playable.Audiobook::name,
                        (out, book) -> json.audiobook(out.value(), book, context));
            default -> playlists(body, search);
        }
    }

    private void playlists(JsonText body, Search search) {
        List<PlaylistState> open = search.today.playlists().values().stream()
                .filter(playlist -> playlist.identity().open())
                .toList();
        write(
                body,
                "playlist",
                search,
                open,
                PlaylistState::name,
                (out, playlist) -> listings.row(
                        out,
                        playlist.identity().editorial() && !options.profile().seesEditorial()
                                ? ListingRow.nothing()
                                : new ListingRow(ListingRow.Kind.PLAYLIST, playlist.id()),
                        search.today,
                        search.request));
    }

    private <T> void write(
            JsonText body,
            String type,
            Search search,
            List<T> all,
            Function<T, String> names,
            BiConsumer<JsonText, T> element) {
        List<T> found = search.past
                ? List.of()
                : all.stream()
                        .filter(one -> matches(names.apply(one), search.query))
                        .toList();
        body.object(type + "s");
        search.page.write(
                body,
                search.request.with("type", type),
                search.request.path(),
                quirks.rows(found, search.today.day()),
                quirks.search(),
                element);
        body.endObject();
    }

    private static boolean matches(String names, String query) {
        String text = names.toLowerCase(Locale.ROOT);
        return Arrays.stream(FIELD.matcher(query.toLowerCase(Locale.ROOT))
                        .replaceAll(" ")
                        .replace('"', ' ')
                        .strip()
                        .split("\\s+"))
                .allMatch(text::contains);
    }

    private static String names(Album album) {
        return album.name() + " " + album.artist().name();
    }

    private static String names(Song song) {
        return song.name() + " " + song.artists().stream().map(Artist::name).collect(Collectors.joining(" ")) + " isrc:"
                + song.isrc();
    }

    private record Search(ApiRequest request, String query, boolean past, Page page, WorldDay today) {}
}
