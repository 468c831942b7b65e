package io.playlake.sink.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.change.FileSnapshotStore;
import io.playlake.change.PlaylistState;
import io.playlake.change.SnapshotStore;
import io.playlake.change.StateKey;
import io.playlake.emulator.PlaylistTruth;
import io.playlake.emulator.SpotifyEmulator;
import io.playlake.run.DatasetCheck;
import io.playlake.run.History;
import io.playlake.run.Maintenance;
import io.playlake.run.PlaylistVersion;
import io.playlake.run.RunReport;
import io.playlake.run.StateRebuild;
import io.playlake.schema.TableSchema;
import io.playlake.sink.Dataset;
import io.playlake.sink.MergeSpan;
import io.playlake.table.SpotifyTables;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lake before and after its files are merged, as DuckDB and as the library see it. */
class CompactTest {

    private static final int DAYS = 2;
    private static final int RUNS = 2;

    @TempDir
    private Path folder;

    private SpotifyEmulator emulator;
    private Path lake;
    private Path state;

    @BeforeEach
    void runSeveralTimesADay() {
        emulator = SpotifyEmulator.builder().playlists(12).items(2, 40).start();
        lake = folder.resolve("lake");
        state = folder.resolve("state");
        for (int run = 0; run < DAYS * RUNS; run++) {
            run(run);
        }
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    private RunReport run(int run) {
        emulator.advanceTo(run);
        Instant date = Instant.parse("2026-01-01T01:00:00Z")
                .plus(Duration.ofDays(run / RUNS))
                .plus(Duration.ofHours(9L * (run % RUNS)));
        return LakeRun.run(lake, date, emulator, state);
    }

    private Maintenance.Result compact(MergeSpan span) {
        return Maintenance.builder().sink(LocalSink.at(lake)).build().compact(span);
    }

    @Test
    @DisplayName("No row changes for a reader of a plain pattern, and there is a file a day")
    void changesNoRow() throws SQLException {
        try (DuckDb duck = new DuckDb(lake, SpotifyTables.all())) {
            remember(duck);
            Maintenance.Result result = compact(MergeSpan.DAY);

            assertThat(result.seq()).isEqualTo(DAYS * RUNS + 1);
            assertThat(result.rowsAfter()).isEqualTo(result.rowsBefore());
            assertThat(differences(duck, "*")).isEmpty();
            assertThat(duck.rows("SELECT count(*), count(DISTINCT run_date) FROM (SELECT DISTINCT filename, run_date"
                            + " FROM read_parquet('" + lake + "/playlists/**/*.parquet', hive_partitioning = true,"
                            + " filename = true))"))
                    .containsExactly(DAYS + "|" + DAYS);
            assertThat(compact(MergeSpan.DAY).seq()).as("once more").isZero();
        }
        assertThat(Validity.breaches(lake)).isEmpty();
        verify();
    }

    @Test
    @DisplayName("A month becomes a file, and of a row nothing changes but the day of its folder")
    void mergesMonths() throws SQLException {
        try (DuckDb duck = new DuckDb(lake, SpotifyTables.all())) {
            remember(duck);
            assertThat(compact(MergeSpan.MONTH).seq()).isPositive();
            assertThat(differences(duck, "* EXCLUDE (run_date)")).isEmpty();
            assertThat(duck.rows("SELECT DISTINCT run_date FROM playlists")).containsExactly("2026-01-01");
        }
        verify();
    }

    @Test
    @DisplayName("The past is told as before, and the next run finds its state and its versions")
    void tellsTheSamePast() {
        Map<String, List<Optional<PlaylistVersion>>> past = past();
        Map<StateKey, PlaylistState> states = states();
        compact(MergeSpan.DAY);

        assertThat(past()).isEqualTo(past);
        assertThat(states()).isEqualTo(states);
        RunReport next = run(DAYS * RUNS);
        assertThat(next.failures()).isEmpty();
        assertThat(next.playlistsChanged()).isPositive();
        assertThat(next.playlistsFetched()).isLessThan(next.playlistsListed());
        compact(MergeSpan.MONTH);
        assertThat(past()).containsAllEntriesOf(past);
        assertThat(run(DAYS * RUNS).status()).isEqualTo(RunReport.Status.ALREADY_COMMITTED);
        verify();
    }

    private void verify() {
        try (Dataset dataset = LocalSink.at(lake).openExisting()) {
            assertThat(DatasetCheck.run(dataset).problems()).isEmpty();
        }
    }

    private Map<StateKey, PlaylistState> states() {
        try (Dataset dataset = LocalSink.at(lake).openExisting();
                SnapshotStore store = FileSnapshotStore.open(folder.resolve("other-state"))) {
            StateRebuild.run(dataset, store);
            return store.get(ids().stream().map(id -> new StateKey(id, null)).toList());
        }
    }

    private Map<String, List<Optional<PlaylistVersion>>> past() {
        List<Instant> times = new ArrayList<>();
        for (int run = 0; run < DAYS * RUNS; run++) {
            times.add(Instant.parse("2026-01-01T09:59:59Z")
                    .plus(Duration.ofDays(run / RUNS))
                    .plus(Duration.ofHours(9L * (run % RUNS))));
        }
        try (Dataset dataset = LocalSink.at(lake).openExisting()) {
            History history = History.of(dataset);
            return ids().stream()
                    .collect(Collectors.toMap(
                            id -> id,
                            id -> times.stream()
                                    .map(time -> history.asOf(id, time))
                                    .toList()));
        }
    }

    private List<String> ids() {
        return emulator.truth().playlists(0).stream().map(PlaylistTruth::id).toList();
    }

    private static void remember(DuckDb duck) throws SQLException {
        for (TableSchema table : SpotifyTables.all()) {
            duck.run("CREATE TABLE before_" + table.name() + " AS SELECT * FROM " + table.name());
        }
    }

    private static List<String> differences(DuckDb duck, String columns) throws SQLException {
        List<String> differences = new ArrayList<>();
        for (TableSchema table : SpotifyTables.all()) {
            String now = "SELECT " + columns + " FROM " + table.name();
            String before = "SELECT " + columns + " FROM before_" + table.name();
            differences.addAll(duck.rows(now + " EXCEPT ALL " + before));
            differences.addAll(duck.rows(before + " EXCEPT ALL " + now));
        }
        return differences;
    }
}
