package io.playlake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.playlake.change.FileSnapshotStore;
import io.playlake.change.PlaylistState;
import io.playlake.change.SnapshotStore;
import io.playlake.change.StateKey;
import io.playlake.error.SinkException;
import io.playlake.error.StateException;
import io.playlake.error.TryLaterException;
import io.playlake.sink.Commit;
import io.playlake.storage.BlobStore;
import io.playlake.testing.MemorySink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a run makes of state that was lost, left behind or tampered with. */
class StateTest extends LyingApiRuns {

    @Test
    void leavesADatasetThatAnotherRunHolds() throws IOException {
        try (BlobStore.Lock held = sink.open().tryLock().orElseThrow()) {
            LyingApi api = new LyingApi(5);
            assertThatThrownBy(() -> run(api))
                    .isInstanceOf(TryLaterException.class)
                    .hasMessageContaining("another run");
            assertThat(api.transport.requests()).isEmpty();
            assertThat(held.exclusive()).isTrue();
        }
    }

    @Test
    void keepsAStoreLevelWithTheLogWhateverHappensToIt() throws IOException {
        Path file = folder.resolve("state");
        LyingApi api = new LyingApi(5);
        runWith(api, file);
        byte[] behind = Files.readAllBytes(file);
        api.listSnapshot = "list-2";
        runWith(api, file);
        byte[] level = Files.readAllBytes(file);
        int calls = api.calls();

        Files.write(file, behind);
        runWith(api, file);
        assertThat(warnings).isEmpty();
        Files.delete(file);
        runWith(api, file);
        byte[] corrupt = level.clone();
        corrupt[30] ^= 1;
        Files.write(file, corrupt);
        runWith(api, file);
        assertThat(warnings).singleElement().asString().contains("damaged").contains("rebuilt from the log");
        assertThat(api.calls()).as("none of it costs a call").isEqualTo(calls);
        assertThat(playlist("decision")).isEqualTo("unchanged");
    }

    @Test
    void stopsWhenTheLogVanishedUnderAStoreThatRemembersIt() {
        Path file = folder.resolve("state");
        LyingApi api = new LyingApi(5);
        runWith(api, file);
        into = new MemorySink();
        assertThatThrownBy(() -> run(api, builder -> {
                    try (SnapshotStore store = FileSnapshotStore.open(file)) {
                        return builder.state(store);
                    }
                }))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("remembers commit 1");
    }

    @Test
    void stopsWhenTheStateIsDamagedAndTheLogIsGone() throws IOException {
        Path file = folder.resolve("state");
        LyingApi api = new LyingApi(5);
        runWith(api, file);
        byte[] corrupt = Files.readAllBytes(file);
        corrupt[30] ^= 1;
        Files.write(file, corrupt);
        into = new MemorySink();
        assertThatThrownBy(() -> run(api, builder -> builder.state(FileSnapshotStore.open(file))))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("no commits to rebuild it from");
        assertThat(Files.readAllBytes(file)).isEqualTo(corrupt);
    }

    @Test
    void noticesThatStateVanishedWhileItListed() {
        Path file = folder.resolve("state");
        LyingApi api = new LyingApi(5);
        runWith(api, file);
        int calls = api.calls();
        run(api, builder -> builder.state(new Evicted(file, () -> {})));
        assertThat(warnings).singleElement().asString().contains("changed by somebody else");
        assertThat(playlist("decision")).isEqualTo("unchanged");
        assertThat(api.calls()).isEqualTo(calls);
    }

    @Test
    void rebuildsStateWhoseDamageShowsOnlyWhenItIsAskedFor() {
        Path file = folder.resolve("state");
        LyingApi api = new LyingApi(5);
        runWith(api, file);
        run(
                api,
                builder -> builder.state(new Evicted(file, () -> {
                    throw new SnapshotStore.CorruptException("state of c is damaged", null);
                })));
        assertThat(warnings).singleElement().asString().isEqualTo("state of c is damaged; it is rebuilt from the log");
        assertThat(playlist("decision")).isEqualTo("unchanged");
    }

    @Test
    void isCommittedEvenIfItsStoreFailsAfterwards() {
        SnapshotStore store = mock(SnapshotStore.class);
        when(store.name()).thenReturn("state of a vendor");
        when(store.position()).thenReturn(Optional.empty());
        when(store.get(any())).thenReturn(Map.of());
        when(store.advance(any(), any(), any())).thenThrow(new SinkException("state of a vendor is full", null));

        RunReport report = run(new LyingApi(5), builder -> builder.state(store));

        assertThat(report.status()).isEqualTo(RunReport.Status.COMMITTED);
        assertThat(sink.log()).hasSize(1);
        assertThat(warnings).singleElement().asString().contains("is full").contains("the run is committed");
        verify(store, never()).rebuild(any(), any());
    }

    @Test
    void putsTheWholeStateIntoEveryFiftiethCommit() {
        LyingApi api = new LyingApi(2);
        for (int i = 0; i < 52; i++) {
            run(api);
        }
        assertThat(sink.log().stream()
                        .filter(commit -> commit.stateCheckpoint() != null)
                        .map(Commit::seq))
                .containsExactly(50L);
        assertThat(playlist("decision")).isEqualTo("unchanged");
        assertThat(DatasetCheck.run(sink.open()).problems()).isEmpty();

        MemorySink copy = new MemorySink("copy");
        assertThat(Replay.run(sink.open(), copy.open()).commits()).isEqualTo(52);
        assertThat(copy.log().stream().map(commit -> commit.stateCheckpoint() == null))
                .containsExactlyElementsOf(sink.log().stream()
                        .map(commit -> commit.stateCheckpoint() == null)
                        .toList());
        assertThat(StateLog.fold(copy.open(), Optional.of(copy.log().get(51))))
                .isNotEmpty()
                .isEqualTo(StateLog.fold(sink.open(), Optional.of(sink.log().get(51))));
    }

    private void runWith(LyingApi api, Path file) {
        run(api, builder -> builder.state(FileSnapshotStore.open(file)));
    }

    /** A store that loses everything when it is first asked for something. */
    private static final class Evicted implements SnapshotStore {

        private final Path file;
        private final Runnable told;
        private SnapshotStore store;
        private boolean evicted;

        Evicted(Path file, Runnable told) {
            this.file = file;
            this.told = told;
            this.store = FileSnapshotStore.open(file);
        }

        @Override
        public Map<StateKey, PlaylistState> get(Collection<StateKey> keys) {
            if (!evicted) {
                evicted = true;
                file.toFile().delete();
                store = FileSnapshotStore.open(file);
                told.run();
            }
            return store.get(keys);
        }

        @Override
        public String name() {
            return store.name();
        }

        @Override
        public Optional<Position> position() {
            return store.position();
        }

        @Override
        public boolean advance(Position from, Position to, Iterable<PlaylistState> changes) {
            return store.advance(from, to, changes);
        }

        @Override
        public void rebuild(Position at, Iterable<PlaylistState> all) {
            store.rebuild(at, all);
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
