package io.playlake.format.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.error.CommitUnknownException;
import io.playlake.sink.Attempt;
import io.playlake.sink.Commit;
import io.playlake.sink.CommitDraft;
import io.playlake.sink.CommitOutcome;
import io.playlake.sink.SinkSession;
import io.playlake.storage.BlobKey;
import io.playlake.storage.BlobStore;
import io.playlake.testing.MemoryBlobStore;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens at the very step of the commit. */
class CommitRaceTest {

    private final MemoryBlobStore store = new MemoryBlobStore();
    private Optional<Commit> base = Optional.empty();

    @BeforeEach
    void commitOnce() {
        base = Optional.of(Lake.committed(Lake.open(store), 1, Optional.empty()));
    }

    @Test
    void loserTakesBackWhatItHadPublished() {
        ParquetDataset late = Lake.open(intercepted((method, key) -> {
            if (method.equals("putIfAbsent")
                    && key.equals(Layout.commit(2))
                    && store.keys().size() < 12) {
                assertThat(store.keys()).contains(Layout.intent(Lake.attempt(2)), Layout.stateDelta(Lake.attempt(2)));
                Lake.committed(Lake.open(store), 3, base);
            }
        }));

        CommitOutcome outcome = Lake.add(late, 2, base);

        Commit head = Lake.open(store).head().orElseThrow();
        assertThat(head.attempt()).isEqualTo(Lake.attempt(3));
        assertThat(outcome).isEqualTo(new CommitOutcome.Conflict(head));
        assertNothingOf(Lake.attempt(2));
        assertThat(Lake.open(store).inspect(head)).isEmpty();
    }

    @Test
    void lostRequestOvertakenByAnotherIsAConflict() {
        ParquetDataset late = Lake.open(intercepted((method, key) -> {
            if (method.equals("putIfAbsent")
                    && Lake.open(store).head().orElseThrow().seq() == 1) {
                Lake.committed(Lake.open(store), 3, base);
                throw new IOException("connection reset");
            }
        }));
        assertThat(Lake.add(late, 2, base)).isInstanceOf(CommitOutcome.Conflict.class);
        assertNothingOf(Lake.attempt(2));
    }

    @Test
    void unknownFateDeletesNothing() throws IOException {
        for (boolean landed : List.of(true, false)) {
            Attempt attempt = Lake.attempt(landed ? 4 : 5);
            Optional<Commit> head = Lake.open(store).head();
            BlobKey slot = Layout.commit(head.orElseThrow().seq() + 1);
            List<String> puts = new ArrayList<>();
            ParquetDataset unlucky = Lake.open(intercepted(
                    (method, key) -> {
                        if (method.equals("putIfAbsent")) {
                            puts.add(method);
                            throw new IOException("no answer");
                        }
                        if (method.equals("open") && key.equals(slot) && !puts.isEmpty()) {
                            throw new IOException("no answer to that either");
                        }
                    },
                    landed));
            int n = landed ? 4 : 5;
            assertThatThrownBy(() -> Lake.add(unlucky, n, head))
                    .isInstanceOf(CommitUnknownException.class)
                    .hasMessageStartingWith("dataset memory: whether commit " + (n - 2) + " of run run" + n
                            + " was stored could not be learned: no answer");
            assertThat(store.keys()).contains(Layout.intent(attempt), Layout.stateDelta(attempt));

            ParquetDataset next = Lake.open(store);
            try (BlobStore.Lock lock = next.tryLock().orElseThrow()) {
                next.recover(lock);
            }
            Commit found = next.head().orElseThrow();
            assertThat(found.attempt().equals(attempt)).isEqualTo(landed);
            assertThat(next.inspect(found)).isEmpty();
            assertThat(store.keys()).doesNotContain(Layout.intent(attempt));
            if (!landed) {
                assertNothingOf(attempt);
            }
        }
    }

    @Test
    void ofManySessionsExactlyOneCommits() throws Exception {
        int racers = 8;
        ExecutorService threads = Executors.newFixedThreadPool(racers);
        try {
            CyclicBarrier start = new CyclicBarrier(racers);
            List<Future<CommitOutcome>> outcomes = new ArrayList<>();
            for (int i = 0; i < racers; i++) {
                int n = 10 + i;
                outcomes.add(threads.submit(() -> {
                    try (SinkSession session = Lake.open(store).begin(Lake.attempt(n), base)) {
                        session.writer(Lake.SONGS).write(Lake.song("s" + n));
                        start.await();
                        return session.commit(new CommitDraft(true, null, Lake.DATE, "test", Map.of()));
                    }
                }));
            }
            List<Commit> winners = new ArrayList<>();
            for (Future<CommitOutcome> outcome : outcomes) {
                if (outcome.get() instanceof CommitOutcome.Committed committed) {
                    winners.add(committed.commit());
                }
            }
            assertThat(winners).hasSize(1);
            assertThat(Lake.open(store).head()).contains(winners.get(0));
            // Of the first commit its two tables, two states, entry and the identity; of the second three.
            assertThat(store.keys()).hasSize(9);
        } finally {
            threads.shutdownNow();
        }
    }

    private void assertNothingOf(Attempt attempt) {
        assertThat(store.keys()).noneMatch(key -> key.path().contains(attempt.attemptId() + "."));
    }

    private interface Interception {
        void before(String method, Object key) throws IOException;
    }

    private BlobStore intercepted(Interception interception) {
        return intercepted(interception, false);
    }

    /** @param regardless whether an intercepted call has its effect although it throws */
    private BlobStore intercepted(Interception interception, boolean regardless) {
        return (BlobStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {BlobStore.class}, (proxy, method, arguments) -> {
                    try {
                        if (arguments != null && arguments[0] instanceof BlobKey key) {
                            try {
                                interception.before(method.getName(), key);
                            } catch (IOException e) {
                                if (regardless) {
                                    method.invoke(store, arguments);
                                }
                                throw e;
                            }
                        }
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
