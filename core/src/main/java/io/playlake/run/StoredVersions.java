package io.playlake.run;

import io.playlake.change.PlaylistDiff;
import io.playlake.change.PlaylistState;
import io.playlake.error.DataRefusedException;
import io.playlake.schema.Row;
import io.playlake.schema.TableSchema;
import io.playlake.sink.Commit;
import io.playlake.sink.DataFile;
import io.playlake.sink.Dataset;
import io.playlake.sink.RowReader;
import io.playlake.table.SpotifyTables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** The versions of playlists as a dataset holds them. */
final class StoredVersions {

    private static final TableSchema ITEMS = SpotifyTables.PLAYLIST_ITEMS.schema();
    private static final int URI = ITEMS.indexOf("uri");
    private static final int ADDED_AT = ITEMS.indexOf("added_at");
    private static final int ADDED_BY = ITEMS.indexOf("added_by");
    private static final int POSITION = ITEMS.indexOf("position");
    private static final int TYPE = ITEMS.indexOf("item_type");
    private static final int ID = ITEMS.indexOf("item_id");
    private static final int NAME = ITEMS.indexOf("name");

    private final Dataset dataset;

    StoredVersions(Dataset dataset) {
        this.dataset = dataset;
    }

    /**
     * Reads the items of a version, in order.
     *
     * @param seq of the commit that holds them
     * @throws DataRefusedException if that cannot be read, or holds another number of them
     */
    List<Row> items(String playlistId, String contentHash, long seq, int expected) {
        List<Row> items = new ArrayList<>();
        for (DataFile file : dataset.commit(seq).tables().getOrDefault(ITEMS.name(), List.of())) {
            try (RowReader rows = dataset.read(ITEMS, file, List.of(playlistId, contentHash))) {
                rows.forEachRemaining(items::add);
            }
        }
        if (items.size() != expected) {
            throw new DataRefusedException(
                    dataset.name() + ": commit " + seq + " holds " + items.size() + " items of version " + contentHash
                            + " of playlist " + playlistId + ", expected " + expected,
                    null);
        }
        return items;
    }

    /**
     * Reads the items of the version that a state names, in order.
     *
     * @throws DataRefusedException if they cannot be read, or are not as many as the state says
     */
    List<Row> items(PlaylistState state) {
        String hash = Objects.requireNonNull(state.contentHash());
        return items(state.key().playlistId(), hash, state.holder(hash).orElse(0), state.items());
    }

    /** Tells the ids of the tracks of the version that a state names, each once; see {@link #items(PlaylistState)}. */
    void trackIds(PlaylistState state, Consumer<String> to) {
        ids(items(state), "track").forEach(to);
    }

    /** Reads the items of a version, in order, with the names they had then; see {@link #items}. */
    List<PlaylistVersion.Item> named(String playlistId, String contentHash, long seq, int expected) {
        List<Row> items = items(playlistId, contentHash, seq, expected);
        Map<String, String> names = new HashMap<>();
        Commit commit = dataset.commit(seq);
        names(commit, SpotifyTables.TRACKS.schema(), ids(items, "track"), names);
        names(commit, SpotifyTables.EPISODES.schema(), ids(items, "episode"), names);
        return items.stream().map(row -> item(row, names)).toList();
    }

    private static Set<String> ids(List<Row> items, String type) {
        Set<String> ids = new HashSet<>();
        for (Row row : items) {
            if (row.get(TYPE).equals(type) && row.getOrNull(ID) instanceof String id) {
                ids.add(id);
            }
        }
        return ids;
    }

    /** The run that stored a version saw its tracks; reads until all wanted were met. */
    private void names(Commit commit, TableSchema table, Set<String> wanted, Map<String, String> names) {
        TableSchema named = new TableSchema(
                table.name(),
                table.doc(),
                table.columns().stream()
                        .filter(column -> table.key().contains(column.name())
                                || column.name().equals("name"))
                        .toList(),
                table.key());
        int id = named.indexOf(table.key().get(1));
        int name = named.indexOf("name");
        for (DataFile file : commit.tables().getOrDefault(table.name(), List.of())) {
            try (RowReader rows = dataset.read(named, file)) {
                while (!wanted.isEmpty() && rows.hasNext()) {
                    Row row = rows.next();
                    if (wanted.remove((String) row.get(id)) && row.getOrNull(name) instanceof String known) {
                        names.put((String) row.get(id), known);
                    }
                }
            }
        }
    }

    private static PlaylistVersion.Item item(Row row, Map<String, String> names) {
        String id = (String) row.getOrNull(ID);
        return new PlaylistVersion.Item(
                (Integer) row.get(POSITION),
                (String) row.get(TYPE),
                (String) row.getOrNull(URI),
                id,
                id == null ? (String) row.getOrNull(NAME) : names.get(id),
                (Instant) row.getOrNull(ADDED_AT),
                (String) row.getOrNull(ADDED_BY));
    }

    /** Returns what a comparison needs of items. */
    static List<PlaylistDiff.Entry> entries(List<Row> items) {
        return items.stream()
                .map(row -> new PlaylistDiff.Entry((String) row.getOrNull(URI), (Instant) row.getOrNull(ADDED_AT)))
                .toList();
    }
}
