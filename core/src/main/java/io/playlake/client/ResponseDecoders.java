package io.playlake.client;

import io.playlake.client.json.Catalogue;
import io.playlake.client.json.Categories;
import io.playlake.client.json.Origin;
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
        return Categories.decodePage(origin(Endpoint.CATEGORIES), body);
    }

    /** Decodes {@code GET /browse/categories/{id}}. */
    public static Category category(byte[] body) {
        return Categories.decode(origin(Endpoint.CATEGORY), body);
    }

    /** Decodes {@code GET /browse/categories/{id}/playlists}. */
    public static Page<SimplifiedPlaylist> categoryPlaylists(byte[] body) {
        return Playlists.decodePage(origin(Endpoint.CATEGORY_PLAYLISTS), "playlists", body);
    }

    /** Decodes {@code GET /me/playlists}. */
    public static Page<SimplifiedPlaylist> myPlaylists(byte[] body) {
        return Playlists.decodePage(origin(Endpoint.MY_PLAYLISTS), "", body);
    }

    /** Decodes {@code GET /browse/featured-playlists}. */
    public static Page<SimplifiedPlaylist> featuredPlaylists(byte[] body) {
        return Playlists.decodePage(origin(Endpoint.FEATURED_PLAYLISTS), "playlists", body);
    }

    /** Decodes {@code GET /users/{id}/playlists}. */
    public static Page<SimplifiedPlaylist> userPlaylists(byte[] body) {
        return Playlists.decodePage(origin(Endpoint.USER_PLAYLISTS), "", body);
    }

    /** Decodes {@code GET /me}. */
    public static CurrentUser me(byte[] body) {
        return Catalogue.me(origin(Endpoint.ME), body);
    }

    /** Decodes {@code GET /playlists/{id}/images}. */
    public static List<Image> images(byte[] body) {
        return Catalogue.images(origin(Endpoint.PLAYLIST_IMAGES), body);
    }

    /** Decodes {@code GET /tracks/{id}}. */
    public static Track track(byte[] body) {
        return Catalogue.track(origin(Endpoint.TRACK), body);
    }

    /** Decodes {@code GET /tracks}: one entry for each id asked for, null for those that are not there. */
    public static List<@Nullable Track> tracks(byte[] body) {
        return Catalogue.tracks(origin(Endpoint.TRACKS), body);
    }

    /** Decodes {@code GET /artists/{id}}. */
    public static Artist artist(byte[] body) {
        return Catalogue.artist(origin(Endpoint.ARTIST), body);
    }

    /** Decodes {@code GET /artists}: one entry for each id asked for, null for those that are not there. */
    public static List<@Nullable Artist> artists(byte[] body) {
        return Catalogue.artists(origin(Endpoint.ARTISTS), body);
    }

    /** Decodes {@code GET /artists/{id}/albums}. */
    public static Page<SimplifiedAlbum> artistAlbums(byte[] body) {
        return Catalogue.albumPage(origin(Endpoint.ARTIST_ALBUMS), body);
    }

    /** Decodes {@code GET /albums/{id}}. */
    public static Album album(byte[] body) {
        return Catalogue.album(origin(Endpoint.ALBUM), body);
    }

    /** Decodes {@code GET /albums}: one entry for each id asked for, null for those that are not there. */
    public static List<@Nullable Album> albums(byte[] body) {
        return Catalogue.albums(origin(Endpoint.ALBUMS), body);
    }

    /** Decodes {@code GET /albums/{id}/tracks}. */
    public static Page<Track> albumTracks(byte[] body) {
        return Catalogue.trackPage(origin(Endpoint.ALBUM_TRACKS), body);
    }

    /** Decodes {@code GET /episodes/{id}}. */
    public static Episode episode(byte[] body) {
        return Catalogue.episode(origin(Endpoint.EPISODE), body);
    }

    /** Decodes {@code GET /episodes}: one entry for each id asked for, null for those that are not there. */
    public static List<@Nullable Episode> episodes(byte[] body) {
        return Catalogue.episodes(origin(Endpoint.EPISODES), body);
    }

    /** Decodes {@code GET /search}, of whatever kinds. */
    public static SearchResults search(byte[] body) {
        return Searches.decode(origin(Endpoint.SEARCH), body);
    }

    /** Decodes {@code GET /playlists/{id}}, in both shapes. */
    public static Playlist playlist(byte[] body) {
        return Playlists.decode(origin(Endpoint.PLAYLIST), body);
    }

    /** Decodes {@code GET /playlists/{id}} of which no items were asked for, see {@link PlaylistEndpoints#head}. */
    public static Playlist playlistHead(byte[] body) {
        return Playlists.decodeHead(origin(Endpoint.PLAYLIST), body);
    }

    /** Decodes {@code GET /playlists/{id}?fields=snapshot_id}; null when the snapshot is null or absent. */
    public static @Nullable String snapshot(byte[] body) {
        return Playlists.decodeSnapshotId(origin(Endpoint.PLAYLIST), body);
    }

    /** Decodes {@code GET /playlists/{id}/tracks} and {@code GET /playlists/{id}/items}, in both shapes. */
    public static Page<PlaylistItem> items(byte[] body) {
        return items(Endpoint.PLAYLIST_ITEMS, body);
    }

    static Page<PlaylistItem> items(Endpoint endpoint, byte[] body) {
        return PlaylistItems.decode(origin(endpoint), body);
    }

    /**
     * Decodes a body by the template of its endpoint, see {@link Answer#endpoint()}.
     *
     * @return what the method of this class for that endpoint returns
     * @throws ConfigurationException if the endpoint is none of this client's
     */
    public static Object decode(String endpoint, byte[] body) {
        Endpoint known = known(endpoint);
        return decode(known, origin(known), body);
    }

    /**
     * Decodes a body like {@link #decode(String, byte[])}, and counts how its shape differs from the known ones, also if
     * it cannot be decoded.
     *
     * @param body a whole one: what a {@code fields} filter leaves out would count as vanished
     * @throws ConfigurationException if the endpoint is none of this client's
     */
    public static Object decode(String endpoint, byte[] body, SchemaDrift drift) {
        Endpoint known = known(endpoint);
        return decode(known, new Origin(known.template(), drift.log()), body);
    }

    private static Object decode(Endpoint endpoint, Origin origin, byte[] body) {
        return switch (endpoint) {
            case CATEGORIES -> Categories.decodePage(origin, body);
            case CATEGORY -> Categories.decode(origin, body);
            case CATEGORY_PLAYLISTS, FEATURED_PLAYLISTS -> Playlists.decodePage(origin, "playlists", body);
            case PLAYLIST -> Playlists.decode(origin, body);
            case PLAYLIST_TRACKS, PLAYLIST_ITEMS -> PlaylistItems.decode(origin, body);
            case PLAYLIST_IMAGES -> Catalogue.images(origin, body);
            case ME -> Catalogue.me(origin, body);
            case MY_PLAYLISTS, USER_PLAYLISTS -> Playlists.decodePage(origin, "", body);
            case SEARCH -> Searches.decode(origin, body);
            case TRACK -> Catalogue.track(origin, body);
            case TRACKS -> Catalogue.tracks(origin, body);
            case ARTIST -> Catalogue.artist(origin, body);
            case ARTISTS -> Catalogue.artists(origin, body);
            case ARTIST_ALBUMS -> Catalogue.albumPage(origin, body);
            case ALBUM -> Catalogue.album(origin, body);
            case ALBUMS -> Catalogue.albums(origin, body);
            case ALBUM_TRACKS -> Catalogue.trackPage(origin, body);
            case EPISODE -> Catalogue.episode(origin, body);
            case EPISODES -> Catalogue.episodes(origin, body);
        };
    }

    private static Endpoint known(String endpoint) {
        return Endpoint.of(endpoint)
                .orElseThrow(() -> new ConfigurationException("no decoder for the endpoint " + endpoint));
    }

    private static Origin origin(Endpoint endpoint) {
        return new Origin(endpoint.template(), null);
    }
}
