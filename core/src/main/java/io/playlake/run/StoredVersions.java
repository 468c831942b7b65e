package io.playlake.run;

import io.playlake.change.PlaylistDiff;
import io.playlake.change.PlaylistState;
import io.playlake.error.DataRefusedException;
import io.playlake.schema.Row;
import io.playlake.schema.TableSchema;
import io.playlake.sink.DataFile;
import io.playlake.sink.Dataset;
import io.playlake.sink.RowReader;
import io.playlake.table.SpotifyTables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** The versions of playlists as a dataset holds them. */
final class StoredVersions {

    private static final TableSchema ITEMS = SpotifyTables.PLAYLIST_ITEMS.schema();
    private static final int URI = ITEMS.indexOf("uri");
    private static final int ADDED_AT = ITEMS.indexOf("added_at");

    private static final int ITEM_TYPE = ITEMS.indexOf("item_type");
    private static final int ITEM_ID = ITEMS.indexOf("item_id");

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
     * Tells the ids of the tracks of a version, in order.
     *
     * @param state that names the version
     * @throws DataRefusedException see {@link #items}
     */
    void trackIds(PlaylistState state, Consumer<String> to) {
        String hash = Objects.requireNonNull(state.contentHash());
        long seq = state.holder(hash).orElse(0);
        for (Row row : items(state.key().playlistId(), hash, seq, state.items())) {
            Object id = row.getOrNull(ITEM_ID);
            if (id != null && row.get(ITEM_TYPE).equals("track")) {
                to.accept((String) id);
            }
        }
    }

    /** Returns what a comparison needs of items. */
    static List<PlaylistDiff.Entry> entries(List<Row> items) {
        return items.stream()
                .map(row -> new PlaylistDiff.Entry((String) row.getOrNull(URI), (Instant) row.getOrNull(ADDED_AT)))
                .toList();
    }
}
