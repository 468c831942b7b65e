package io.playlake.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.playlake.error.PlaylakeException;
import io.playlake.sink.Commit;
import io.playlake.sink.DataFile;
import io.playlake.sink.Dataset;
import io.playlake.sink.Sink;
import io.playlake.sink.SinkSession;
import io.playlake.storage.BlobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What must not be left when all is closed, and what must never be said. */
abstract class SinkLeakRules extends SinkAttemptRules {

    /** As many as no pool holds back. */
    private static final int ROUNDS = 40;

    private static final Path HANDLES = Path.of("/proc/self/fd");

    @Nested
    class Leaks {

        @Test
        @DisplayName("Whatever was opened, no thread is left when it is closed")
        void noThreads() throws Exception {
            useAll(0);
            Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
            for (int round = 1; round <= 4; round++) {
                useAll(round);
            }
            List<Thread> started = new ArrayList<>(Thread.getAllStackTraces().keySet());
            started.removeAll(before);
            for (Thread thread : started) {
                // Those on their way out may finish.
                thread.join(TimeUnit.SECONDS.toMillis(2));
            }
            assertThat(started.stream().filter(Thread::isAlive).toList())
                    .as("threads left by four datasets")
                    .hasSizeLessThan(4);
        }

        @Test
        @DisplayName("Whatever was opened, no file or connection is left when it is closed")
        void noHandles() throws IOException {
            assumeThat(HANDLES).isDirectory();
            useAll(0);
            long before = openHandles();
            for (int round = 1; round <= ROUNDS; round++) {
                useAll(round);
            }
            assertThat(openHandles() - before)
                    .as("handles left by %d datasets", ROUNDS)
                    .isLessThan(ROUNDS / 2);
        }

        @Test
        @DisplayName("No name, and nothing that is told of a commit or a failure, holds a secret")
        void noSecrets() throws IOException {
            Sink sink = sink();
            List<String> said = new ArrayList<>(List.of(sink.name(), sink.toString()));
            try {
                sink.openExisting().close();
            } catch (PlaylakeException e) {
                said.add(String.valueOf(e));
            }
            try (Dataset dataset = sink.open()) {
                Commit commit = add(dataset, 1, Optional.empty());
                said.addAll(List.of(dataset.name(), dataset.toString(), dataset.id(), commit.toString()));
                files(commit).forEach(file -> said.add(dataset.locate(file)));
                try (SinkSession session = dataset.begin(attempt(2), Optional.of(commit))) {
                    said.add(session.toString());
                    said.add(session.writer(EVENTS).toString());
                }
                try {
                    dataset.commit(99);
                } catch (PlaylakeException e) {
                    said.add(String.valueOf(e));
                }
                try {
                    dataset.read(EVENTS, new DataFile("events/none.bin", 1, 1, "0".repeat(64)))
                            .close();
                } catch (PlaylakeException e) {
                    said.add(String.valueOf(e));
                }
            }
            assertThat(said).hasSizeGreaterThan(9);
            for (String secret : secrets()) {
                assertThat(said).noneMatch(text -> text.contains(secret));
            }
        }

        /** Opens all that can be opened; half of it is finished, and half given up. */
        private void useAll(int round) throws IOException {
            try (Dataset dataset = sink().open();
                    BlobStore.Lock lock = dataset.tryLock().orElseThrow()) {
                dataset.recover(lock);
                Commit commit;
                try (SinkSession session = dataset.begin(attempt(2 * round + 1), dataset.head())) {
                    session.writer(EVENTS).write(event("r" + round, 0));
                    session.stateDelta().write(bytes("x\n"));
                    session.stateCheckpoint().write(bytes("x\n"));
                    commit = committed(session, Map.of());
                }
                try (SinkSession session = dataset.begin(attempt(2 * round + 2), dataset.head())) {
                    session.writer(TYPES).write(typed("k", 1));
                    session.stateDelta().write(bytes("y\n"));
                }
                assertThat(rows(dataset, EVENTS, commit)).hasSize(1);
                assertThat(state(dataset, commit.stateDelta())).isEqualTo("x\n");
                dataset.read(EVENTS, files(commit).get(0)).close();
                assertThat(dataset.inspect(commit)).isEmpty();
            }
        }

        private List<DataFile> files(Commit commit) {
            return commit.tables().getOrDefault(EVENTS.name(), List.of());
        }

        private long openHandles() throws IOException {
            try (Stream<Path> handles = Files.list(HANDLES)) {
                return handles.count();
            }
        }
    }
}
