package io.playlake.emulator;

import io.playlake.emulator.Playable.Album;
import io.playlake.emulator.Playable.Artist;
import io.playlake.emulator.Playable.Episode;
import io.playlake.emulator.Playable.LocalFile;
import io.playlake.emulator.Playable.Missing;
import io.playlake.emulator.Playable.Show;
import io.playlake.emulator.Playable.Song;
import io.playlake.emulator.Playable.Withdrawn;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Everything playlists draw from; fixed for a seed. Immutable. */
final class MusicPool {

    /** How many episodes the show has. */
    static final int EPISODES = 16;

    private static final int ODDITIES = EPISODES;
    private static final List<String> TYPES = List.of("album", "album", "album", "single", "compilation");

    private static final List<Quirk> ODD_ITEMS =
            List.of(Quirk.LOCAL_FILE, Quirk.EPISODE, Quirk.NULL_TRACK_ID, Quirk.NULL_TRACK);

    final List<Artist> artists;
    final List<Album> albums;
    final List<Song> songs;
    final List<Episode> episodes;
    final List<LocalFile> locals;
    final List<Withdrawn> withdrawn;
    private final List<Quirk> oddities;

    MusicPool(Options options) {
        Dice dice = new Dice(options.seed(), 11);
        int songCount = Math.max(Math.min(600 + 15 * options.playlists(), 60_000), options.maxItems() + 200);
        artists = artists(dice, songCount / 6 + 20);
        albums = albums(dice, songCount / 5 + 10, artists, options);
        songs = songs(dice, songCount, albums, artists);
        episodes = episodes(dice, songCount);
        locals = locals(dice, songCount + ODDITIES);
        withdrawn = withdrawn(dice, songCount + 2 * ODDITIES);
        oddities = ODD_ITEMS.stream().filter(options::has).toList();
    }

    /** Returns how many numbers the playables use. */
    int size() {
        return songs.size() + 3 * ODDITIES;
    }

    Song song(Dice dice) {
        return dice.pick(songs);
    }

    /** Returns that many songs, no two the same. */
    List<Song> distinctSongs(Dice dice, int count) {
        Set<Integer> seen = new HashSet<>();
        List<Song> result = new ArrayList<>(count);
        while (result.size() < count) {
            Song song = song(dice);
            if (seen.add(song.number())) {
                result.add(song);
            }
        }
        return result;
    }

    /** Returns whether there is anything but plain tracks. */
    boolean hasOddities() {
        return !oddities.isEmpty();
    }

    /** Returns something that is not a plain track; there must be such. */
    Playable oddity(Dice dice) {
        return switch (dice.pick(oddities)) {
            case LOCAL_FILE -> dice.pick(locals);
            case EPISODE -> dice.pick(episodes);
            case NULL_TRACK_ID -> dice.pick(withdrawn);
            default -> new Missing();
        };
    }

    private static List<Artist> artists(Dice dice, int count) {
        List<Artist> artists = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            artists.add(new Artist(dice.id(), Names.artist(dice)));
        }
        return List.copyOf(artists);
    }

    private static List<Album> albums(Dice dice, int count, List<Artist> artists, Options options) {
        boolean coarse = options.has(Quirk.COARSE_DATE);
        List<Album> albums = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String type = options.has(Quirk.UNKNOWN_ALBUM_TYPE) && i % 50 == 25 ? "mixtape" : dice.pick(TYPES);
            LocalDate released = LocalDate.of(1960, 1, 1).plusDays(dice.below(24_000));
            String date = released.toString();
            String precision = "day";
            if (coarse && i % 100 == 50) {
                date = "0000";
                precision = "year";
            } else if (coarse && i % 17 == 3) {
                date = date.substring(0, 4);
                precision = "year";
            } else if (coarse && i % 17 == 9) {
                date = date.substring(0, 7);
                precision = "month";
            }
            albums.add(new Album(
                    dice.id(),
                    Names.album(dice),
                    type,
                    dice.between(6, 18),
                    dice.pick(artists),
                    dice.hex(24),
                    date,
                    precision,
                    dice.below(Markets.EMPTY)));
        }
        return List.copyOf(albums);
    }

    private static List<Song> songs(Dice dice, int count, List<Album> albums, List<Artist> artists) {
        List<Song> songs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Album album = albums.get(i % albums.size());
            List<Artist> by = new ArrayList<>(List.of(album.artist()));
            for (int guests = dice.below(10) - 7; guests > 0; guests--) {
                by.add(dice.pick(artists));
            }
            songs.add(new Song(
                    i,
                    dice.id(),
                    Names.track(dice),
                    List.copyOf(by),
                    album,
                    i / albums.size() + 1,
                    dice.between(95_000, 390_000),
                    dice.chance(0.2),
                    String.format(Locale.ROOT, "QZ%s26%05d", dice.chance(0.5) ? "PLK" : "EMU", i % 100_000),
                    dice.between(10, 90)));
        }
        return List.copyOf(songs);
    }

    private static List<Episode> episodes(Dice dice, int firstNumber) {
        Show show = new Show(dice.id(), "Talking About " + Names.album(dice), Names.artist(dice), dice.hex(24));
        List<Episode> episodes = new ArrayList<>();
        for (int i = 0; i < ODDITIES; i++) {
            episodes.add(new Episode(
                    firstNumber + i,
                    dice.id(),
                    "Episode " + (i + 1) + ": " + Names.track(dice),
                    show,
                    dice.between(900_000, 5_400_000),
                    LocalDate.of(2024, 1, 1).plusDays(dice.below(700)).toString()));
        }
        return List.copyOf(episodes);
    }

    private static List<LocalFile> locals(Dice dice, int firstNumber) {
        List<LocalFile> locals = new ArrayList<>();
        for (int i = 0; i < ODDITIES; i++) {
            String artist = i % 4 == 1 ? "" : Names.artist(dice);
            String album = i % 2 == 1 ? "" : Names.album(dice);
            locals.add(new LocalFile(firstNumber + i, artist, album, Names.track(dice), dice.between(60, 600)));
        }
        return List.copyOf(locals);
    }

    private static List<Withdrawn> withdrawn(Dice dice, int firstNumber) {
        List<Withdrawn> withdrawn = new ArrayList<>();
        for (int i = 0; i < ODDITIES; i++) {
            withdrawn.add(new Withdrawn(firstNumber + i, Names.track(dice), Names.artist(dice)));
        }
        return List.copyOf(withdrawn);
    }
}
