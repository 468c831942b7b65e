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

    private static final int ODDITIES = 16;
    private static final List<String> TYPES = List.of("album", "album", "album", "single", "compilation");

    final List<Song> songs;
    final List<Episode> episodes;
    final List<LocalFile> locals;
    final List<Withdrawn> withdrawn;

    MusicPool(Options options) {
        Dice dice = new Dice(options.seed(), 11);
        int songCount = Math.max(Math.min(600 + 15 * options.playlists(), 60_000), options.maxItems() + 200);
        List<Artist> artists = artists(dice, songCount / 6 + 20);
        List<Album> albums = albums(dice, songCount / 5 + 10, artists, options.quirks());
        songs = songs(dice, songCount, albums, artists);
        episodes = episodes(dice, songCount);
        locals = locals(dice, songCount + ODDITIES);
        withdrawn = withdrawn(dice, songCount + 2 * ODDITIES);
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

    /** Returns something that is not a plain track. */
    Playable oddity(Dice dice) {
        return switch (dice.below(4)) {
            case 0 -> dice.pick(locals);
            case 1 -> dice.pick(episodes);
            case 2 -> dice.pick(withdrawn);
            default -> new Missing();
        };
    }

    private static List<Artist> artists(Dice dice, int count) {
        List<Artist> artists = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            artists.add(new Artist(dice.id(), Names.artist(dice)));
        }
        return artists;
    }

    private static List<Album> albums(Dice dice, int count, List<Artist> artists, boolean quirks) {
        List<Album> albums = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String type = quirks && i % 50 == 25 ? "mixtape" : dice.pick(TYPES);
            LocalDate released = LocalDate.of(1960, 1, 1).plusDays(dice.below(24_000));
            String date = released.toString();
            String precision = "day";
            if (quirks && i % 100 == 50) {
                date = "0000";
                precision = "year";
            } else if (quirks && i % 17 == 3) {
                date = date.substring(0, 4);
                precision = "year";
            } else if (quirks && i % 17 == 9) {
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
                    dice.below(Markets.LISTS.size())));
        }
        return albums;
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
