package io.playlake.emulator;

import io.playlake.emulator.Playable.Album;
import io.playlake.emulator.Playable.Artist;
import io.playlake.emulator.Playable.Audiobook;
import io.playlake.emulator.Playable.Episode;
import io.playlake.emulator.Playable.Show;
import io.playlake.emulator.Playable.Song;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that can be asked for by its id, or searched. Immutable. */
final class Catalogue {

    private static final int AUDIOBOOKS = 12;

    private final Map<String, Song> songs = new LinkedHashMap<>();
    private final Map<String, Album> albums = new LinkedHashMap<>();
    private final Map<String, Artist> artists = new LinkedHashMap<>();
    private final Map<String, Episode> episodes = new LinkedHashMap<>();
    private final Map<String, List<Song>> tracks = new HashMap<>();
    private final Map<String, List<Release>> discographies = new HashMap<>();
    private final List<Album> newest;
    private final List<Audiobook> audiobooks = new ArrayList<>();
    private final List<Song> allSongs;
    private final List<Album> allAlbums;
    private final List<Artist> allArtists;
    private final List<Episode> allEpisodes;
    private final Show show;

    Catalogue(MusicPool pool, Releases releases, long seed) {
        pool.artists.forEach(artist -> artists.put(artist.id(), artist));
        pool.episodes.forEach(episode -> episodes.put(episode.id(), episode));
        show = pool.episodes.get(0).show();
        List<List<Song>> originals = releases.tracks();
        for (int i = 0; i < originals.size(); i++) {
            add(pool.albums.get(i), originals.get(i));
        }
        newest = albums.values().stream()
                .sorted(Comparator.comparing(Album::releaseDate).reversed())
                .toList();
        for (int i = 0; i < originals.size(); i++) {
            Album edition = releases.everywhere(pool.albums.get(i));
            if (edition != null) {
                add(
                        edition,
                        originals.get(i).stream()
                                .map(song -> releases.on(edition, song))
                                .toList());
            }
        }
        Dice dice = new Dice(seed, 37);
        for (int i = 0; i < AUDIOBOOKS; i++) {
            audiobooks.add(new Audiobook(
                    dice.id(),
                    "The " + Names.album(dice),
                    Names.artist(dice),
                    Names.artist(dice),
                    Names.artist(dice),
                    dice.hex(24),
                    dice.between(8, 40)));
        }
        allSongs = List.copyOf(songs.values());
        allAlbums = List.copyOf(albums.values());
        allArtists = List.copyOf(artists.values());
        allEpisodes = List.copyOf(episodes.values());
    }

    private void add(Album album, List<Song> its) {
        albums.put(album.id(), album);
        tracks.put(album.id(), its);
        discography(album.artist()).add(new Release(album, album.type()));
        for (Song song : its) {
            songs.put(song.id(), song);
            for (Artist artist : song.artists()) {
                List<Release> releases = discography(artist);
                if (releases.isEmpty()
                        || !releases.get(releases.size() - 1).album().equals(album)) {
                    releases.add(new Release(album, "appears_on"));
                }
            }
        }
    }

    private List<Release> discography(Artist artist) {
        return discographies.computeIfAbsent(artist.id(), id -> new ArrayList<>());
    }

    @Nullable
    Song song(String id) {
        return songs.get(id);
    }

    @Nullable
    Album album(String id) {
        return albums.get(id);
    }

    @Nullable
    Artist artist(String id) {
        return artists.get(id);
    }

    @Nullable
    Episode episode(String id) {
        return episodes.get(id);
    }

    @Nullable
    Show show(String id) {
        return show.id().equals(id) ? show : null;
    }

    /** Returns the tracks of an album in their order. */
    List<Song> tracks(Album album) {
        return tracks.getOrDefault(album.id(), List.of());
    }

    /** Returns what an artist made or has a part in. */
    List<Release> releases(Artist artist) {
        return discographies.getOrDefault(artist.id(), List.of());
    }

    /** Returns the albums, newest first, without second editions. */
    List<Album> newest() {
        return newest;
    }

    List<Song> songs() {
        return allSongs;
    }

    List<Album> albums() {
        return allAlbums;
    }

    List<Artist> artists() {
        return allArtists;
    }

    List<Episode> episodes() {
        return allEpisodes;
    }

    List<Show> shows() {
        return List.of(show);
    }

    List<Audiobook> audiobooks() {
        return List.copyOf(audiobooks);
    }

    /** An album in an artist's discography; {@code group} is its type, or {@code appears_on}. */
    record Release(Album album, String group) {}
}
