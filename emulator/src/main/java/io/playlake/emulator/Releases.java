package io.playlake.emulator;

import io.playlake.emulator.Playable.Album;
import io.playlake.emulator.Playable.Song;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What albums hold beyond the tracks that playlists draw from, and which have a second edition that is available
 * everywhere, so that its tracks can stand in for theirs. Follows from the seed; immutable.
 */
final class Releases {

    /** An album's tracks have numbers in a row of this length. */
    private static final int ROW = 32;

    private final long seed;
    private final Set<Quirk> quirks;
    private final MusicPool pool;

    Releases(MusicPool pool, Options options) {
        seed = options.seed();
        quirks = options.quirks();
        this.pool = pool;
    }

    /** Returns all tracks of the pool's albums, album by album; not kept. */
    List<List<Song>> tracks() {
        Map<Integer, List<Song>> known = new HashMap<>();
        for (Song song : pool.songs) {
            known.computeIfAbsent(index(song), key -> new ArrayList<>()).add(song);
        }
        List<List<Song>> tracks = new ArrayList<>(pool.albums.size());
        for (int i = 0; i < pool.albums.size(); i++) {
            List<Song> songs = known.getOrDefault(i, new ArrayList<>());
            Dice dice = new Dice(seed, 17, i);
            while (songs.size() < pool.albums.get(i).totalTracks()) {
                songs.add(further(i, songs.size() + 1, dice));
            }
            tracks.add(List.copyOf(songs));
        }
        return tracks;
    }

    private Song further(int albumIndex, int trackNumber, Dice dice) {
        Album album = pool.albums.get(albumIndex);
        int number = pool.size() + ROW * albumIndex + trackNumber;
        return new Song(
                number,
                dice.id(),
                Names.track(dice),
                List.of(album.artist()),
                album,
                trackNumber,
                dice.between(95_000, 390_000),
                dice.chance(0.2),
                String.format(Locale.ROOT, "QZFUR26%05d", number % 100_000),
                dice.between(10, 90));
    }

    private int index(Song song) {
        return song.number() < pool.size() ? song.number() % pool.albums.size() : (song.number() - pool.size()) / ROW;
    }

    /** Returns the edition that is available everywhere, or null if the album has none. */
    @Nullable
    Album everywhere(Album album) {
        Dice dice = new Dice(seed, 19, album.id().hashCode());
        return dice.chance(0.7)
                ? null
                : new Album(
                        dice.id(),
                        album.name() + " (Anniversary Edition)",
                        "album",
                        album.totalTracks(),
                        album.artist(),
                        dice.hex(24),
                        album.releaseDate(),
                        album.precision(),
                        0);
    }

    /** Returns the same recording on another edition of its album. */
    Song on(Album edition, Song song) {
        Dice dice = new Dice(seed, 23, song.number());
        return new Song(
                pool.size() + ROW * (pool.albums.size() + index(song)) + song.trackNumber(),
                dice.id(),
                song.name(),
                song.artists(),
                edition,
                song.trackNumber(),
                song.durationMs(),
                song.explicit(),
                song.isrc(),
                Math.max(0, song.popularity() - 5));
    }

    /** Returns what a request with a market gets in place of a track. */
    Serving serve(Song song, String market, boolean nowhere) {
        boolean available = !nowhere && Markets.contains(song.album().markets(), market);
        Dice dice = new Dice(seed, 29, song.number(), market.hashCode());
        if (quirks.contains(Quirk.RELINKING) && (!available || dice.below(4) == 0)) {
            Album edition = everywhere(song.album());
            if (edition != null) {
                return new Serving(on(edition, song), song, true, null);
            }
        }
        return new Serving(song, null, available, available ? null : restriction(dice));
    }

    private @Nullable String restriction(Dice dice) {
        if (!quirks.contains(Quirk.RESTRICTION)) {
            return null;
        }
        return switch (dice.below(8)) {
            case 0 -> "product";
            case 1 -> "explicit";
            case 2 -> "territory_pending";
            case 3 -> null;
            default -> "market";
        };
    }
}
