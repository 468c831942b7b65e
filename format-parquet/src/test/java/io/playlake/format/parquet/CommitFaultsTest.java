package io.playlake.format.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.error.CommitUnknownException;
import io.playlake.error.SinkException;
import io.playlake.sink.Commit;
import io.playlake.sink.CommitOutcome;
import io.playlake.sink.DataFile;
import io.playlake.sink.StoredCommit;
import io.playlake.storage.BlobKey;
import io.playlake.storage.BlobStore;
import io.playlake.testing.FaultyBlobStore;
import io.playlake.testing.FaultyBlobStore.Fault;
import io.playlake.testing.MemoryBlobStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fails every operation of a commit in turn, recovers, and looks at what is left. */
class CommitFaultsTest {

    private final MemoryBlobStore first = new MemoryBlobStore();

    @BeforeEach
    void commitOnce() {
        Lake.committed(Lake.open(first), 1, Optional.empty());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A commit is whole or absent, wherever it failed")
    void everyOperation(Fault fault) throws Exception {
        FaultyBlobStore counting = FaultyBlobStore.counting(lakeWithOneCommit());
        run(counting);
        assertThat(counting.operations()).isGreaterThan(25);
        int unknown = 0;
        int committed = 0;
        for (long n = 1; n <= counting.operations(); n++) {
            MemoryBlobStore store = lakeWithOneCommit();
            Outcome outcome = run(FaultyBlobStore.failing(store, n, fault));
            store.releaseLocks();

            String when = fault + " at " + n;
            check(store, outcome, when);
            unknown += outcome == Outcome.UNKNOWN ? 1 : 0;
            committed += outcome == Outcome.COMMITTED ? 1 : 0;
        }
        assertThat(unknown).isEqualTo(fault.isCrash() ? 1 : 0);
        assertThat(committed).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Recovery may itself fail anywhere, and is only done again")
    void recoveryFails(Fault fault) throws Exception {
        FaultyBlobStore whole = FaultyBlobStore.counting(lakeWithOneCommit());
        run(whole);
        // Half published, and just before the commit.
        for (long death : List.of(whole.operations() - 8, whole.operations() - 6)) {
            MemoryBlobStore probe = lakeWithOneCommit();
            run(FaultyBlobStore.failing(probe, death, Fault.CRASH_AFTER));
            probe.releaseLocks();
            FaultyBlobStore counting = FaultyBlobStore.counting(probe);
            recover(counting);
            for (long n = 1; n <= counting.operations(); n++) {
                MemoryBlobStore store = lakeWithOneCommit();
                Outcome outcome = run(FaultyBlobStore.failing(store, death, Fault.CRASH_AFTER));
                store.releaseLocks();
                try {
                    recover(FaultyBlobStore.failing(store, n, fault));
                } catch (SinkException e) {
                    assertThat(e).hasMessageContaining("memory");
                }
                store.releaseLocks();
                check(store, outcome, "death at " + death + ", then " + fault + " at " + n);
            }
        }
    }

    @Test
    @DisplayName("A lost reply to the commit is no conflict with oneself")
    void lostReply() throws Exception {
        MemoryBlobStore store = lakeWithOneCommit();
        FaultyBlobStore counting = FaultyBlobStore.counting(lakeWithOneCommit());
        run(counting);
        // After the put comes the end of the intent, then of four pending blobs.
        long put = counting.operations() - 5;
        List<Outcome> outcomes = new ArrayList<>();
        for (long n = put; n <= counting.operations(); n++) {
            store = lakeWithOneCommit();
            outcomes.add(run(FaultyBlobStore.failing(store, n, Fault.ERROR_AFTER)));
        }
        assertThat(outcomes).containsOnly(Outcome.COMMITTED);
        assertThat(store.keys()).doesNotContain(Layout.intent(Lake.attempt(2)));
    }

    private enum Outcome {
        COMMITTED,
        REFUSED,
        UNKNOWN
    }

    private MemoryBlobStore lakeWithOneCommit() {
        return first.copy();
    }

    private static Outcome run(BlobStore store) {
        try {
            ParquetDataset dataset = Lake.open(store);
            BlobStore.Lock lock = dataset.tryLock().orElseThrow();
            dataset.recover(lock);
            CommitOutcome outcome = Lake.add(dataset, 2, dataset.head());
            assertThat(outcome).isInstanceOf(CommitOutcome.Committed.class);
            return Outcome.COMMITTED;
        } catch (CommitUnknownException e) {
            return Outcome.UNKNOWN;
        } catch (SinkException | java.io.UncheckedIOException e) {
            return Outcome.REFUSED;
        }
    }

    private static void recover(BlobStore store) {
        ParquetDataset dataset = Lake.open(store);
        dataset.recover(dataset.tryLock().orElseThrow());
    }

    private static void check(MemoryBlobStore store, Outcome outcome, String when) {
        recover(store);
        ParquetDataset dataset = Lake.open(store);
        List<Commit> log = log(dataset);

        assertThat(log).as(when).hasSizeBetween(1, 2);
        if (outcome != Outcome.UNKNOWN) {
            assertThat(log).as(when).hasSize(outcome == Outcome.COMMITTED ? 2 : 1);
        }
        Set<BlobKey> named = new TreeSet<>();
        named.add(Layout.IDENTITY);
        @Nullable String parent = null;
        for (Commit commit : log) {
            assertThat(commit.parentSha256()).as(when).isEqualTo(parent);
            parent = commit.sha256();
            assertThat(dataset.inspect(commit)).as(when).isEmpty();
            assertThat(Lake.rows(dataset, Lake.SONGS, commit)).as(when).hasSize(3);
            assertThat(Lake.rows(dataset, Lake.LISTS, commit)).as(when).hasSize(1);
            named.add(Layout.commit(commit.seq()));
            StoredCommit.files(commit).map(DataFile::path).map(BlobKey::new).forEach(named::add);
        }
        assertThat(store.keys()).as(when).containsExactlyElementsOf(named);
        assertThat(store.pending()).as(when).isZero();
        assertThat(Lake.committed(dataset, 3, dataset.head()).seq()).as(when).isEqualTo(log.size() + 1L);
    }

    private static List<Commit> log(ParquetDataset dataset) {
        List<Commit> log = new ArrayList<>();
        long head = dataset.head().orElseThrow().seq();
        for (long seq = 1; seq <= head; seq++) {
            log.add(dataset.commit(seq));
        }
        return log;
    }
}
