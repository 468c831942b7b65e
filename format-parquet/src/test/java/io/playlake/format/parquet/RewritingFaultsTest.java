package io.playlake.format.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.error.SinkException;
import io.playlake.schema.Row;
import io.playlake.sink.Commit;
import io.playlake.sink.DataFile;
import io.playlake.sink.MergeSpan;
import io.playlake.sink.StoredCommit;
import io.playlake.storage.BlobKey;
import io.playlake.storage.BlobStore;
import io.playlake.testing.FaultyBlobStore;
import io.playlake.testing.FaultyBlobStore.Fault;
import io.playlake.testing.MemoryBlobStore;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fails every operation of a merge and of a revision in turn, recovers, and looks at what is left. */
class RewritingFaultsTest {

    private static final String CANARY = "2-1";

    private final MemoryBlobStore first = new MemoryBlobStore();

    @BeforeEach
    void commitTwice() {
        ParquetDataset dataset = Lake.open(first);
        for (int n = 1; n <= 2; n++) {
            Lake.committed(dataset, n, dataset.head());
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A merge changes no row, wherever it failed")
    void mergeFails(Fault fault) throws IOException {
        everywhere(
                fault,
                dataset -> RewritingTest.compacted(dataset, 4, MergeSpan.DAY),
                (store, committed, when) -> assertThat(RewritingTest.rows(Lake.open(store), Lake.SONGS))
                        .as(when)
                        .hasSize(6)
                        .doesNotHaveDuplicates());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A revision is whole or absent, and once it is there nothing is found of what went")
    void revisionFails(Fault fault) throws IOException {
        everywhere(fault, RewritingFaultsTest::revise, (store, committed, when) -> {
            List<Row> rows = RewritingTest.rows(Lake.open(store), Lake.SONGS);
            assertThat(rows).as(when).hasSize(committed ? 5 : 6).doesNotHaveDuplicates();
            assertThat(Canary.found(store, CANARY).isEmpty()).as(when).isEqualTo(committed);
            assertThat(Canary.found(store, "delta 2").isEmpty()).as(when).isEqualTo(committed);
            revise(Lake.open(store));
            assertThat(Canary.found(store, CANARY))
                    .as("after another try, " + when)
                    .isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Recovery after a revision may itself fail anywhere, and is only done again")
    void recoveryFails(Fault fault) throws IOException {
        MemoryBlobStore dead = deadAfterCommit();
        assertThat(Canary.found(dead, CANARY)).as("not yet deleted").isNotEmpty();
        FaultyBlobStore counting = FaultyBlobStore.counting(dead.copy());
        recover(counting);
        assertThat(counting.operations()).isGreaterThan(5);
        for (long n = 1; n <= counting.operations(); n++) {
            MemoryBlobStore store = dead.copy();
            try {
                recover(FaultyBlobStore.failing(store, n, fault));
            } catch (SinkException e) {
                assertThat(e).hasMessageContaining("memory");
            }
            store.releaseLocks();
            recover(store);
            assertThat(Canary.found(store, CANARY)).as(fault + " at " + n).isEmpty();
            checkFiles(store, fault + " at " + n);
        }
    }

    private interface Check {
        void at(MemoryBlobStore store, boolean committed, String when) throws IOException;
    }

    private void everywhere(Fault fault, Consumer<ParquetDataset> work, Check check) throws IOException {
        FaultyBlobStore counting = FaultyBlobStore.counting(first.copy());
        run(counting, work);
        assertThat(counting.operations()).isGreaterThan(30);
        int committedTimes = 0;
        for (long n = 1; n <= counting.operations(); n++) {
            MemoryBlobStore store = first.copy();
            boolean reported = run(FaultyBlobStore.failing(store, n, fault), work);
            store.releaseLocks();
            recover(store);
            String when = fault + " at " + n + " of " + counting.operations();
            boolean committed = Lake.open(store).head().orElseThrow().seq() == 3;
            if (reported) {
                assertThat(committed).as(when).isTrue();
            }
            committedTimes += committed ? 1 : 0;
            checkFiles(store, when);
            check.at(store.copy(), committed, when);
            ParquetDataset next = Lake.open(store);
            long seq = next.head().orElseThrow().seq();
            assertThat(Lake.committed(next, 9, next.head()).seq()).as(when).isEqualTo(seq + 1);
        }
        assertThat(committedTimes).isPositive().isLessThanOrEqualTo((int) counting.operations());
    }

    /** Every file is named, every named file that was not put away is there, and whole. */
    private static void checkFiles(MemoryBlobStore store, String when) {
        ParquetDataset dataset = Lake.open(store);
        Set<BlobKey> named = new TreeSet<>();
        named.add(Layout.IDENTITY);
        for (Commit commit : dataset.log()) {
            assertThat(dataset.inspect(commit)).as(when).isEmpty();
            named.add(Layout.commit(commit.seq()));
            dataset.standing(StoredCommit.files(commit).toList()).stream()
                    .map(DataFile::path)
                    .map(BlobKey::new)
                    .forEach(named::add);
        }
        assertThat(store.keys()).as(when).containsExactlyElementsOf(named);
        assertThat(store.pending()).as(when).isZero();
        assertThat(dataset.strays()).as(when).isEmpty();
    }

    private MemoryBlobStore deadAfterCommit() {
        FaultyBlobStore counting = FaultyBlobStore.counting(first.copy());
        run(counting, RewritingFaultsTest::revise);
        for (long n = counting.operations(); ; n--) {
            MemoryBlobStore store = first.copy();
            run(FaultyBlobStore.failing(store, n, Fault.CRASH_BEFORE), RewritingFaultsTest::revise);
            boolean committed = Lake.open(store).head().orElseThrow().seq() == 3;
            boolean before = n > 1;
            if (committed && before && store.keys().stream().anyMatch(RewritingFaultsTest::isSecondSongs)) {
                store.releaseLocks();
                return store;
            }
        }
    }

    private static boolean isSecondSongs(BlobKey key) {
        return key.path().equals("songs/run_date=2026-11-22/run2.a2.0.parquet");
    }

    private static void revise(ParquetDataset dataset) {
        dataset.revise(
                RewritingTest.attempt(4),
                dataset.head().orElseThrow(),
                new RewritingTest.Without(CANARY, "delta 2", "all 2"));
    }

    /** Returns whether it said that it was done. */
    private static boolean run(BlobStore store, Consumer<ParquetDataset> work) {
        try {
            ParquetDataset dataset = Lake.open(store);
            dataset.recover(dataset.tryLock().orElseThrow());
            work.accept(dataset);
            return true;
        } catch (SinkException e) {
            return false;
        }
    }

    private static void recover(BlobStore store) {
        ParquetDataset dataset = Lake.open(store);
        dataset.recover(dataset.tryLock().orElseThrow());
    }
}
