package io.playlake.sink.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.emulator.SpotifyEmulator;
import io.playlake.run.DatasetCheck;
import io.playlake.run.RunReport;
import io.playlake.sink.Commit;
import io.playlake.sink.Dataset;
import io.playlake.table.SpotifyTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kills a run of a process of its own, and runs it again: the lake must end as if nothing had happened. */
class KillTest {

    private static final List<String> TABLES = List.of(
            "SELECT category_id, playlists, listed_rows, null_rows, total_claimed FROM categories ORDER BY ALL",
            "SELECT * EXCLUDE (run_id, extracted_at) FROM category_playlists ORDER BY ALL",
            "SELECT * EXCLUDE (run_id, extracted_at) FROM playlists ORDER BY ALL",
            "SELECT * EXCLUDE (run_id, extracted_at) FROM playlist_items ORDER BY ALL",
            "SELECT * EXCLUDE (run_id, extracted_at, changed_after, changed_by) FROM playlist_changes ORDER BY ALL",
            "SELECT * EXCLUDE (run_id, extracted_at) FROM tracks ORDER BY ALL",
            "SELECT * EXCLUDE (run_id, extracted_at) FROM track_artists ORDER BY ALL",
            "SELECT * EXCLUDE (run_id, extracted_at) FROM albums ORDER BY ALL",
            "SELECT page_no, endpoint, path, query, body_sha256 FROM raw_pages ORDER BY ALL");

    @TempDir
    private Path folder;

    private SpotifyEmulator emulator;
    private Path lake;
    private long calls;

    @BeforeEach
    void runDayOneAndUndisturbedDayTwo() {
        emulator = SpotifyEmulator.builder().playlists(40).port(0).start();
        lake = folder.resolve("lake");
        Path undisturbed = folder.resolve("undisturbed");
        LakeRun.run(lake, emulator);
        LakeRun.run(undisturbed, emulator);
        emulator.advanceTo(6);
        calls = LakeRun.run(undisturbed, emulator).callsMade();
        emulator.calls().reset();
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 8, 20})
    void whileItFetches(int callsBefore) throws IOException, InterruptedException, SQLException {
        assertThat((long) callsBefore).isLessThan(calls);
        killed(() -> emulator.calls().count() >= callsBefore);
        assertThat(commits()).hasSize(1);
        assertEndsAsIfNothingHadHappened();
    }

    @Test
    void betweenFetchingAndItsEnd() throws IOException, InterruptedException, SQLException {
        killed(() -> emulator.calls().count() >= calls);
        assertEndsAsIfNothingHadHappened();
    }

    @Test
    void whileItPublishes() throws IOException, InterruptedException, SQLException {
        Path day = lake.resolve("tracks").resolve("run_date=2026-01-07");
        killed(() -> Files.isDirectory(day));
        assertEndsAsIfNothingHadHappened();
    }

    private void assertEndsAsIfNothingHadHappened() throws IOException, SQLException {
        emulator.calls().reset();
        RunReport report = LakeRun.run(lake, emulator);
        assertThat(report.failures()).isEmpty();
        assertThat(Validity.breaches(lake)).isEmpty();
        try (DuckDb killed = new DuckDb(lake, SpotifyTables.all());
                DuckDb undisturbed = new DuckDb(folder.resolve("undisturbed"), SpotifyTables.all())) {
            for (String table : TABLES) {
                assertThat(killed.rows(table)).as(table).isEqualTo(undisturbed.rows(table));
            }
        }
        assertThat(LakeFiles.onDisk(lake))
                .as("no file that the log does not name")
                .isEqualTo(LakeFiles.ofTheLog(lake));
        try (Dataset dataset = LocalSink.at(lake).openExisting()) {
            assertThat(DatasetCheck.run(dataset).problems()).isEmpty();
        }
    }

    /** Starts the run in a process of its own, and ends it without warning once something is seen, or it is over. */
    private void killed(BooleanSupplier seen) throws IOException, InterruptedException {
        Process process = LakeRun.start(lake, emulator.today(), emulator);
        while (process.isAlive() && !seen.getAsBoolean()) {
            Thread.onSpinWait();
        }
        process.destroyForcibly();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }

    private List<Commit> commits() {
        try (Dataset dataset = LocalSink.at(lake).openExisting()) {
            return dataset.log();
        }
    }
}
