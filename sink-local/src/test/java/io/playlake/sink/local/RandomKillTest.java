package io.playlake.sink.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.change.FileSnapshotStore;
import io.playlake.change.PlaylistState;
import io.playlake.change.SnapshotStore;
import io.playlake.change.StateKey;
import io.playlake.emulator.Edit;
import io.playlake.emulator.ListingRow;
import io.playlake.emulator.PlaylistTruth;
import io.playlake.emulator.SpotifyEmulator;
import io.playlake.run.DatasetCheck;
import io.playlake.run.RunReport;
import io.playlake.sink.Commit;
import io.playlake.sink.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills process after process at any moment of a run; each time the next run makes it good. */
class RandomKillTest {

    private static final int EDITS = 4;
    private static final int RUNS_BETWEEN_CHECKS_OF_ALL = 10;

    @TempDir
    private Path folder;

    private final Random random = new Random(11);

    @Test
    @DisplayName("Whenever a process is killed, the next run makes it good; a few")
    void few() throws Exception {
        kill(3);
    }

    @Test
    @Tag("kill")
    @DisplayName("Whenever a process is killed, the next run makes it good; as many as -Dplaylake.kills says, or 50")
    void many() throws Exception {
        kill(Integer.getInteger("playlake.kills", 50));
    }

    private void kill(int kills) throws IOException, InterruptedException, SQLException {
        Path lake = folder.resolve("lake");
        Path state = folder.resolve("state");
        try (SpotifyEmulator emulator =
                SpotifyEmulator.builder().playlists(16).categories(2).start()) {
            Instant date = emulator.today();
            LakeRun.run(lake, date, emulator, state);
            long whole = Long.MAX_VALUE;
            long lived = 0;
            for (int i = 0; i < kills; i++) {
                date = date.plus(Duration.ofHours(1));
                edit(emulator);
                // The first process is let live, to see how long one takes.
                long moment = i == 0 ? whole : (long) (random.nextDouble() * 1.1 * whole);
                long begin = System.nanoTime();
                Process process = LakeRun.start(lake, date, emulator, state.toString());
                boolean ended = process.waitFor(moment, TimeUnit.NANOSECONDS);
                process.destroyForcibly();
                assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
                if (i == 0) {
                    whole = System.nanoTime() - begin;
                }
                lived += ended ? 1 : 0;

                RunReport report = LakeRun.run(lake, date, emulator, state);
                assertThat(report.failures()).isEmpty();
                assertGood(lake, state, emulator, i + 2, (i + 1) % RUNS_BETWEEN_CHECKS_OF_ALL == 0 || i + 1 == kills);
            }
            assertThat(lived).as("processes that were not killed").isLessThan(1 + Math.max(1, kills / 2));
        }
    }

    private void edit(SpotifyEmulator emulator) {
        List<String> listed = List.copyOf(listed(emulator));
        for (int i = 0; i < EDITS; i++) {
            emulator.edits().now(listed.get(random.nextInt(listed.size())), Edit.INSERT_FIRST);
        }
    }

    private static void assertGood(Path lake, Path state, SpotifyEmulator emulator, int runs, boolean all)
            throws IOException, SQLException {
        try (Dataset dataset = LocalSink.at(lake).openExisting();
                SnapshotStore store = FileSnapshotStore.open(state)) {
            List<Commit> log = dataset.log();
            assertThat(log).hasSize(runs);
            assertThat(log).extracting(commit -> commit.attempt().runId()).doesNotHaveDuplicates();
            assertThat(dataset.inspect(log.get(runs - 1))).isEmpty();
            assertThat(store.position().orElseThrow().seq()).isEqualTo(runs);
            Set<StateKey> keys =
                    listed(emulator).stream().map(id -> new StateKey(id, null)).collect(Collectors.toSet());
            Map<StateKey, PlaylistState> known = store.get(keys);
            for (StateKey key : keys) {
                PlaylistTruth truth = emulator.truth()
                        .playlist(key.playlistId(), emulator.day())
                        .orElseThrow();
                assertThat(known.get(key)).satisfies(held -> {
                    assertThat(held.listSnapshot()).isEqualTo(truth.listSnapshot());
                    assertThat(held.items()).isEqualTo(truth.items().size());
                });
            }
            assertThat(LakeFiles.onDisk(lake)).isEqualTo(LakeFiles.ofTheLog(lake));
            if (all) {
                assertThat(DatasetCheck.run(dataset).problems()).isEmpty();
                assertThat(Validity.breaches(lake)).isEmpty();
            }
        }
    }

    private static Set<String> listed(SpotifyEmulator emulator) {
        return emulator.truth().categories().stream()
                .flatMap(category -> emulator.truth().listing(category, emulator.day()).stream())
                .filter(row -> row.kind() == ListingRow.Kind.PLAYLIST)
                .map(ListingRow::playlistId)
                .collect(Collectors.toCollection(java.util.TreeSet::new));
    }
}
