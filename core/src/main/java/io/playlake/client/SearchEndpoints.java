package io.playlake.client;

import io.playlake.client.http.Excerpt;
import io.playlake.error.ConfigurationException;
import io.playlake.error.MalformedResponseException;
import io.playlake.model.Artist;
import io.playlake.model.Audiobook;
import io.playlake.model.Episode;
import io.playlake.model.Page;
import io.playlake.model.SearchResults;
import io.playlake.model.Show;
import io.playlake.model.SimplifiedAlbum;
import io.playlake.model.SimplifiedPlaylist;
import io.playlake.model.Track;
import java.util.Collection;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The search. A query is words and field filters such as {@code artist:} and {@code year:}; 1 to 250 characters, or else a
 * {@link ConfigurationException}. At most the first 1,000 results of a kind can be had; the total is an estimate, and it
 * drifts from page to page. Thread-safe.
 */
public final class SearchEndpoints {

    private static final int CAP = 1_000;
    private static final int MAX_QUERY = 250;

    private final ApiCaller api;

    SearchEndpoints(ApiCaller api) {
        this.api = api;
    }

    /** Returns playlists; those of Spotify itself are null rows for most apps. */
    public Pages<SimplifiedPlaylist> playlists(String query) {
        return pages(query, SearchType.PLAYLIST, SearchResults::playlists);
    }

    /** Returns tracks. */
    public Pages<Track> tracks(String query) {
        return pages(query, SearchType.TRACK, SearchResults::tracks);
    }

    /** Returns artists. */
    public Pages<Artist> artists(String query) {
        return pages(query, SearchType.ARTIST, SearchResults::artists);
    }

    /** Returns albums. */
    public Pages<SimplifiedAlbum> albums(String query) {
        return pages(query, SearchType.ALBUM, SearchResults::albums);
    }

    /** Returns shows. */
    public Pages<Show> shows(String query) {
        return pages(query, SearchType.SHOW, SearchResults::shows);
    }

    /** Returns episodes. */
    public Pages<Episode> episodes(String query) {
        return pages(query, SearchType.EPISODE, SearchResults::episodes);
    }

    /** Returns audiobooks. */
    public Pages<Audiobook> audiobooks(String query) {
        return pages(query, SearchType.AUDIOBOOK, SearchResults::audiobooks);
    }

    /**
     * Returns the first results of several kinds in one call: as many of each as the API gives unasked, 20, or 5 to apps in
     * development mode.
     *
     * @param types at least one
     */
    public Answer<SearchResults> first(String query, Collection<SearchType> types) {
        if (types.isEmpty()) {
            throw new ConfigurationException("types is empty, expected at least one");
        }
        String words = new TreeSet<>(types).stream().map(SearchType::word).collect(Collectors.joining(","));
        return api.get(request(query, words), ResponseDecoders::search);
    }

    private ApiRequest request(String query, String types) {
        if (query.isBlank() || query.length() > MAX_QUERY) {
            throw new ConfigurationException(
                    "the query is '" + Excerpt.of(query) + "', expected 1 to " + MAX_QUERY + " characters");
        }
        return ApiRequest.of(Endpoint.SEARCH)
                .with("q", query)
                .with("type", types)
                .with("market", api.market());
    }

    private <T> Pages<T> pages(String query, SearchType type, Function<SearchResults, @Nullable Page<T>> view) {
        ApiRequest request = request(query, type.word());
        return new Pages<>(() ->
                api.new ListCalls<T>(request, body -> page(type, view.apply(ResponseDecoders.search(body)))) {
                    @Override
                    public Answer<Page<T>> page(PageSlice slice) {
                        int limit = Math.min(slice.limit(), CAP - slice.offset());
                        return super.page(new PageSlice(slice.offset(), limit, slice.attempts()));
                    }

                    @Override
                    public int cap() {
                        return CAP;
                    }

                    @Override
                    public boolean countsItsRows() {
                        return false;
                    }
                });
    }

    private static <T> Page<T> page(SearchType type, @Nullable Page<T> page) {
        if (page == null) {
            throw new MalformedResponseException(
                    "GET " + Endpoint.SEARCH.template(), "$." + type.word() + "s", "missing, expected an object", null);
        }
        return page;
    }
}
