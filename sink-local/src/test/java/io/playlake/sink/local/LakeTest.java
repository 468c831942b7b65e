package io.playlake.sink.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.emulator.ListingRow;
import io.playlake.emulator.PlaylistTruth;
import io.playlake.emulator.SpotifyEmulator;
import io.playlake.run.DatasetCheck;
import io.playlake.run.RunReport;
import io.playlake.sink.Dataset;
import io.playlake.table.SpotifyTables;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Days of an evolving catalogue in a lake, read back by a way that knows nothing of ours. */
class LakeTest {

    @TempDir
    private Path lake;

    @Test
    void keepsTheHistoryOfEveryPlaylist() throws SQLException {
        List<String> runs = new ArrayList<>();
        try (SpotifyEmulator emulator = SpotifyEmulator.builder().playlists(40).start()) {
            for (int day = 0; day < 6; day++) {
                emulator.advanceTo(day);
                RunReport report = LakeRun.run(lake, emulator);
                assertThat(report.failures()).isEmpty();
                runs.add(report.runId());
            }
            assertThat(Validity.breaches(lake)).isEmpty();
            try (DuckDb duck = new DuckDb(lake, SpotifyTables.all())) {
                for (int day = 0; day < runs.size(); day++) {
                    assertThat(duck.rows(playlists(runs.get(day)))).containsExactlyElementsOf(truth(emulator, day));
                }
                assertThat(duck.rows("SELECT DISTINCT run_date FROM runs ORDER BY 1"))
                        .containsExactly(
                                "2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04", "2026-01-05", "2026-01-06");
                assertThat(duck.number("SELECT count(*) FROM (SELECT playlist_id FROM playlist_items"
                                + " GROUP BY 1 HAVING count(DISTINCT content_hash) > 1)"))
                        .as("playlists of several versions")
                        .isPositive();
            }
        }
        try (Dataset dataset = LocalSink.at(lake).openExisting()) {
            DatasetCheck.Result result = DatasetCheck.run(dataset);
            assertThat(result.problems()).isEmpty();
            assertThat(result.commits()).isEqualTo(6);
        }
    }

    private static String playlists(String runId) {
        return "SELECT p.playlist_id, p.name, p.snapshot_id, (SELECT string_agg(coalesce(uri, '') || ' ' ||"
                + " strftime(added_at, '%Y-%m-%dT%H:%M:%SZ'), ',' ORDER BY position) FROM playlist_items i"
                + " WHERE i.playlist_id = p.playlist_id AND i.content_hash = p.content_hash)"
                + " FROM playlists p WHERE run_id = '" + runId + "' ORDER BY encode(p.playlist_id)";
    }

    private static List<String> truth(SpotifyEmulator emulator, int day) {
        Set<String> ids = new TreeSet<>();
        for (String category : emulator.truth().categories()) {
            for (ListingRow row : emulator.truth().listing(category, day)) {
                if (row.kind() == ListingRow.Kind.PLAYLIST && row.playlistId() != null) {
                    ids.add(row.playlistId());
                }
            }
        }
        List<String> rows = new ArrayList<>();
        for (String id : ids) {
            PlaylistTruth truth = emulator.truth().playlist(id, day).orElseThrow();
            List<String> items = truth.items().stream()
                    .map(item -> (item.uri() == null ? "" : item.uri()) + " " + item.addedAt())
                    .toList();
            rows.add(String.join("|", id, truth.name(), truth.detailSnapshot(), String.join(",", items)));
        }
        return rows;
    }
}
