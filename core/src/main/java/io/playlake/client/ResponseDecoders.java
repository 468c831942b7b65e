package io.playlake.client;

import io.playlake.client.json.Catalogue;
import io.playlake.client.json.Categories;
import io.playlake.client.json.PlaylistItems;
import io.playlake.client.json.Playlists;
import io.playlake.client.json.Searches;
import io.playlake.error.ConfigurationException;
import io.playlake.model.Album;
import io.playlake.model.Artist;
import io.playlake.model.Category;
import io.playlake.model.CurrentUser;
import io.playlake.model.Episode;
import io.playlake.model.Image;
import io.playlake.model.Page;
import io.playlake.model.Playlist;
import io.playlake.model.PlaylistItem;
import io.playlake.model.SearchResults;
import io.playlake.model.SimplifiedAlbum;
import io.playlake.model.SimplifiedPlaylist;
import io.playlake.model.Track;
import java.util.List;
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

    /** Decodes {@code GET /browse/featured-playlists}. */
    public static Page<SimplifiedPlaylist> featuredPlaylists(byte[] body) {
        return Playlists.decodePage(place(Endpoint.FEATURED_PLAYLISTS), "playlists", body);
    }

    /** Decodes {@code GET /users/{id}/playlists}. */
    public static Page<SimplifiedPlaylist> userPlaylists(byte[] body) {
        return Playlists.decodePage(place(Endpoint.USER_PLAYLISTS), "", body);
    }

    /** Decodes {@code GET /me}. */
    public static CurrentUser me(byte[] body) {
        return Catalogue.me(place(Endpoint.ME), body);
    }

    /** Decodes {@code GET /playlists/{id}/images}. */
    public static List<Image> images(byte[] body) {
        return Catalogue.images(place(Endpoint.PLAYLIST_IMAGES), body);
    }

    /** Decodes {@code GET /tracks/{id}}. */
    public static Track track(byte[] body) {
        return Catalogue.track(place(Endpoint.TRACK), body);
    }

    /** Decodes {@code GET /tracks}: one entry for each id asked for, null for those that are not there. */
    public static List<@Nullable Track> tracks(byte[] body) {
        return Catalogue.tracks(place(Endpoint.TRACKS), body);
    }

    /** Decodes {@code GET /artists/{id}}. */
    public static Artist artist(byte[] body) {
        return Catalogue.artist(place(Endpoint.ARTIST), body);
    }

    /** Decodes {@code GET /artists}: one entry for each id asked for, null for those that are not there. */
    public static List<@Nullable Artist> artists(byte[] body) {
        return Catalogue.artists(place(Endpoint.ARTISTS), body);
    }

    /** Decodes {@code GET /artists/{id}/albums}. */
    public static Page<SimplifiedAlbum> artistAlbums(byte[] body) {
        return Catalogue.albumPage(place(Endpoint.ARTIST_ALBUMS), body);
    }

    /** Decodes {@code GET /albums/{id}}. */
    public static Album album(byte[] body) {
        return Catalogue.album(place(Endpoint.ALBUM), body);
    }

    /** Decodes {@code GET /albums}: one entry for each id asked for, null for those that are not there. */
    public static List<@Nullable Album> albums(byte[] body) {
        return Catalogue.albums(place(Endpoint.ALBUMS), body);
    }

    /** Decodes {@code GET /albums/{id}/tracks}. */
    public static Page<Track> albumTracks(byte[] body) {
        return Catalogue.trackPage(place(Endpoint.ALBUM_TRACKS), body);
    }

    /** Decodes {@code GET /episodes/{id}}. */
    public static Episode episode(byte[] body) {
        return Catalogue.episode(place(Endpoint.EPISODE), body);
    }

    /** Decodes {@code GET /episodes}: one entry for each id asked for, null for those that are not there. */
    public static List<@Nullable Episode> episodes(byte[] body) {
        return Catalogue.episodes(place(Endpoint.EPISODES), body);
    }

    /** Decodes {@code GET /search}, of whatever kinds. */
    public static SearchResults search(byte[] body) {
        return Searches.decode(place(Endpoint.SEARCH), body);
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
     * @return what the method of this class for that endpoint returns
     * @throws ConfigurationException if the endpoint is none of this client's
     */
    public static Object decode(String endpoint, byte[] body) {
        Endpoint known = Endpoint.of(endpoint)
                .orElseThrow(() -> new ConfigurationException("no decoder for the endpoint " + endpoint));
        return switch (known) {
            case CATEGORIES -> categories(body);
            case CATEGORY -> category(body);
            case CATEGORY_PLAYLISTS -> categoryPlaylists(body);
            case FEATURED_PLAYLISTS -> featuredPlaylists(body);
            case PLAYLIST -> playlist(body);
            case PLAYLIST_TRACKS, PLAYLIST_ITEMS -> items(known, body);
            case PLAYLIST_IMAGES -> images(body);
            case ME -> me(body);
            case MY_PLAYLISTS -> myPlaylists(body);
            case USER_PLAYLISTS -> userPlaylists(body);
            case SEARCH -> search(body);
            case TRACK -> track(body);
            case TRACKS -> tracks(body);
            case ARTIST -> artist(body);
            case ARTISTS -> artists(body);
            case ARTIST_ALBUMS -> artistAlbums(body);
            case ALBUM -> album(body);
            case ALBUMS -> albums(body);
            case ALBUM_TRACKS -> albumTracks(body);
            case EPISODE -> episode(body);
            case EPISODES -> episodes(body);
        };
    }

    private static String place(Endpoint endpoint) {
        return "GET " + endpoint.template();
    }
}
