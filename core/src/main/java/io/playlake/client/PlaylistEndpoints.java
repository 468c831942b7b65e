package io.playlake.client;

import io.playlake.error.AccessDeniedException;
import io.playlake.error.ConfigurationException;
import io.playlake.model.ItemsShape;
import io.playlake.model.Page;
import io.playlake.model.Playlist;
import io.playlake.model.PlaylistItem;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Playlists and their contents. Thread-safe. */
public final class PlaylistEndpoints {

    private static final String ID = "playlist id";

    private final ApiCaller api;

    PlaylistEndpoints(ApiCaller api) {
        this.api = api;
    }

    /**
     * Returns a playlist with the first page of its contents, up to 100 items.
     *
     * @throws ConfigurationException if the id cannot be one
     */
    public Answer<Playlist> get(String id) {
        return api.get(contents(ApiRequest.of(Endpoint.PLAYLIST, ID, id)), ResponseDecoders::playlist);
    }

    /**
     * Returns a playlist's present snapshot id and nothing else, as cheaply as can be; null when it has none.
     *
     * @throws ConfigurationException if the id cannot be one
     */
    public Answer<@Nullable String> snapshot(String id) {
        ApiRequest request = ApiRequest.of(Endpoint.PLAYLIST, ID, id).with("fields", "snapshot_id");
        return api.<@Nullable String>get(request, ResponseDecoders::snapshot);
    }

    /**
     * Returns one page of a playlist's items: up to 100 in the older shape, up to 50 in the newer.
     *
     * @param shape that of the playlist's body, see {@link Playlist#shape()}
     * @param offset 0-based position of the first item
     * @throws ConfigurationException if the id cannot be one, or the offset is negative
     */
    public Answer<Page<PlaylistItem>> items(String id, ItemsShape shape, int offset) {
        if (offset < 0) {
            throw new ConfigurationException("offset is " + offset + ", expected 0 or more");
        }
        Endpoint endpoint = shape == ItemsShape.TRACKS ? Endpoint.PLAYLIST_TRACKS : Endpoint.PLAYLIST_ITEMS;
        int limit = endpoint.most(false);
        ApiRequest request =
                ApiRequest.of(endpoint, ID, id).with("limit", limit).with("offset", offset);
        return api.get(contents(request), body -> ResponseDecoders.items(endpoint, body));
    }

    /**
     * Returns all items of a playlist. The first page is the one that the playlist's own body holds, and so that body
     * is the first answer's.
     *
     * @throws ConfigurationException if the id cannot be one
     * @throws AccessDeniedException when the first page is decoded, if the API keeps the contents from this app
     */
    public Pages<PlaylistItem> all(String id) {
        ApiRequest.of(Endpoint.PLAYLIST, ID, id); // refuses a bad id here, not on the first page
        return new Pages<>(() -> new Contents(() -> get(id)));
    }

    /**
     * Returns all items of a playlist that was already fetched; its first page is not fetched again.
     *
     * @throws AccessDeniedException when the first page is decoded, if the API keeps the contents from this app
     */
    public Pages<PlaylistItem> all(Answer<Playlist> playlist) {
        return new Pages<>(() -> new Contents(() -> playlist));
    }

    private ApiRequest contents(ApiRequest request) {
        return request.with("market", api.market()).with("additional_types", "track,episode");
    }

    /** One walk through a playlist: its own body first, then the pages at the address that fits the body's shape. */
    private final class Contents implements IntFunction<Answer<Page<PlaylistItem>>> {

        private final Supplier<Answer<Playlist>> source;
        private @Nullable Answer<Playlist> playlist;

        Contents(Supplier<Answer<Playlist>> source) {
            this.source = source;
        }

        @Override
        public Answer<Page<PlaylistItem>> apply(int offset) {
            if (offset > 0 && playlist != null) {
                Playlist known = playlist.value();
                return items(known.id(), known.shape() == null ? ItemsShape.TRACKS : known.shape(), offset);
            }
            Answer<Playlist> first = source.get();
            playlist = first;
            return first.viewed(body -> embedded(first));
        }

        private static Page<PlaylistItem> embedded(Answer<Playlist> first) {
            Page<PlaylistItem> page = first.value().items();
            if (page == null) {
                throw new AccessDeniedException("GET " + first.path(), "the answer holds no items for this app");
            }
            return page;
        }
    }
}
