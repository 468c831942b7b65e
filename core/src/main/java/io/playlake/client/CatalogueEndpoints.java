package io.playlake.client;

import io.playlake.error.ConfigurationException;
import io.playlake.model.Album;
import io.playlake.model.Artist;
import io.playlake.model.Episode;
import io.playlake.model.SimplifiedAlbum;
import io.playlake.model.Track;
import java.util.Collection;

/**
 * Tracks, artists, albums and episodes, by id: letters and digits, or else a {@link ConfigurationException}. Contents are
 * those of the client's market if it has one. Thread-safe.
 */
public final class CatalogueEndpoints {

    private static final Lookups.Kind<Track> TRACK = new Lookups.Kind<>(
            "track", Endpoint.TRACK, Endpoint.TRACKS, ResponseDecoders::track, ResponseDecoders::tracks);
    private static final Lookups.Kind<Artist> ARTIST = new Lookups.Kind<>(
            "artist", Endpoint.ARTIST, Endpoint.ARTISTS, ResponseDecoders::artist, ResponseDecoders::artists);
    private static final Lookups.Kind<Album> ALBUM = new Lookups.Kind<>(
            "album", Endpoint.ALBUM, Endpoint.ALBUMS, ResponseDecoders::album, ResponseDecoders::albums);
    private static final Lookups.Kind<Episode> EPISODE = new Lookups.Kind<>(
            "episode", Endpoint.EPISODE, Endpoint.EPISODES, ResponseDecoders::episode, ResponseDecoders::episodes);

    private final ApiCaller api;

    CatalogueEndpoints(ApiCaller api) {
        this.api = api;
    }

    /** Returns a track. */
    public Answer<Track> track(String id) {
        return one(TRACK, id, true);
    }

    /** Returns tracks, up to 50 a call; repeated ids are asked for once. */
    public Lookups<Track> tracks(Collection<String> ids) {
        return new Lookups<>(api, TRACK, ids, api.market());
    }

    /** Returns an artist. */
    public Answer<Artist> artist(String id) {
        return one(ARTIST, id, false);
    }

    /** Returns artists, up to 50 a call; repeated ids are asked for once. */
    public Lookups<Artist> artists(Collection<String> ids) {
        return new Lookups<>(api, ARTIST, ids, null);
    }

    /** Returns the albums of an artist, also those that it only appears on. */
    public Pages<SimplifiedAlbum> artistAlbums(String artistId) {
        return api.pages(
                ApiRequest.of(Endpoint.ARTIST_ALBUMS, "artist id", Lookups.checked("artist", artistId))
                        .with("market", api.market()),
                ResponseDecoders::artistAlbums);
    }

    /** Returns an album with the first page of its tracks. */
    public Answer<Album> album(String id) {
        return one(ALBUM, id, true);
    }

    /** Returns albums, up to 20 a call; repeated ids are asked for once. */
    public Lookups<Album> albums(Collection<String> ids) {
        return new Lookups<>(api, ALBUM, ids, api.market());
    }

    /** Returns the tracks of an album, which have no album, no ISRC and no popularity here. */
    public Pages<Track> albumTracks(String albumId) {
        return api.pages(
                ApiRequest.of(Endpoint.ALBUM_TRACKS, "album id", Lookups.checked("album", albumId))
                        .with("market", api.market()),
                ResponseDecoders::albumTracks);
    }

    /** Returns an episode; without a market or a user's token the API may say that there is none. */
    public Answer<Episode> episode(String id) {
        return one(EPISODE, id, true);
    }

    /** Returns episodes, up to 50 a call; repeated ids are asked for once. */
    public Lookups<Episode> episodes(Collection<String> ids) {
        return new Lookups<>(api, EPISODE, ids, api.market());
    }

    private <T> Answer<T> one(Lookups.Kind<T> kind, String id, boolean byMarket) {
        ApiRequest request = ApiRequest.of(kind.single(), kind.name() + " id", Lookups.checked(kind.name(), id));
        return api.get(byMarket ? request.with("market", api.market()) : request, kind.one());
    }
}
