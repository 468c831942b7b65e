package io.playlake.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.change.SnapshotStore.CorruptException;
import io.playlake.change.SnapshotStore.Position;
import io.playlake.error.ConfigurationException;
import io.playlake.error.SinkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSnapshotStoreTest {

    private static final Position START = Position.start("lake");
    private static final Position ONE = new Position("lake", 1, "sha-1");
    private static final Position TWO = new Position("lake", 2, "sha-2");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("state");
    }

    @Test
    void losesNothingAcknowledgedWhereverItsFileIsCut() throws IOException {
        FileSnapshotStore store = FileSnapshotStore.open(file);
        store.advance(START, ONE, List.of(state("a", "1")));
        int first = (int) Files.size(file);
        store.advance(ONE, TWO, List.of(state("a", "2")));
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length <= whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            FileSnapshotStore cut = FileSnapshotStore.open(file);
            if (length == whole.length) {
                assertThat(cut.position()).contains(TWO);
            } else if (length >= first) {
                assertThat(cut.position()).contains(ONE);
                assertThat(cut.advance(ONE, TWO, List.of(state("a", "3")))).isTrue();
                assertThat(FileSnapshotStore.open(file).get(List.of(key("a"))).values())
                        .containsExactly(state("a", "3"));
            } else {
                assertThat(cut.position()).isEmpty();
            }
        }
    }

    @Test
    void neverReadsAFlippedBitAsAnotherState() throws IOException {
        FileSnapshotStore store = FileSnapshotStore.open(file);
        store.advance(START, ONE, List.of(state("a", "1"), state("b", "1")));
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 4;
            Files.write(file, damaged);
            if (i < "playlake-state ".length()) {
                assertThatThrownBy(() -> FileSnapshotStore.open(file)).isInstanceOf(ConfigurationException.class);
                continue;
            }
            FileSnapshotStore opened = FileSnapshotStore.open(file);
            try {
                // A head that promises more than there is reads like a block cut short: behind, which the log mends.
                assertThat(opened.position()).as("bit of byte %d", i).isEmpty();
            } catch (CorruptException e) {
                assertThat(e.getMessage()).containsAnyOf("damaged", "another version");
                assertThatThrownBy(() -> opened.get(List.of(key("a")))).isInstanceOf(CorruptException.class);
            }
        }
    }

    @Test
    void readsStatesOfAnyLength() {
        FileSnapshotStore store = FileSnapshotStore.open(file);
        List<PlaylistState> states = IntStream.of(1, 500, 1_023, 1_024, 5_000, 100_000)
                .mapToObj(length -> state("p" + length, "\u20ac".repeat(length)))
                .toList();
        store.advance(START, ONE, states);
        List<StateKey> keys = states.stream().map(PlaylistState::key).toList();
        assertThat(FileSnapshotStore.open(file).get(keys).values()).containsExactlyInAnyOrderElementsOf(states);
    }

    @Test
    void noticesThatAnotherProcessReplacedTheFile() {
        FileSnapshotStore store = FileSnapshotStore.open(file);
        store.advance(START, ONE, List.of(state("a", "1"), state("b", "1")));
        FileSnapshotStore.open(file).rebuild(TWO, List.of(state("b", "2"), state("a", "2")));
        assertThatThrownBy(() -> store.get(List.of(key("a"), key("b"))))
                .isInstanceOf(CorruptException.class)
                .hasMessageContaining("cannot be read any more");
    }

    @Test
    void isRebuiltWhateverIsThere() throws IOException {
        Files.writeString(file, "playlake-state 2\n{\"what\":\"ever\"} 3\nxx\n00000000\n");
        FileSnapshotStore store = FileSnapshotStore.open(file);
        assertThatThrownBy(store::position).isInstanceOf(CorruptException.class);
        store.rebuild(TWO, List.of(state("a", "2")));
        assertThat(store.position()).contains(TWO);
        assertThat(FileSnapshotStore.open(file).get(List.of(key("a"))).values()).containsExactly(state("a", "2"));
    }

    @Test
    void leavesAFileOfSomethingElseAlone() throws IOException {
        Files.writeString(file, "my notes\n");
        assertThatThrownBy(() -> FileSnapshotStore.open(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("something else");
        assertThat(file).hasContent("my notes\n");
    }

    @Test
    void doesNotGrowForEver() throws IOException {
        FileSnapshotStore store = FileSnapshotStore.open(file);
        Position at = START;
        List<PlaylistState> changes =
                IntStream.range(0, 1_000).mapToObj(i -> state("p" + i, "s")).toList();
        for (int i = 1; i <= 40; i++) {
            Position next = new Position("lake", i, "sha-" + i);
            assertThat(store.advance(at, next, changes)).isTrue();
            at = next;
        }
        long line = 1L + StateLines.format(state("p999", "s")).length();
        assertThat(Files.size(file)).isLessThan(15_000 * line);
        assertThat(FileSnapshotStore.open(file).position()).contains(at);
    }

    @Test
    void saysWhereItCannotBe() {
        Path missing = folder.resolve("no").resolve("state");
        assertThatThrownBy(() -> FileSnapshotStore.open(missing))
                .isInstanceOf(SinkException.class)
                .hasMessageContaining("there is no folder")
                .hasMessageContaining(folder.resolve("no").toString());
    }

    private static StateKey key(String id) {
        return new StateKey(id, null);
    }

    private static PlaylistState state(String id, String snapshot) {
        return new PlaylistState(
                key(id), snapshot, snapshot, "c", "o", 1, 0, Instant.EPOCH, new TreeMap<>(), null, false, 0, null);
    }
}
