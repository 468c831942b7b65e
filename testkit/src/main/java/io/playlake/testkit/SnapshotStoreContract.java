package io.playlake.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.change.PlaylistState;
import io.playlake.change.SnapshotStore;
import io.playlake.change.SnapshotStore.Position;
import io.playlake.change.StateKey;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules of {@link SnapshotStore}, one test or more each. */
public abstract class SnapshotStoreContract {

    private static final Position START = Position.start("lake");
    private static final Position ONE = new Position("lake", 1, "sha-1");
    private static final Position TWO = new Position("lake", 2, "sha-2");

    /** Opens the store of the current test: the same at every call within one test, and empty at its first. */
    protected abstract SnapshotStore openStore() throws IOException;

    @Test
    @DisplayName("A new store has no position and no states")
    void startsEmpty() throws IOException {
        try (SnapshotStore store = openStore()) {
            assertThat(store.name()).isNotBlank();
            assertThat(store.position()).isEmpty();
            assertThat(store.get(List.of(key("a")))).isEmpty();
        }
    }

    @Test
    @DisplayName("K1: what was acknowledged is there when the store is opened again")
    void isDurable() throws IOException {
        try (SnapshotStore store = openStore()) {
            assertThat(store.advance(START, ONE, List.of(state("a", "1"), state("b", "1"))))
                    .isTrue();
            assertThat(store.advance(ONE, TWO, List.of(state("a", "2")))).isTrue();
        }
        try (SnapshotStore store = openStore()) {
            assertThat(store.position()).contains(TWO);
            assertThat(store.get(List.of(key("a"), key("b"))))
                    .isEqualTo(Map.of(key("a"), state("a", "2"), key("b"), state("b", "1")));
        }
    }

    @Test
    @DisplayName("K2: an advance from elsewhere changes nothing")
    void advancesFromItsOwnPositionOnly() throws IOException {
        try (SnapshotStore store = openStore()) {
            assertThat(store.advance(START, ONE, List.of(state("a", "1")))).isTrue();
            assertThat(store.advance(START, new Position("lake", 1, "foreign"), List.of(state("a", "x"))))
                    .isFalse();
            assertThat(store.advance(TWO, new Position("lake", 3, "sha-3"), List.of(state("a", "x"))))
                    .isFalse();
            assertThat(store.advance(ONE, new Position("lake", 3, "sha-3"), List.of(state("a", "x"))))
                    .isFalse();
            assertThat(store.advance(ONE, new Position("pond", 2, "sha-2"), List.of(state("a", "x"))))
                    .isFalse();
            assertThat(store.position()).contains(ONE);
            assertThat(store.get(List.of(key("a")))).isEqualTo(Map.of(key("a"), state("a", "1")));
        }
    }

    @Test
    @DisplayName("K2: an advance that was made before changes nothing and is welcome")
    void repeats() throws IOException {
        try (SnapshotStore store = openStore()) {
            assertThat(store.advance(START, ONE, List.of(state("a", "1")))).isTrue();
            assertThat(store.advance(START, ONE, List.of(state("a", "other")))).isTrue();
            assertThat(store.get(List.of(key("a")))).isEqualTo(Map.of(key("a"), state("a", "1")));
        }
    }

    @Test
    @DisplayName("K4: exactly the keys that exist are found, by playlist and market, case and all")
    void findsWhatExists() throws IOException {
        PlaylistState german = state(new StateKey("a", "DE"), "de");
        List<PlaylistState> many =
                IntStream.range(0, 2_500).mapToObj(i -> state("p" + i, "s" + i)).toList();
        try (SnapshotStore store = openStore()) {
            store.advance(START, ONE, List.of(state("a", "1"), state("A", "2"), german));
            store.advance(ONE, TWO, many);
            assertThat(store.get(List.of(key("a"), key("A"), german.key(), new StateKey("a", "FR"), key("none"))))
                    .isEqualTo(Map.of(key("a"), state("a", "1"), key("A"), state("A", "2"), german.key(), german));
            assertThat(store.get(many.stream().map(PlaylistState::key).toList()).values())
                    .containsExactlyInAnyOrderElementsOf(many);
        }
    }

    @Test
    @DisplayName("A rebuild replaces everything, the position too")
    void isRebuilt() throws IOException {
        try (SnapshotStore store = openStore()) {
            store.advance(START, ONE, List.of(state("a", "1"), state("b", "1")));
            Position elsewhere = new Position("pond", 7, "sha-7");
            store.rebuild(elsewhere, List.of(state("c", "7")));
            assertThat(store.position()).contains(elsewhere);
            assertThat(store.get(List.of(key("a"), key("b"), key("c")))).isEqualTo(Map.of(key("c"), state("c", "7")));
        }
    }

    private static StateKey key(String id) {
        return new StateKey(id, null);
    }

    private static PlaylistState state(String id, String snapshot) {
        return state(key(id), snapshot);
    }

    private static PlaylistState state(StateKey key, String snapshot) {
        return new PlaylistState(
                key,
                snapshot,
                "détail \"1\"\n",
                "c".repeat(64),
                "o".repeat(64),
                1,
                0,
                Instant.parse("2026-01-02T03:04:05.000006Z"),
                new TreeMap<>(Map.of("c".repeat(24), 7L)),
                null,
                false,
                2,
                Duration.ofDays(1));
    }
}
