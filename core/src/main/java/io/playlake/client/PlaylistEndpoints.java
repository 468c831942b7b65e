package io.playlake.client;

import io.playlake.error.AccessDeniedException;
import io.playlake.error.ConfigurationException;
import io.playlake.model.Image;
import io.playlake.model.ItemsShape;
import io.playlake.model.Page;
import io.playlake.model.Playlist;
import io.playlake.model.PlaylistItem;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Playlists and their contents. Thread-safe. */
public final class PlaylistEndpoints {

    private static final String ID = "playlist id";
    private static final String PAGE = "(href,limit,next,offset,total)";
    private static final String HEAD =
            "id,name,description,owner,public,collaborative,snapshot_id,images,uri,followers," + "tracks" + PAGE
                    + ",items" + PAGE;

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
        return get(id, PlaylistView.whole());
    }

    /**
     * Returns a view of a playlist.
     *
     * @throws ConfigurationException if the id cannot be one
     */
    public Answer<Playlist> get(String id, PlaylistView view) {
        return api.get(view.on(ApiRequest.of(Endpoint.PLAYLIST, ID, id), api.market()), body -> {
            Playlist playlist = ResponseDecoders.playlist(body);
            api.access().saw(playlist.shape());
            return playlist;
        });
    }

    /**
     * Returns a playlist without its items, for where one of the first hundred makes the API fail. They can be had by
     * {@link #allByOffset}.
     *
     * @throws ConfigurationException if the id cannot be one
     */
    public Answer<Playlist> head(String id) {
        ApiRequest request =
                ApiRequest.of(Endpoint.PLAYLIST, ID, id).with("fields", HEAD).tried(2);
        return api.get(request, ResponseDecoders::playlistHead);
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
     * Returns a playlist's images; their addresses are good for less than a day.
     *
     * @throws ConfigurationException if the id cannot be one
     */
    public Answer<List<Image>> images(String id) {
        return api.get(ApiRequest.of(Endpoint.PLAYLIST_IMAGES, ID, id), ResponseDecoders::images);
    }

    /**
     * Returns one page of a playlist's items: up to 100 in the older shape, up to 50 in the newer.
     *
     * @param shape that of the playlist's body, see {@link Playlist#shape()}
     * @param offset 0-based position of the first item
     * @throws ConfigurationException if the id cannot be one, or the offset is negative
     */
    public Answer<Page<PlaylistItem>> items(String id, ItemsShape shape, int offset) {
        return items(id, shape, offset, PlaylistView.whole());
    }

    /** Returns a view of one page of a playlist's items; see {@link #items(String, ItemsShape, int)}. */
    public Answer<Page<PlaylistItem>> items(String id, ItemsShape shape, int offset, PlaylistView view) {
        if (offset < 0) {
            throw new ConfigurationException("offset is " + offset + ", expected 0 or more");
        }
        return items(id, shape, new PageSlice(offset, endpoint(shape).most(false), Integer.MAX_VALUE), view);
    }

    private Answer<Page<PlaylistItem>> items(String id, ItemsShape shape, PageSlice slice, PlaylistView view) {
        Endpoint endpoint = endpoint(shape);
        ApiRequest request = ApiRequest.of(endpoint, ID, id).page(slice);
        return api.get(view.on(request, api.market()), body -> ResponseDecoders.items(endpoint, body));
    }

    private static Endpoint endpoint(ItemsShape shape) {
        return shape == ItemsShape.TRACKS ? Endpoint.PLAYLIST_TRACKS : Endpoint.PLAYLIST_ITEMS;
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

    /** Returns all items of a playlist by pages of their own, also those that its own body would hold. */
    public Pages<PlaylistItem> allByOffset(Answer<Playlist> playlist) {
        return new Pages<>(() -> {
            Contents contents = new Contents(() -> playlist);
            contents.playlist = playlist;
            return contents;
        });
    }

    /** One walk through a playlist: its own body first, then the pages at the address that fits the body's shape. */
    private final class Contents implements Pages.Calls<PlaylistItem> {

        private final Supplier<Answer<Playlist>> source;
        private @Nullable Answer<Playlist> playlist;

        Contents(Supplier<Answer<Playlist>> source) {
            this.source = source;
        }

        @Override
        public Answer<Page<PlaylistItem>> page(PageSlice slice) {
            if (playlist != null) {
                return items(playlist.value().id(), shape(), slice, PlaylistView.whole());
            }
            Answer<Playlist> first = source.get();
            playlist = first;
            return first.viewed(body -> embedded(first));
        }

        @Override
        public int most() {
            return playlist == null ? 1 : endpoint(shape()).most(false);
        }

        /** The page inside the playlist's body cannot be asked for in parts. */
        @Override
        public boolean startsAnywhere() {
            return playlist != null;
        }

        private ItemsShape shape() {
            ItemsShape shape = playlist == null ? null : playlist.value().shape();
            return shape == null ? ItemsShape.TRACKS : shape;
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
