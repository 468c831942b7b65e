package io.playlake.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.error.DataRefusedException;
import io.playlake.error.SinkException;
import io.playlake.schema.TableSchema;
import io.playlake.sink.Attempt;
import io.playlake.sink.Commit;
import io.playlake.sink.CommitOutcome;
import io.playlake.sink.DataFile;
import io.playlake.sink.Dataset;
import io.playlake.sink.SinkSession;
import io.playlake.sink.TableWriter;
import io.playlake.storage.BlobStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What becomes of runs that are tried twice, die, race, or ask for what is not allowed. */
abstract class SinkAttemptRules extends SinkSchemaRules {

    @Nested
    class Attempts {

        @Test
        @DisplayName("D3: the same run committed twice on what it knew is there once")
        void twice() throws IOException {
            try (Dataset dataset = sink().open()) {
                Commit base = add(dataset, 1, Optional.empty());
                Commit once = add(dataset, 2, Optional.of(base));
                for (Attempt again : List.of(attempt(2), new Attempt(attempt(2).runId(), "another", DATE))) {
                    try (SinkSession session = dataset.begin(again, Optional.of(base))) {
                        session.writer(EVENTS).write(event("r2", 0));
                        assertThat(session.commit(draft(Map.of()))).isEqualTo(new CommitOutcome.Conflict(once));
                    }
                }
                assertThat(dataset.log()).containsExactly(base, once);
                assertThat(rows(dataset, EVENTS, once)).containsExactly(event("r2", 0));
                assertThat(dataset.inspect(once)).isEmpty();
            }
        }

        @Test
        @DisplayName("D4, D5: an attempt that died is replaced, never added to, and cannot commit from its grave")
        void replaced() throws IOException {
            Dataset dying = sink().open();
            Commit base = add(dying, 1, Optional.empty());
            SinkSession dead = dying.begin(attempt(2), Optional.of(base));
            for (int position = 0; position < 500; position++) {
                dead.writer(EVENTS).write(event("r2", position));
            }
            dead.stateDelta().write(bytes("of the dead\n"));

            try (Dataset dataset = sink().open()) {
                try (BlobStore.Lock lock = dataset.tryLock().orElseThrow()) {
                    dataset.recover(lock);
                    assertThat(dataset.head()).contains(base);
                }
                try (SinkSession session =
                        dataset.begin(new Attempt(attempt(2).runId(), "second", DATE), Optional.of(base))) {
                    session.writer(EVENTS).write(event("r2", 7));
                    session.stateDelta().write(bytes("of the living\n"));
                    Commit commit = committed(session, Map.of());
                    assertBuried(dead);
                    assertThat(dataset.head()).contains(commit);
                    assertThat(rows(dataset, EVENTS, commit)).containsExactly(event("r2", 7));
                    assertThat(state(dataset, commit.stateDelta())).isEqualTo("of the living\n");
                    assertThat(dataset.inspect(commit)).isEmpty();
                }
            } finally {
                dead.close();
                dying.close();
            }
            try (Dataset dataset = sink().openExisting()) {
                assertThat(dataset.log()).hasSize(2);
                assertThat(rows(dataset, EVENTS, dataset.commit(2))).containsExactly(event("r2", 7));
            }
        }

