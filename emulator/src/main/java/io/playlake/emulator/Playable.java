package io.playlake.emulator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an entry of a playlist can hold. */
sealed interface Playable {

    /** The uri as served; null where the API has none. */
    @Nullable
    String uri();

    /** A small number of its own, by which rendered text is cached; -1 where there is nothing to render. */
    int number();

    record Artist(String id, String name) {}

    /** A release; {@code markets} is the number of its market list. */
    record Album(
            String id,
            String name,
            String type,
            int totalTracks,
            Artist artist,
            String image,
            String releaseDate,
            String precision,
            int markets) {}

    record Song(
            int number,
            String id,
            String name,
            List<Artist> artists,
            Album album,
            int trackNumber,
            int durationMs,
            boolean explicit,
            String isrc,
            int popularity)
            implements Playable {
        @Override
        public String uri() {
            return "spotify:track:" + id;
        }
    }

    record Show(String id, String name, String publisher, String image) {}

    record Episode(int number, String id, String name, Show show, int durationMs, String releaseDate)
            implements Playable {
        @Override
        public String uri() {
            return "spotify:episode:" + id;
        }
    }

    /** A book that is read aloud. Searches know it, playlists do not. */
    record Audiobook(
            String id, String name, String author, String narrator, String publisher, String image, int chapters) {}

    record LocalFile(int number, String artist, String album, String name, int seconds) implements Playable {
        @Override
        public String uri() {
            return "spotify:local:" + Urls.encode(artist) + ":" + Urls.encode(album) + ":" + Urls.encode(name) + ":"
                    + seconds;
        }
    }

    /** A track that was taken down: still a track object, but without id and uri. */
    record Withdrawn(int number, String name, String artist) implements Playable {
        @Override
        public @Nullable String uri() {
            return null;
        }
    }

    /** An entry whose track is null. */
    record Missing() implements Playable {
        @Override
        public @Nullable String uri() {
            return null;
        }

        @Override
        public int number() {
            return -1;
        }
    }
}
