package io.playlake.run;

import com.google.common.collect.AbstractIterator;
import com.google.common.collect.Iterators;
import com.google.common.collect.PeekingIterator;
import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import io.playlake.model.Album;
import io.playlake.model.Artist;
import io.playlake.model.Episode;
import io.playlake.model.PlayableItem;
import io.playlake.model.SimplifiedAlbum;
import io.playlake.model.SimplifiedArtist;
import io.playlake.model.Track;
import io.playlake.schema.Column;
import io.playlake.schema.ColumnType;
import io.playlake.schema.Row;
import io.playlake.schema.RowSorter;
import io.playlake.schema.Table;
import io.playlake.schema.TableSchema;
import io.playlake.table.ArtistCredit;
import io.playlake.table.Seen;
import io.playlake.table.SpotifyTables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tracks, albums, artists and episodes as the pages of a run show them, over and over: of several sightings of one, the
 * first in playlist order wins, with its credits; one in full wins over all others. Memory stays bounded; the rest is on
 * disk until {@link #drain}.
 */
final class Sightings {

    private static final Gson GSON = new Gson();
    private static final TypeToken<List<SimplifiedArtist>> CREDITS = new TypeToken<>() {};

    private final RunTables tables;
    private final Observer observer;
    private final Credited<Track> tracks;
    private final Credited<SimplifiedAlbum> albums;
    private final RowSorter artists;
    private final RowSorter fullArtists;
    private final RowSorter episodes;
    private long conflicts;

    /** Told of every sighting of something with an id, repeated ones too. */
    interface Observer {

        void track(String id);

        void album(String id);

        void artist(String id);
    }

    Sightings(RunTables tables, Observer observer) {
        this.tables = tables;
        this.observer = observer;
        this.tracks = new Credited<>(SpotifyTables.TRACKS, SpotifyTables.TRACK_ARTISTS);
        this.albums = new Credited<>(SpotifyTables.ALBUMS, SpotifyTables.ALBUM_ARTISTS);
        this.artists = tables.sorter(SpotifyTables.ARTISTS.schema(), (kept, dropped) -> {});
        this.fullArtists = tables.sorter(SpotifyTables.ARTISTS.schema(), (kept, dropped) -> {});
        this.episodes = tables.sorter(SpotifyTables.EPISODES.schema(), this::compare);
    }

    void add(Instant extractedAt, PlayableItem item) {
        if (item instanceof Track track) {
            observer.track(track.id());
            tracks.add(extractedAt, track, track.artists());
            SimplifiedAlbum album = track.album();
            if (album != null && album.id() != null) {
                observer.album(album.id());
                albums.add(extractedAt, album, album.artists());
            }
        } else if (item instanceof Episode episode && episode.id() != null) {
            episodes.add(tables.row(SpotifyTables.EPISODES, extractedAt, episode));
        }
    }

    /** Adds an album in full, which wins over what tracks say of it. */
    void addFull(Instant extractedAt, Album album) {
        albums.addFull(extractedAt, album.simplified(), album.simplified().artists());
    }

    /** Adds an artist in full, who wins over any credit. */
    void addFull(Instant extractedAt, Artist artist) {
        fullArtists.add(tables.row(SpotifyTables.ARTISTS, extractedAt, artist));
    }

    /** Writes tracks; afterwards all albums are known, but for those added in full. */
    void drainTracks() {
        tracks.drain();
    }

    /** Writes albums, after the tracks; afterwards all artists are known, but for those added in full. */
    void drainAlbums() {
        albums.drain();
    }

    /** Writes what is left, after tracks and albums. */
    void drain() {
        TableSchema table = SpotifyTables.ARTISTS.schema();
        tables.writeAll(table, preferring(fullArtists.sorted(), artists.sorted(), table.keyOrder()));
        tables.writeAll(SpotifyTables.EPISODES.schema(), episodes.sorted());
    }

    /** Merges sorted rows of distinct keys; of two with one key, only the preferred is there. */
    private static Iterator<Row> preferring(Iterator<Row> preferred, Iterator<Row> others, Comparator<Row> order) {
        PeekingIterator<Row> first = Iterators.peekingIterator(preferred);
        PeekingIterator<Row> second = Iterators.peekingIterator(others);
        return new AbstractIterator<>() {

            @Override
            protected @Nullable Row computeNext() {
                if (!first.hasNext()) {
                    return second.hasNext() ? second.next() : endOfData();
                }
                int compared = second.hasNext() ? order.compare(first.peek(), second.peek()) : -1;
                if (compared == 0) {
                    second.next();
                }
                return compared <= 0 ? first.next() : second.next();
            }
        };
    }

    /** Returns how many sightings differed from the one that won; known after {@link #drain}. */
    long conflicts() {
        return conflicts;
    }

    private static Artist credited(String id, SimplifiedArtist artist) {
        String uri = artist.uri() == null ? "spotify:artist:" + id : artist.uri();
        return new Artist(id, uri, artist.name(), null, null, null, List.of());
    }

    private void compare(Row kept, Row dropped) {
        // The first two columns are the run and the time, and two pages never came at the same time.
        for (int i = 2; i < kept.size(); i++) {
            Object value = kept.getOrNull(i);
            if (value == null ? dropped.getOrNull(i) != null : !value.equals(dropped.getOrNull(i))) {
                conflicts++;
                return;
            }
        }
    }

    /** A table and the table of its credits: sorted as one, so that credits of two sightings never mix. */
    private final class Credited<T> {

        private final Table<Seen<T>> table;
        private final Table<Seen<ArtistCredit>> credits;
        private final TableSchema together;
        private final RowSorter sorter;
        private final RowSorter full;

        Credited(Table<Seen<T>> table, Table<Seen<ArtistCredit>> credits) {
            this.table = table;
            this.credits = credits;
            List<Column> columns = new ArrayList<>(table.schema().columns());
            columns.add(new Column(columns.size() + 1, "credits", ColumnType.JSON, false, "The artists."));
            this.together = new TableSchema(
                    table.schema().name(),
                    table.schema().doc(),
                    columns,
                    table.schema().key());
            this.sorter = tables.sorter(together, Sightings.this::compare);
            this.full = tables.sorter(together, (kept, dropped) -> {});
        }

        void add(Instant extractedAt, T value, List<SimplifiedArtist> artists) {
            sorter.add(row(extractedAt, value, artists));
        }

        void addFull(Instant extractedAt, T value, List<SimplifiedArtist> artists) {
            full.add(row(extractedAt, value, artists));
        }

        private Row row(Instant extractedAt, T value, List<SimplifiedArtist> artists) {
            Row row = tables.row(table, extractedAt, value);
            @Nullable Object[] values = new Object[row.size() + 1];
            for (int i = 0; i < row.size(); i++) {
                values[i] = row.getOrNull(i);
            }
            values[row.size()] = GSON.toJson(artists);
            return Row.of(together, values);
        }

        void drain() {
            int id = table.schema().keyIndexes()[1];
            int at = table.schema().indexOf("extracted_at");
            Iterator<Row> rows = preferring(full.sorted(), sorter.sorted(), together.keyOrder());
            while (rows.hasNext()) {
                Row row = rows.next();
                @Nullable Object[] values = new Object[row.size() - 1];
                for (int i = 0; i < values.length; i++) {
                    values[i] = row.getOrNull(i);
                }
                tables.write(table.schema(), Row.of(table.schema(), values));
                credit((String) row.get(id), (Instant) row.get(at), (String) row.get(values.length));
            }
        }

        private void credit(String owner, Instant extractedAt, String json) {
            int position = 0;
            for (SimplifiedArtist artist : GSON.fromJson(json, CREDITS)) {
                tables.write(credits, extractedAt, new ArtistCredit(owner, position++, artist));
                String id = artist.id();
                if (id != null) {
                    observer.artist(id);
                    artists.add(tables.row(SpotifyTables.ARTISTS, extractedAt, credited(id, artist)));
                }
            }
        }
    }
}
