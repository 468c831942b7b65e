package io.playlake.sink.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.emulator.ListingRow;
import io.playlake.emulator.PlaylistTruth;
import io.playlake.emulator.SpotifyEmulator;
import io.playlake.run.DatasetCheck;
import io.playlake.run.RunReport;
import io.playlake.sink.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3RunTest {

    private static final int DAYS = 3;

    private final S3Server server = S3Server.running();
    private final String bucket = server.newBucket();

    @TempDir
    private Path folder;

    @Test
    @DisplayName(
            "Days of an evolving catalogue are in the bucket as they were, and a second run of a day changes nothing")
    void history() throws SQLException, IOException {
        try (SpotifyEmulator emulator =
                        SpotifyEmulator.builder().playlists(30).port(0).start();
                Dataset dataset =
                        S3Server.sink(server.endpoint(), bucket).build().open()) {
            List<String> runs = new ArrayList<>();
            for (int day = 0; day < DAYS; day++) {
                emulator.advanceTo(day);
                RunReport report = SinkRun.run(server.endpoint(), bucket, folder.resolve("work"), emulator);
                assertThat(report.failures()).isEmpty();
                runs.add(report.runId());
            }
            List<String> keys = server.keys(bucket);
            RunReport again = SinkRun.run(server.endpoint(), bucket, folder.resolve("other work"), emulator);
            assertThat(again.status()).isEqualTo(RunReport.Status.ALREADY_COMMITTED);
            assertThat(server.keys(bucket)).isEqualTo(keys);
            assertThat(server.pendingUploads(bucket)).isEmpty();
            DatasetCheck.Result check = DatasetCheck.run(dataset);
            assertThat(check.problems()).isEmpty();
            assertThat(check.commits()).isEqualTo(DAYS);
            try (DuckDb duck = new DuckDb(dataset, server.client(), bucket, folder.resolve("copy"))) {
                for (int day = 0; day < DAYS; day++) {
                    assertThat(duck.rows(playlists(runs.get(day)))).containsExactlyElementsOf(truth(emulator, day));
                }
            }
        }
    }

    private static String playlists(String runId) {
        return "SELECT p.playlist_id, p.name, p.snapshot_id, (SELECT string_agg(coalesce(uri, ''), ',' ORDER BY position)"
                + " FROM playlist_items i WHERE i.playlist_id = p.playlist_id AND i.content_hash = p.content_hash)"
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
                    .map(item -> item.uri() == null ? "" : item.uri())
                    .toList();
            rows.add(String.join("|", id, truth.name(), truth.detailSnapshot(), String.join(",", items)));
        }
        return rows;
    }
}