        private void assertBuried(SinkSession dead) {
            try {
                assertThat(dead.commit(draft(Map.of()))).isInstanceOf(CommitOutcome.Conflict.class);
            } catch (SinkException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }

        @Test
        @DisplayName("D1, D2: whoever lost the reply learns from the log whether it committed")
        void lostReply() throws IOException {
            try (Dataset dataset = sink().open();
                    SinkSession landed = dataset.begin(attempt(1), Optional.empty());
                    SinkSession lost = dataset.begin(attempt(2), Optional.empty())) {
                landed.writer(EVENTS).write(event("r1", 0));
                lost.writer(EVENTS).write(event("r2", 0));
                landed.commit(draft(Map.of()));
            }
            try (Dataset dataset = sink().openExisting()) {
                Commit head = dataset.head().orElseThrow();
                assertThat(head.attempt()).isEqualTo(attempt(1));
                assertThat(add(dataset, 2, Optional.of(head)).seq()).isEqualTo(2);
            }
        }

        @Test
        @DisplayName("D3: of sessions that race for one number exactly one commits, round after round")
        void race() throws Exception {
            int racers = 6;
            ExecutorService threads = Executors.newFixedThreadPool(racers);
            try (Dataset watching = sink().open()) {
                for (int round = 0; round < 5; round++) {
                    Optional<Commit> base = watching.head();
                    CountDownLatch start = new CountDownLatch(1);
                    List<Future<CommitOutcome>> outcomes = new ArrayList<>();
                    for (int i = 0; i < racers; i++) {
                        int n = 1 + round * racers + i;
                        outcomes.add(threads.submit(() -> {
                            try (Dataset dataset = sink().open();
                                    SinkSession session = dataset.begin(attempt(n), base)) {
                                session.writer(EVENTS).write(event("r" + n, 0));
                                start.await();
                                return session.commit(draft(Map.of()));
                            }
                        }));
                    }
                    start.countDown();
                    List<CommitOutcome> won = new ArrayList<>();
                    for (Future<CommitOutcome> outcome : outcomes) {
                        if (outcome.get() instanceof CommitOutcome.Committed committed) {
                            won.add(committed);
                        }
                    }
                    Commit head = watching.head().orElseThrow();
                    assertThat(won).containsExactly(new CommitOutcome.Committed(head));
                    assertThat(head.seq()).isEqualTo(round + 1L);
                    assertThat(rows(watching, EVENTS, head)).hasSize(1);
                    assertThat(watching.inspect(head)).isEmpty();
                }
            } finally {
                threads.shutdownNow();
            }
        }
    }

    @Nested
    class Misuse {

        @Test
        @DisplayName("S6: what does not fit is refused by name, and the session goes on")
        void misfits() throws IOException {
            try (Dataset dataset = sink().open();
                    SinkSession session = dataset.begin(attempt(1), Optional.empty())) {
                TableWriter writer = session.writer(EVENTS);
                writer.write(event("r1", 0));
                assertThatThrownBy(() -> writer.write(typed("k", 1)))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("events");
                assertThatThrownBy(() -> writer.write(event("r0", 0))).isInstanceOf(IllegalArgumentException.class);
                TableSchema other =
                        new TableSchema("events", "Another.", EVENTS.columns().subList(0, 2), EVENTS.key());
                assertThatThrownBy(() -> session.writer(other))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("events");
                writer.write(event("r1", 1));
                assertThat(rows(dataset, EVENTS, committed(session, Map.of())))
                        .containsExactly(event("r1", 0), event("r1", 1));
            }
        }

        @Test
        @DisplayName("A commit that is none cannot be asked for, and not be built on")
        void foreignCommits() throws IOException {
            try (Dataset dataset = sink().open()) {
                Commit first = add(dataset, 1, Optional.empty());
                for (long seq : new long[] {-1, 0, 2, Long.MAX_VALUE}) {
                    assertThatThrownBy(() -> dataset.commit(seq)).isInstanceOf(DataRefusedException.class);
                }
                Commit forged = new Commit(
                        first.seq(),
                        first.parentSha256(),
                        attempt(9),
                        first.complete(),
                        first.notBefore(),
                        first.committedAt(),
                        first.libraryVersion(),
                        first.tables(),
                        first.stateDelta(),
                        first.stateCheckpoint(),
                        first.counts(),
                        "0".repeat(64));
                assertThatThrownBy(() -> dataset.begin(attempt(2), Optional.of(forged)))
                        .isInstanceOf(DataRefusedException.class);
                assertThat(dataset.log()).containsExactly(first);
                assertThat(add(dataset, 2, Optional.of(first)).seq()).isEqualTo(2);
            }
        }

        @Test
        @DisplayName("Files that no commit names cannot be read")
        void foreignFiles() throws IOException {
            try (Dataset dataset = sink().open()) {
                Commit first = add(dataset, 1, Optional.empty());
                DataFile none = new DataFile("events/none.bin", 1, 1, "0".repeat(64));
                assertThatThrownBy(() -> dataset.read(EVENTS, none).hasNext()).isInstanceOf(DataRefusedException.class);
                assertThatThrownBy(() -> dataset.openState(none).read()).isInstanceOf(DataRefusedException.class);
                assertThat(rows(dataset, EVENTS, first)).hasSize(1);
            }
        }
    }
}
