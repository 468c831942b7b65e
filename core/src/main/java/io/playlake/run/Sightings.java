package io.playlake.run;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
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
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tracks, albums, artists and episodes as the pages of a run show them, over and over: of several sightings of one, the
 * first in playlist order wins, with its credits. Memory stays bounded; the rest is on disk until {@link #drain}.
 */
final class Sightings {

    private static final Gson GSON = new Gson();
    private static final TypeToken<List<SimplifiedArtist>> CREDITS = new TypeToken<>() {};

    private final RunTables tables;
    private final Credited<Track> tracks;
    private final Credited<SimplifiedAlbum> albums;
    private final RowSorter artists;
    private final RowSorter episodes;
    private long conflicts;

    Sightings(RunTables tables) {
        this.tables = tables;
        this.tracks = new Credited<>(SpotifyTables.TRACKS, SpotifyTables.TRACK_ARTISTS);
        this.albums = new Credited<>(SpotifyTables.ALBUMS, SpotifyTables.ALBUM_ARTISTS);
        this.artists = tables.sorter(SpotifyTables.ARTISTS.schema(), (kept, dropped) -> {});
        this.episodes = tables.sorter(SpotifyTables.EPISODES.schema(), this::compare);
    }

    void add(Instant extractedAt, PlayableItem item) {
        if (item instanceof Track track) {
            tracks.add(extractedAt, track, track.artists());
            SimplifiedAlbum album = track.album();
            if (album != null && album.id() != null) {
                albums.add(extractedAt, album, album.artists());
            }
        } else if (item instanceof Episode episode && episode.id() != null) {
            episodes.add(tables.row(SpotifyTables.EPISODES, extractedAt, episode));
        }
    }

    /** Writes all tables. */
    void drain() {
        tracks.drain();
        albums.drain();
        tables.writeAll(SpotifyTables.ARTISTS.schema(), artists.sorted());
        tables.writeAll(SpotifyTables.EPISODES.schema(), episodes.sorted());
    }

    /** Returns how many sightings differed from the one that won; known after {@link #drain}. */
    long conflicts() {
        return conflicts;
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
        }

        void add(Instant extractedAt, T value, List<SimplifiedArtist> artists) {
            Row row = tables.row(table, extractedAt, value);
            @Nullable Object[] values = new Object[row.size() + 1];
            for (int i = 0; i < row.size(); i++) {
                values[i] = row.getOrNull(i);
            }
            values[row.size()] = GSON.toJson(artists);
            sorter.add(Row.of(together, values));
        }

        void drain() {
            int id = table.schema().keyIndexes()[1];
            int at = table.schema().indexOf("extracted_at");
            for (Iterator<Row> rows = sorter.sorted(); rows.hasNext(); ) {
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
                if (artist.id() != null) {
                    artists.add(tables.row(SpotifyTables.ARTISTS, extractedAt, artist));
                }
            }
        }
    }
}
