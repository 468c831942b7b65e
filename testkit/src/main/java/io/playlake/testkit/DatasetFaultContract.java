package io.playlake.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.error.CommitUnknownException;
import io.playlake.error.PlaylakeException;
import io.playlake.schema.Row;
import io.playlake.schema.TableSchema;
import io.playlake.sink.Attempt;
import io.playlake.sink.Commit;
import io.playlake.sink.Dataset;
import io.playlake.sink.Sink;
import io.playlake.sink.SinkSession;
import io.playlake.storage.BlobStore;
import io.playlake.testing.FaultyBlobStore;
import io.playlake.testing.FaultyBlobStore.Fault;
import io.playlake.testing.MemoryBlobStore;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A dataset of files keeps the rules of {@link Dataset} whatever operation of its blob store fails, and however: each in
 * turn, before and after its effect, in a commit and again in the recovery from one.
 */
public abstract class DatasetFaultContract extends SinkFixtures {

    private static final TableSchema RUNS =
            new TableSchema("runs", "What ran.", EVENTS.columns().subList(0, 1), List.of("run_id"));

    private static final Attempt SECOND = attempt(2);

    private MemoryBlobStore first = new MemoryBlobStore();

    /** Opens the dataset in a store, founding it if there is none. */
    protected abstract Dataset open(BlobStore store);

    @Override
    protected final Sink sink() {
        throw new UnsupportedOperationException("a store is asked for, and no sink");
    }

    @BeforeEach
    void commitOnce() throws IOException {
        first = new MemoryBlobStore();
        try (Dataset dataset = open(first)) {
            commit(dataset, attempt(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("D1, D2, D5: a commit is whole or absent wherever it failed, and the next one succeeds")
    void everyOperation(Fault fault) throws IOException {
        FaultyBlobStore counting = FaultyBlobStore.counting(first.copy());
        assertThat(attempt(counting)).isEqualTo(Outcome.COMMITTED);
        assertThat(counting.operations()).isGreaterThan(10);
        int committed = 0;
        for (long n = 1; n <= counting.operations(); n++) {
            MemoryBlobStore store = first.copy();
            Outcome outcome = attempt(FaultyBlobStore.failing(store, n, fault));
            store.releaseLocks();
            assertWhole(store, outcome, fault + " at " + n);
            committed += outcome == Outcome.COMMITTED ? 1 : 0;
        }
        assertThat(committed).as("attempts whose fault did not matter").isPositive();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("D5: recovery may itself fail anywhere, and is only done again")
    void recovery(Fault fault) throws IOException {
        FaultyBlobStore counting = FaultyBlobStore.counting(first.copy());
        attempt(counting);
        // Late, so that there is something to recover from.
        long last = counting.operations();
        for (long death : new long[] {last - 10, last - 6}) {
            MemoryBlobStore probe = dead(death);
            FaultyBlobStore recovering = FaultyBlobStore.counting(probe);
            recover(recovering);
            for (long n = 1; n <= recovering.operations(); n++) {
                MemoryBlobStore store = dead(death);
                try {
                    recover(FaultyBlobStore.failing(store, n, fault));
                } catch (PlaylakeException e) {
                    assertThat(e.getMessage()).isNotBlank();
                }
                store.releaseLocks();
                assertWhole(store, Outcome.UNKNOWN, "death at " + death + ", then " + fault + " at " + n);
            }
        }
    }

    private enum Outcome {
        COMMITTED,
        REFUSED,
        UNKNOWN
    }

    private MemoryBlobStore dead(long at) throws IOException {
        MemoryBlobStore store = first.copy();
        attempt(FaultyBlobStore.failing(store, at, Fault.CRASH_AFTER));
        store.releaseLocks();
        return store;
    }

    /** What a run does with a sink, from its lock to its commit. */
    private Outcome attempt(BlobStore store) throws IOException {
        try {
            Dataset dataset = open(store);
            dataset.recover(dataset.tryLock().orElseThrow());
            commit(dataset, SECOND);
            return Outcome.COMMITTED;
        } catch (CommitUnknownException e) {
            return Outcome.UNKNOWN;
        } catch (PlaylakeException | IOException e) {
            return Outcome.REFUSED;
        }
    }

    private void recover(BlobStore store) {
        Dataset dataset = open(store);
        dataset.recover(dataset.tryLock().orElseThrow());
    }

    private static Commit commit(Dataset dataset, Attempt attempt) throws IOException {
        try (SinkSession session = dataset.begin(attempt, dataset.head())) {
            for (int i = 0; i < 3; i++) {
                session.writer(EVENTS).write(event(attempt.runId(), i));
            }
            session.writer(RUNS).write(Row.of(RUNS, attempt.runId()));
            try (OutputStream delta = session.stateDelta()) {
                delta.write(bytes("delta\n"));
            }
            try (OutputStream checkpoint = session.stateCheckpoint()) {
                checkpoint.write(bytes("all\n"));
            }
            return committed(session, Map.of());
        }
    }

    private void assertWhole(MemoryBlobStore store, Outcome outcome, String when) throws IOException {
        // As a reader sees it who knows of no recovery.
        assertReadable(open(store), when);
        recover(store);
        store.releaseLocks();
        Dataset dataset = open(store);
        List<Commit> log = assertReadable(dataset, when);
        if (outcome != Outcome.UNKNOWN) {
            assertThat(log).as(when).hasSize(outcome == Outcome.COMMITTED ? 2 : 1);
        }
        if (log.size() == 1) {
            commit(dataset, new Attempt(SECOND.runId(), "again", DATE));
        }
        assertThat(assertReadable(dataset, when)).as(when).hasSize(2);
        assertThat(store.keys()).as(when).hasSameSizeAs(undisturbed().keys());
        assertThat(store.pending()).as(when).isZero();
    }

    private List<Commit> assertReadable(Dataset dataset, String when) throws IOException {
        List<Commit> log = dataset.log();
        assertThat(log).as(when).hasSizeBetween(1, 2);
        @Nullable String parent = null;
        for (Commit commit : log) {
            assertThat(Objects.equals(commit.parentSha256(), parent)).as(when).isTrue();
            parent = commit.sha256();
            assertThat(dataset.inspect(commit)).as(when).isEmpty();
            assertThat(rows(dataset, EVENTS, commit)).as(when).hasSize(3);
            assertThat(rows(dataset, RUNS, commit)).as(when).hasSize(1);
            assertThat(state(dataset, commit.stateDelta())).as(when).isEqualTo("delta\n");
            assertThat(Optional.ofNullable(commit.stateCheckpoint())).as(when).isPresent();
        }
        return log;
    }

    private MemoryBlobStore undisturbed() throws IOException {
        MemoryBlobStore store = first.copy();
        attempt(store);
        return store;
    }
}
