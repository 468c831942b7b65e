package io.playlake.sink.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.emulator.Edit;
import io.playlake.emulator.ListingRow;
import io.playlake.emulator.SpotifyEmulator;
import io.playlake.error.ConfigurationException;
import io.playlake.run.DatasetCheck;
import io.playlake.sink.Commit;
import io.playlake.sink.Dataset;
import io.playlake.table.SpotifyTables;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that all run into one lake at once, while playlists change and somebody reads. */
class ManyProcessesTest {

    private static final int RUNS_WITHOUT_END = 800;

    @TempDir
    private Path folder;

    private final Random random = new Random(7);

    @Test
    @DisplayName("Three processes without a lock leave a linear log and nothing twice")
    void few() throws Exception {
        assertThat(together(3, 2, 600, false)).isEqualTo(6);
    }

    @Test
    @Tag("many")
    @DisplayName("Five processes that wait for a lock leave a linear log and nothing twice")
    void locked() throws Exception {
        assertThat(together(5, 4, 600, true)).isEqualTo(20);
    }

    @Test
    @Tag("many")
    @DisplayName("Twenty processes for a minute, without a lock, leave a linear log and nothing twice")
    void many() throws Exception {
        int processes = Integer.getInteger("playlake.processes", 20);
        int seconds = Integer.getInteger("playlake.seconds", 60);
        assertThat(together(processes, RUNS_WITHOUT_END, seconds, false)).isGreaterThan(1);
    }

    /** Returns how many commits there are in the end. */
    private int together(int processes, int runs, int seconds, boolean locked)
            throws IOException, InterruptedException, SQLException {
        Path lake = folder.resolve("lake");
        try (SpotifyEmulator emulator =
                SpotifyEmulator.builder().playlists(12).categories(2).start()) {
            List<String> playlists = emulator.truth().categories().stream()
                    .flatMap(category -> emulator.truth().listing(category, emulator.day()).stream())
                    .filter(row -> row.kind() == ListingRow.Kind.PLAYLIST)
                    .map(ListingRow::playlistId)
                    .distinct()
                    .toList();
            List<Process> running = new ArrayList<>();
            try {
                for (int i = 0; i < processes; i++) {
                    Path work = folder.resolve("work" + i);
                    running.add(LakeRuns.start(lake, work, i, runs, seconds, locked, emulator));
                }
                Reader reader = new Reader(lake);
                for (Process process : running) {
                    while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
                        emulator.edits().now(playlists.get(random.nextInt(playlists.size())), Edit.INSERT_FIRST);
                        reader.look();
                    }
                    assertThat(process.exitValue()).isZero();
                }
                reader.look();
                assertThat(reader.seen).isPositive();
            } finally {
                running.forEach(Process::destroyForcibly);
            }
        }
        return assertLinear(lake);
    }

    private static int assertLinear(Path lake) throws SQLException, IOException {
        try (Dataset dataset = LocalSink.at(lake).openExisting()) {
            List<Commit> log = dataset.log();
            assertThat(log).extracting(Commit::seq).isSorted().doesNotHaveDuplicates();
            assertThat(log).extracting(commit -> commit.attempt().runId()).doesNotHaveDuplicates();
            assertThat(DatasetCheck.run(dataset).problems()).isEmpty();
            assertThat(Validity.breaches(lake)).isEmpty();
            assertThat(LakeFiles.onDisk(lake))
                    .as("no file that the log does not name")
                    .isEqualTo(LakeFiles.ofTheLog(lake));
            try (DuckDb duck = new DuckDb(lake, SpotifyTables.all())) {
                assertThat(duck.number("SELECT count(*) FROM runs")).isEqualTo(log.size());
            }
            return log.size();
        }
    }

    /** Looks again and again: what was committed stays, and is whole at once. */
    private static final class Reader {

        private final Path lake;
        private long seen;

        Reader(Path lake) {
            this.lake = lake;
        }

        void look() {
            try (Dataset dataset = LocalSink.at(lake).openExisting()) {
                long head = dataset.head().map(Commit::seq).orElse(0L);
                assertThat(head).isGreaterThanOrEqualTo(seen);
                for (long seq = Math.max(1, seen); seq <= head; seq++) {
                    assertThat(dataset.inspect(dataset.commit(seq))).isEmpty();
                }
                seen = head;
            } catch (ConfigurationException e) {
                assertThat(seen).as(e.getMessage()).isZero();
            }
        }
    }
}
