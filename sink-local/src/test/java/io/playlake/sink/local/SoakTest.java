package io.playlake.sink.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.change.FileSnapshotStore;
import io.playlake.change.PlaylistState;
import io.playlake.change.SnapshotStore;
import io.playlake.change.StateKey;
import io.playlake.change.StateLines;
import io.playlake.emulator.Call;
import io.playlake.emulator.Edit;
import io.playlake.emulator.ListingRow;
import io.playlake.emulator.PlaylistTruth;
import io.playlake.emulator.SpotifyEmulator;
import io.playlake.run.DatasetCheck;
import io.playlake.run.RunReport;
import io.playlake.sink.Commit;
import io.playlake.sink.Dataset;
import io.playlake.table.SpotifyTables;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A month of a run an hour: every twentieth call fails, every tenth run is killed and started again. Afterwards all is
 * there, nothing is there twice, and no run called more than it had to.
 */
@NullUnmarked
class SoakTest {

    private static final int HOURS = 24;
    private static final List<Edit> EDITS = List.of(Edit.values());

    @TempDir
    private Path folder;

    private final Random random = new Random(4);
    private final Map<String, String> seen = new HashMap<>();
    private final Map<StateKey, PlaylistState> fold = new HashMap<>();
    private long folded;
    private SpotifyEmulator emulator;
    private int killed;
    private int edits;
    private long retries;

    @Test
    void twoDays() throws Exception {
        soak(2);
    }

    @Test
    @Tag("soak")
    void aMonth() throws Exception {
        soak(30);
    }

    private void soak(int days) throws IOException, InterruptedException, SQLException {
        Path lake = folder.resolve("lake");
        Path state = folder.resolve("state");
        try (SpotifyEmulator running =
                SpotifyEmulator.builder().playlists(16).categories(2).start()) {
            emulator = running;
            emulator.faults().randomly(0.05, 503);
            for (int day = 0; day < days; day++) {
                emulator.advanceTo(day);
                for (int hour = 0; hour < HOURS; hour++) {
                    run(lake, state, emulator.today().plus(Duration.ofHours(hour)), day * HOURS + hour);
                    assertHeldAsServed(lake, state);
                }
            }
            assertThat(killed).isGreaterThanOrEqualTo(days * HOURS / 10 - 1);
            assertThat(retries).isGreaterThan(days * HOURS / 10);
            assertThat(edits).isGreaterThan(days * HOURS / 4);
            assertThat(Validity.breaches(lake)).isEmpty();
            assertThat(emulator.calls().early()).isEmpty();
            try (Dataset dataset = LocalSink.at(lake).openExisting()) {
                assertThat(dataset.log()).hasSize(days * HOURS);
                assertThat(DatasetCheck.run(dataset).problems()).isEmpty();
            }
            try (DuckDb duck = new DuckDb(lake, SpotifyTables.all())) {
                assertThat(duck.number("SELECT count(*) FROM runs WHERE NOT complete OR playlists_failed > 0"))
                        .isZero();
            }
        }
    }

    private void run(Path lake, Path state, Instant date, int number) throws IOException, InterruptedException {
        if (random.nextInt(3) == 0) {
            // One that becomes empty would be held back once.
            List<String> listed =
                    listed().stream().filter(id -> truth(id).items().size() > 1).toList();
            emulator.edits().now(listed.get(random.nextInt(listed.size())), EDITS.get(random.nextInt(EDITS.size())));
            edits++;
        }
        emulator.calls().reset();
        long listings = listings();
        List<Long> due = due();
        long formula = listings + due.stream().mapToLong(Long::longValue).sum();
        boolean kill = number % 10 == 9;
        if (kill) {
            kill(lake, state, date, random.nextInt((int) formula + 2));
        }
        RunReport report = LakeRun.run(lake, date, emulator, state);
        retries += report.retries();
        assertThat(report.failures()).isEmpty();
        long calls =
                emulator.calls().list().stream().filter(SoakTest::isAnswered).count();
        if (kill) {
            // Listed twice; and fetched twice at most the eight playlists that were under way.
            long twice = due.stream()
                    .sorted(Comparator.reverseOrder())
                    .limit(8)
                    .mapToLong(Long::longValue)
                    .sum();
            assertThat(calls).as("calls of run %d", number).isBetween(formula, formula + listings + twice);
        } else {
            assertThat(calls).as("calls of run %d", number).isEqualTo(formula);
        }
    }

    private void kill(Path lake, Path state, Instant date, int callsBefore) throws IOException, InterruptedException {
        Process process = LakeRun.start(lake, date, emulator, state.toString());
        while (process.isAlive() && emulator.calls().count() < callsBefore) {
            Thread.onSpinWait();
        }
        process.destroyForcibly();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        killed++;
    }

    private static boolean isAnswered(Call call) {
        return call.status() == 200 && !call.endpoint().equals("/api/token");
    }

    private Set<String> listed() {
        Set<String> ids = new TreeSet<>();
        for (String category : emulator.truth().categories()) {
            for (ListingRow row : emulator.truth().listing(category, emulator.day())) {
                if (row.kind() == ListingRow.Kind.PLAYLIST) {
                    ids.add(row.playlistId());
                }
            }
        }
        return ids;
    }

    private long listings() {
        List<String> categories = emulator.truth().categories();
        long calls = 1;
        for (String category : categories) {
            calls += (Math.max(
                                    1,
                                    emulator.truth()
                                            .listing(category, emulator.day())
                                            .size())
                            + 49)
                    / 50;
        }
        return calls;
    }

    /** The calls for each playlist that moved since it was listed last, by the emulator's own books. */
    private List<Long> due() {
        List<Long> calls = new ArrayList<>();
        for (String id : listed()) {
            PlaylistTruth truth = truth(id);
            if (!truth.listSnapshot().equals(seen.put(id, truth.listSnapshot()))) {
                int items = truth.items().size();
                calls.add((Math.max(1L, items) + 99) / 100 + (items > 100 ? 1 : 0));
            }
        }
        return calls;
    }

    private PlaylistTruth truth(String id) {
        return emulator.truth().playlist(id, emulator.day()).orElseThrow();
    }

    /** The store is the fold of the log, and both name what the emulator holds. */
    private void assertHeldAsServed(Path lake, Path state) throws IOException {
        try (Dataset dataset = LocalSink.at(lake).openExisting();
                SnapshotStore store = FileSnapshotStore.open(state)) {
            long head = dataset.head().orElseThrow().seq();
            while (folded < head) {
                Commit commit = dataset.commit(++folded);
                try (InputStream delta = dataset.openState(commit.stateDelta())) {
                    StateLines.read(delta, one -> fold.put(one.key(), one));
                }
            }
            assertThat(store.get(fold.keySet())).isEqualTo(fold);
            assertThat(store.position().orElseThrow().seq()).isEqualTo(head);
        }
        for (String id : listed()) {
            PlaylistState known = fold.get(new StateKey(id, null));
            assertThat(known.unfinished()).isFalse();
            assertThat(known.listSnapshot()).isEqualTo(truth(id).listSnapshot());
            assertThat(known.items()).isEqualTo(truth(id).items().size());
        }
    }
}
