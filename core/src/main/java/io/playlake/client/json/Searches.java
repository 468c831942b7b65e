package io.playlake.client.json;

import io.playlake.model.Artist;
import io.playlake.model.Audiobook;
import io.playlake.model.Episode;
import io.playlake.model.Page;
import io.playlake.model.SearchResults;
import io.playlake.model.Show;
import io.playlake.model.SimplifiedAlbum;
import io.playlake.model.SimplifiedPlaylist;
import io.playlake.model.Track;
import org.jspecify.annotations.Nullable;

/** Decodes what a search found. */
public final class Searches {

    private Searches() {}

    /**
     * Decodes the pages of all kinds that are there.
     *
     * @param origin where the body comes from
     * @throws io.playlake.error.MalformedResponseException if a required field is missing or of an impossible type
     */
    public static SearchResults decode(Origin origin, byte[] body) {
        return JsonBody.decode(origin, body, json -> {
            PageDraft<Track> tracks = null;
            PageDraft<Artist> artists = null;
            PageDraft<SimplifiedAlbum> albums = null;
            PageDraft<SimplifiedPlaylist> playlists = null;
            PageDraft<Show> shows = null;
            PageDraft<Episode> episodes = null;
            PageDraft<Audiobook> audiobooks = null;
            json.enter();
            while (json.in.hasNext()) {
                switch (json.name(Shape.SEARCH)) {
                    case "tracks" -> tracks = PageDraft.readNullable(json, "tracks", Keyed.row(ItemDraft::readTrack));
                    case "artists" ->
                        artists = PageDraft.readNullable(json, "artists", Keyed.row(Catalogue::readArtist));
                    case "albums" ->
                        albums = PageDraft.readNullable(json, "albums", Keyed.row(Catalogue::readSimplifiedAlbum));
                    case "playlists" -> playlists = PageDraft.readNullable(json, "playlists", Playlists::row);
                    case "shows" -> shows = PageDraft.readNullable(json, "shows", Keyed.row(Catalogue::readShow));
                    case "episodes" ->
                        episodes = PageDraft.readNullable(json, "episodes", Keyed.row(ItemDraft::readListedEpisode));
                    case "audiobooks" ->
                        audiobooks = PageDraft.readNullable(json, "audiobooks", Keyed.row(Catalogue::readAudiobook));
                    default -> json.in.skipValue();
                }
            }
            json.leave();
            return new SearchResults(
                    finish(tracks, body),
                    finish(artists, body),
                    finish(albums, body),
                    finish(playlists, body),
                    finish(shows, body),
                    finish(episodes, body),
                    finish(audiobooks, body));
        });
    }

    private static <T> @Nullable Page<T> finish(@Nullable PageDraft<T> draft, byte[] body) {
        return draft == null ? null : draft.finish(body);
    }
}
