package io.playlake.sink.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.client.SpotifyClient;
import io.playlake.client.auth.ClientCredentials;
import io.playlake.emulator.Edit;
import io.playlake.emulator.SpotifyEmulator;
import io.playlake.error.StateException;
import io.playlake.run.DatasetCheck;
import io.playlake.run.Maintenance;
import io.playlake.run.Playlake;
import io.playlake.run.Replay;
import io.playlake.run.RunReport;
import io.playlake.schema.TableSchema;
import io.playlake.sink.Commit;
import io.playlake.sink.Dataset;
import io.playlake.sink.MergeSpan;
import io.playlake.source.BrowseCategories;
import io.playlake.table.SpotifyTables;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of a lake whose files were merged, or from which something was forgotten. */
class RewrittenCopyTest {

    private static final int DAYS = 3;

    @TempDir
    private Path folder;

    private SpotifyEmulator emulator;
    private Path lake;
    private Path copy;

    @BeforeEach
    void start() {
        emulator = SpotifyEmulator.builder().playlists(12).items(2, 40).start();
        lake = folder.resolve("lake");
        copy = folder.resolve("copy");
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    private RunReport run(int day, boolean both) {
        emulator.advanceTo(day);
        try (SpotifyClient client = SpotifyClient.builder()
                        .credentials(ClientCredentials.of(SpotifyEmulator.CLIENT_ID, SpotifyEmulator.CLIENT_SECRET))
                        .apiUrl(URI.create(emulator.apiUrl()))
                        .accountsUrl(URI.create(emulator.accountsUrl()))
                        .rate(1_000)
                        .build();
                Playlake playlake = (both ? builder().sink(LocalSink.at(copy)) : builder())
                        .client(client)
                        .build()) {
            return playlake.run();
        }
    }

    private Playlake.Builder builder() {
        return Playlake.builder()
                .source(BrowseCategories.all())
                .sink(LocalSink.at(lake))
                .logicalDate(emulator.today());
    }

    private void replay() {
        try (Dataset source = LocalSink.at(lake).openExisting();
                Dataset target = LocalSink.at(copy).open()) {
            Replay.run(source, target);
        }
    }

    private static Maintenance maintenance(Path of) {
        return Maintenance.builder().sink(LocalSink.at(of)).build();
    }

    @Test
    @DisplayName("A copy of merged files has the same rows, runs and numbers, and goes on with the lake")
    void merged() throws SQLException {
        for (int day = 0; day < DAYS; day++) {
            run(day, false);
        }
        maintenance(lake).compact(MergeSpan.MONTH);
        replay();
        assertSame();
        emulator.edits().now(anId(), Edit.INSERT_FIRST);
        assertThat(run(DAYS, true).playlistsChanged()).isPositive();
        assertSame();
    }

    @Test
    @DisplayName("A lake whose files are merged while a copy follows it stays level with the copy")
    void mergedMeanwhile() throws SQLException {
        run(0, true);
        run(1, true);
        assertThat(maintenance(lake).compact(MergeSpan.MONTH).seq()).isEqualTo(3);
        run(2, true);
        assertSame();
    }

    @Test
    @DisplayName("What was forgotten is in no copy that is made afterwards")
    void forgottenBefore() throws SQLException {
        run(0, false);
        run(1, false);
        String id = anId();
        maintenance(lake).forgetPlaylist(id);
        replay();
        assertSame();
        try (DuckDb duck = new DuckDb(copy, SpotifyTables.all())) {
            assertThat(duck.number("SELECT count(*) FROM playlists WHERE playlist_id = '" + id + "'"))
                    .isZero();
            assertThat(duck.number("SELECT count(*) FROM playlists")).isPositive();
        }
    }

    @Test
    @DisplayName("A copy that still holds what was forgotten is refused until it is forgotten there too")
    void forgottenMeanwhile() throws SQLException {
        run(0, true);
        run(1, true);
        String id = anId();
        maintenance(lake).forgetPlaylist(id);
        emulator.calls().reset();
        assertThatThrownBy(() -> run(2, true))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("commit 3 of " + lake)
                .hasMessageContaining(copy + " may hold; forget it there too");
        assertThat(emulator.calls().count()).isZero();
        maintenance(copy).forgetPlaylist(id);
        assertThat(run(2, true).status()).isEqualTo(RunReport.Status.COMMITTED);
        assertSame();
    }

    private String anId() throws SQLException {
        try (DuckDb duck = new DuckDb(lake, SpotifyTables.all())) {
            return duck.rows("SELECT min(playlist_id) FROM playlists").get(0);
        }
    }

    /** By DuckDB; but for the folder, whose name is the month where files were merged. */
    private void assertSame() throws SQLException {
        List<String> differences = new ArrayList<>();
        try (DuckDb duck = new DuckDb(lake, SpotifyTables.all())) {
            for (TableSchema table : SpotifyTables.all()) {
                String here = "SELECT * EXCLUDE (run_date) FROM " + table.name();
                String there = "SELECT * EXCLUDE (run_date) FROM read_parquet('" + copy + "/" + table.name()
                        + "/**/*.parquet', hive_partitioning = true)";
                differences.addAll(duck.rows(here + " EXCEPT ALL " + there));
                differences.addAll(duck.rows(there + " EXCEPT ALL " + here));
            }
        }
        assertThat(differences).isEmpty();
        try (Dataset original = LocalSink.at(lake).openExisting();
                Dataset copied = LocalSink.at(copy).openExisting()) {
            assertThat(copied.log()).extracting(Commit::seq).hasSameSizeAs(original.log());
            assertThat(DatasetCheck.run(original).problems()).isEmpty();
            assertThat(DatasetCheck.run(copied).problems()).isEmpty();
        }
    }
}
