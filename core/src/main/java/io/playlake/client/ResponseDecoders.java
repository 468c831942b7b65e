package io.playlake.client;

import io.playlake.client.json.Categories;
import io.playlake.client.json.PlaylistItems;
import io.playlake.client.json.Playlists;
import io.playlake.error.ConfigurationException;
import io.playlake.model.Category;
import io.playlake.model.Page;
import io.playlake.model.Playlist;
import io.playlake.model.PlaylistItem;
import io.playlake.model.SimplifiedPlaylist;
import org.jspecify.annotations.Nullable;

/**
 * Decodes bodies as the API sent them, fresh from the wire or kept since. Pure functions; thread-safe.
 *
 * <p>Each throws {@link io.playlake.error.MalformedResponseException}, with the endpoint and the JSON path, if a
 * required field is missing or of an impossible type; every other field of a wrong type reads as null.
 */
public final class ResponseDecoders {

    private ResponseDecoders() {}

    /** Decodes {@code GET /browse/categories}. */
    public static Page<Category> categories(byte[] body) {
        return Categories.decodePage(place(Endpoint.CATEGORIES), body);
    }

    /** Decodes {@code GET /browse/categories/{id}}. */
    public static Category category(byte[] body) {
        return Categories.decode(place(Endpoint.CATEGORY), body);
    }

    /** Decodes {@code GET /browse/categories/{id}/playlists}. */
    public static Page<SimplifiedPlaylist> categoryPlaylists(byte[] body) {
        return Playlists.decodePage(place(Endpoint.CATEGORY_PLAYLISTS), "playlists", body);
    }

    /** Decodes {@code GET /me/playlists}. */
    public static Page<SimplifiedPlaylist> myPlaylists(byte[] body) {
        return Playlists.decodePage(place(Endpoint.MY_PLAYLISTS), "", body);
    }

    /** Decodes {@code GET /playlists/{id}}, in both shapes. */
    public static Playlist playlist(byte[] body) {
        return Playlists.decode(place(Endpoint.PLAYLIST), body);
    }

    /** Decodes {@code GET /playlists/{id}?fields=snapshot_id}; null when the snapshot is null or absent. */
    public static @Nullable String snapshot(byte[] body) {
        return Playlists.decodeSnapshotId(place(Endpoint.PLAYLIST), body);
    }

    /** Decodes {@code GET /playlists/{id}/tracks} and {@code GET /playlists/{id}/items}, in both shapes. */
    public static Page<PlaylistItem> items(byte[] body) {
        return items(Endpoint.PLAYLIST_ITEMS, body);
    }

    static Page<PlaylistItem> items(Endpoint endpoint, byte[] body) {
        return PlaylistItems.decode(place(endpoint), body);
    }

    /**
     * Decodes a body by the template of its endpoint, see {@link Answer#endpoint()}.
     *
     * @return a {@link Playlist}, a {@link Category} or a {@link Page}
     * @throws ConfigurationException if the endpoint is none of this client's
     */
    public static Object decode(String endpoint, byte[] body) {
        Endpoint known = Endpoint.of(endpoint)
                .orElseThrow(() -> new ConfigurationException("no decoder for the endpoint " + endpoint));
        return switch (known) {
            case CATEGORIES -> categories(body);
            case CATEGORY -> category(body);
            case CATEGORY_PLAYLISTS -> categoryPlaylists(body);
            case MY_PLAYLISTS -> myPlaylists(body);
            case PLAYLIST -> playlist(body);
            case PLAYLIST_TRACKS, PLAYLIST_ITEMS -> items(known, body);
            default -> throw new ConfigurationException("no decoder for the endpoint " + endpoint);
        };
    }

    private static String place(Endpoint endpoint) {
        return "GET " + endpoint.template();
    }
}
