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
        return Categories.decodePage(place(Endpoints.CATEGORIES), body);
    }

    /** Decodes {@code GET /browse/categories/{id}}. */
    public static Category category(byte[] body) {
        return Categories.decode(place(Endpoints.CATEGORY), body);
    }

    /** Decodes {@code GET /browse/categories/{id}/playlists}. */
    public static Page<SimplifiedPlaylist> categoryPlaylists(byte[] body) {
        return Playlists.decodePage(place(Endpoints.CATEGORY_PLAYLISTS), "playlists", body);
    }

    /** Decodes {@code GET /me/playlists}. */
    public static Page<SimplifiedPlaylist> myPlaylists(byte[] body) {
        return Playlists.decodePage(place(Endpoints.MY_PLAYLISTS), "", body);
    }

    /** Decodes {@code GET /playlists/{id}}, in both shapes. */
    public static Playlist playlist(byte[] body) {
        return Playlists.decode(place(Endpoints.PLAYLIST), body);
    }

    /** Decodes {@code GET /playlists/{id}?fields=snapshot_id}; null when the snapshot is null or absent. */
    public static @Nullable String snapshot(byte[] body) {
        return Playlists.decodeSnapshotId(place(Endpoints.PLAYLIST), body);
    }

    /** Decodes {@code GET /playlists/{id}/tracks} and {@code GET /playlists/{id}/items}, in both shapes. */
    public static Page<PlaylistItem> items(byte[] body) {
        return items(Endpoints.ITEMS, body);
    }

    static Page<PlaylistItem> items(String endpoint, byte[] body) {
        return PlaylistItems.decode(place(endpoint), body);
    }

    /**
     * Decodes a body by the template of its endpoint, see {@link Answer#endpoint()}.
     *
     * @return a {@link Playlist}, a {@link Category} or a {@link Page}
     * @throws ConfigurationException if the endpoint is none of this client's
     */
    public static Object decode(String endpoint, byte[] body) {
        return switch (endpoint) {
            case Endpoints.CATEGORIES -> categories(body);
            case Endpoints.CATEGORY -> category(body);
            case Endpoints.CATEGORY_PLAYLISTS -> categoryPlaylists(body);
            case Endpoints.MY_PLAYLISTS -> myPlaylists(body);
            case Endpoints.PLAYLIST -> playlist(body);
            case Endpoints.TRACKS, Endpoints.ITEMS -> items(endpoint, body);
            default -> throw new ConfigurationException("no decoder for the endpoint " + endpoint);
        };
    }

    private static String place(String endpoint) {
        return "GET " + endpoint;
    }
}
