package io.playlake.run;

import io.playlake.client.AppProfile;
import io.playlake.schema.Row;
import io.playlake.schema.TableSchema;
import io.playlake.sink.Commit;
import io.playlake.sink.DataFile;
import io.playlake.sink.Dataset;
import io.playlake.sink.RowReader;
import io.playlake.table.SpotifyTables;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the rows of single playlists in table {@code playlists}. */
final class ObservationRows {

    private static final TableSchema PLAYLISTS = SpotifyTables.PLAYLISTS.schema();
    private static final TableSchema RUNS = SpotifyTables.RUNS.schema();

    private final Dataset dataset;

    ObservationRows(Dataset dataset) {
        this.dataset = dataset;
    }

    /** Returns what the run of a commit saw of a playlist; empty if it did not list it. */
    Optional<Observation> in(Commit commit, String playlistId) {
        if (commit.isRewriting()) {
            return Optional.empty();
        }
        String runId = commit.attempt().runId();
        return first(commit, PLAYLISTS, List.of(runId, playlistId))
                .map(row -> observation(
                        commit, row, first(commit, RUNS, List.of(runId)).orElse(null)));
    }

    private Optional<Row> first(Commit commit, TableSchema table, List<String> keyStart) {
        for (DataFile file : dataset.files(commit, table.name())) {
            try (RowReader rows = dataset.read(table, file, keyStart)) {
                if (rows.hasNext()) {
                    return Optional.of(rows.next());
                }
            }
        }
        return Optional.empty();
    }

    private static Observation observation(Commit commit, Row row, @Nullable Row run) {
        return new Observation(
                text(row, "playlist_id"),
                run == null ? null : (String) run.getOrNull(RUNS.indexOf("market")),
                text(row, "run_id"),
                commit.seq(),
                (Instant) Objects.requireNonNull(value(row, "extracted_at")),
                (String) value(row, "name"),
                (String) value(row, "description"),
                (String) value(row, "owner_id"),
                (String) value(row, "owner_name"),
                (Long) value(row, "followers"),
                (Boolean) value(row, "public"),
                (Boolean) value(row, "collaborative"),
                (String) value(row, "list_snapshot_id"),
                (String) value(row, "snapshot_id"),
                (String) value(row, "content_hash"),
                (Integer) value(row, "items_received"),
                (Integer) value(row, "items_null"),
                text(row, "consistency"),
                text(row, "decision"),
                text(row, "outcome"),
                (String) value(row, "reason"),
                calls(row, run),
                text(row, "uri"));
    }

    private static @Nullable Long calls(Row row, @Nullable Row run) {
        if (text(row, "decision").equals("unchanged") && value(row, "list_snapshot_id") != null) {
            return 0L;
        }
        Integer items = (Integer) value(row, "items_received");
        String consistency = text(row, "consistency");
        if (items == null || !(consistency.equals("exact") || consistency.equals("unverified"))) {
            return null;
        }
        boolean development = run != null && "development".equals(run.getOrNull(RUNS.indexOf("profile")));
        return CallFormula.read(items, development ? AppProfile.DEVELOPMENT : AppProfile.EXTENDED);
    }

    private static String text(Row row, String column) {
        return (String) row.get(PLAYLISTS.indexOf(column));
    }

    private static @Nullable Object value(Row row, String column) {
        return row.getOrNull(PLAYLISTS.indexOf(column));
    }
}
