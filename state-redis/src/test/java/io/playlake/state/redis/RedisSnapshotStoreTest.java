package io.playlake.state.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.playlake.change.PlaylistState;
import io.playlake.change.SnapshotStore;
import io.playlake.change.SnapshotStore.Position;
import io.playlake.change.StateKey;
import io.playlake.error.ConfigurationException;
import io.playlake.error.SinkException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

class RedisSnapshotStoreTest {

    private static final Position START = Position.start("lake");
    private static final Position ONE = new Position("lake", 1, "sha-1");
    private static final Position TWO = new Position("lake", 2, "sha-2");

    @TempDir
    private static Path folder;

    private static RealRedis redis;
    private static RedisClient client;

    @BeforeAll
    static void start() {
        redis = RealRedis.start(folder);
        client = redis.client();
    }

    @BeforeEach
    void empty() {
        client.flushAll();
    }

    @AfterAll
    static void stop() {
        client.close();
        redis.close();
    }

    private static RedisSnapshotStore open(RedisAddress address) {
        return RedisSnapshotStore.open(address, warning -> fail(warning));
    }

    private static RedisSnapshotStore open() {
        return open(redis.address());
    }

    @Test
    @DisplayName("Of many who advance from one position one wins, and the state is the winner's alone")
    void oneWriterWins() throws Exception {
        int writers = 8;
        ExecutorService pool = Executors.newFixedThreadPool(writers);
        try (RedisSnapshotStore store = open()) {
            store.advance(START, ONE, States.many(100, "before"));
            List<Future<Boolean>> won = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                String mine = "writer-" + i;
                won.add(pool.submit(() -> {
                    try (RedisSnapshotStore own = open()) {
                        return own.advance(ONE, new Position("lake", 2, mine), States.many(3_000, mine));
                    }
                }));
            }
            List<Integer> winners = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                if (won.get(i).get()) {
                    winners.add(i);
                }
            }
            assertThat(winners).hasSize(1);
            String winner = "writer-" + winners.get(0);
            assertThat(store.position().map(Position::sha256)).contains(winner);
            assertThat(store.get(keys(3_000)).values())
                    .hasSize(3_000)
                    .allSatisfy(state -> assertThat(state.listSnapshot()).isEqualTo(winner));
            assertThat(client.keys("*")).containsExactly("playlake:state");
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    @DisplayName("Readers see the state before an advance or after it, never between")
    void readersSeeWholeSteps() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try (RedisSnapshotStore store = open();
                RedisSnapshotStore other = open()) {
            store.rebuild(ONE, States.many(5_000, "1"));
            Future<Boolean> writing = pool.submit(() -> {
                Position here = ONE;
                for (int seq = 2; seq <= 5; seq++) {
                    Position next = new Position("lake", seq, "sha-" + seq);
                    assertThat(other.advance(here, next, States.many(5_000, String.valueOf(seq))))
                            .isTrue();
                    here = next;
                }
                return true;
            });
            boolean done;
            do {
                done = writing.isDone();
                assertThat(store.get(keys(5_000)).values())
                        .hasSize(5_000)
                        .satisfies(states -> assertThat(states.stream()
                                        .map(PlaylistState::listSnapshot)
                                        .distinct())
                                .hasSize(1));
            } while (!done);
            assertThat(writing.get()).isTrue();
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    @DisplayName("Changes that a writer died over before they were merged count, and the next advance merges them")
    void readsAndMergesPendingChanges() {
        try (RedisSnapshotStore store = open()) {
            store.rebuild(ONE, States.many(3_000, "1"));
            try (RedisSnapshotStore other =
                    open(RedisAddress.of("redis://127.0.0.1:" + redis.port() + "/0?prefix=other"))) {
                other.rebuild(ONE, States.many(2_500, "2"));
            }
            client.rename("other:state", "playlake:state:changes");
            client.hdel("playlake:state:changes", "position", "count", "pending");
            client.hset("playlake:state", Map.of("position", PositionText.format(TWO), "pending", "2500"));

            assertThat(store.position()).contains(TWO);
            assertThat(snapshots(store)).containsExactly(Map.entry("1", 500L), Map.entry("2", 2_500L));
            assertThat(store.advance(ONE, TWO, States.many(1, "x"))).isTrue();
            Position three = new Position("lake", 3, "sha-3");
            assertThat(store.advance(TWO, three, States.many(1, "3"))).isTrue();
            assertThat(snapshots(store))
                    .containsExactly(Map.entry("1", 500L), Map.entry("2", 2_499L), Map.entry("3", 1L));
            assertThat(client.keys("*")).containsExactly("playlake:state");
            client.hset("playlake:state", "pending", "1");
            assertThatThrownBy(store::position).isInstanceOf(SnapshotStore.CorruptException.class);
        }
    }

    private static Map<String, Long> snapshots(SnapshotStore store) {
        return store.get(keys(3_000)).values().stream()
                .collect(Collectors.groupingBy(
                        state -> String.valueOf(state.listSnapshot()), TreeMap::new, Collectors.counting()));
    }

    @Test
    @DisplayName("100,000 states go in, are merged and come out again")
    void holdsMany() {
        int count = 100_000;
        try (RedisSnapshotStore store = open()) {
            store.rebuild(ONE, States.many(count, "1"));
            assertThat(store.advance(ONE, TWO, States.many(count + 10, "2"))).isTrue();
            Map<StateKey, PlaylistState> found = store.get(keys(count + 20));
            assertThat(found).hasSize(count + 10);
            assertThat(found.values().stream().map(PlaylistState::listSnapshot).distinct())
                    .containsExactly("2");
        }
    }

    @Test
    @DisplayName("A playlist that stands twice in one change counts once, the last one")
    void takesTheLast() {
        try (RedisSnapshotStore store = open()) {
            assertThat(store.advance(START, ONE, List.of(States.of("a", "1"), States.of("a", "2"))))
                    .isTrue();
            assertThat(store.position()).contains(ONE);
            assertThat(store.get(Set.of(new StateKey("a", "SE"))).values()).containsExactly(States.of("a", "2"));
            assertThat(store.advance(ONE, TWO, List.of())).isTrue();
            assertThat(store.position()).contains(TWO);
        }
    }

    @Test
    @DisplayName("Ids with braces, quotes, spaces and NUL are data, whatever they say")
    void keepsHostileIds() {
        List<PlaylistState> hostile = List.of(
                States.of("{a}", "1"),
                States.of("a b", "2"),
                States.of("position", "3"),
                States.of("'); redis.call('FLUSHALL') --", "4"),
                States.of("\\u0000", "5"),
                States.of("ü/ü", "6"));
        Position spaced = new Position("a lake {1}\n of mine", 1, "");
        try (RedisSnapshotStore store = open()) {
            assertThat(store.advance(Position.start(spaced.datasetId()), spaced, hostile))
                    .isTrue();
            assertThat(store.position()).contains(spaced);
            assertThat(store.get(hostile.stream().map(PlaylistState::key).toList())
                            .values())
                    .containsExactlyInAnyOrderElementsOf(hostile);
        }
    }

    @Test
    @DisplayName("Two prefixes are two stores, and so are two databases")
    void sharesARedis() {
        RedisAddress other = RedisAddress.of("redis://127.0.0.1:" + redis.port() + "/0?prefix=other");
        RedisAddress third = RedisAddress.of("redis://127.0.0.1:" + redis.port() + "/1");
        try (RedisSnapshotStore store = open();
                RedisSnapshotStore second = open(other);
                RedisSnapshotStore last = open(third)) {
            store.rebuild(ONE, States.many(3, "1"));
            second.rebuild(TWO, States.many(3, "2"));
            assertThat(store.position()).contains(ONE);
            assertThat(second.position()).contains(TWO);
            assertThat(last.position()).isEmpty();
            assertThat(second.name()).isEqualTo(other.toString());
        }
    }

    @Test
    @DisplayName("A key of something else is left alone")
    void leavesForeignKeysAlone() {
        try (RedisSnapshotStore store = open()) {
            client.set("playlake:state", "precious");
            assertForeign(store);
            assertThat(client.get("playlake:state")).isEqualTo("precious");
            client.del("playlake:state");
            client.hset("playlake:state", Map.of("name", "precious"));
            assertThatThrownBy(store::position).isInstanceOf(ConfigurationException.class);
        }
    }

    private static void assertForeign(RedisSnapshotStore store) {
        List<Runnable> all = List.of(
                store::position,
                () -> store.get(keys(1)),
                () -> store.advance(START, ONE, States.many(1, "1")),
                () -> store.rebuild(ONE, States.many(1, "1")));
        for (Runnable one : all) {
            assertThatThrownBy(one::run)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("playlake:state")
                    .hasMessageContaining("something else");
        }
    }

    @Test
    @DisplayName("A Redis that is full refuses the whole change, and what was there stays")
    void refusesWhatDoesNotFit() {
        try (RedisSnapshotStore store = open()) {
            store.rebuild(ONE, States.many(10, "1"));
            client.configSet("maxmemory", "3mb");
            try {
                assertThatThrownBy(() -> store.advance(ONE, TWO, States.many(50_000, "2")))
                        .isInstanceOf(SinkException.class)
                        .hasMessageContaining("OOM");
                assertThatThrownBy(() -> store.rebuild(TWO, States.many(50_000, "2")))
                        .isInstanceOf(SinkException.class);
            } finally {
                client.configSet("maxmemory", "0");
            }
            assertThat(store.position()).contains(ONE);
            assertThat(store.get(keys(11)).values())
                    .hasSize(10)
                    .allSatisfy(state -> assertThat(state.listSnapshot()).isEqualTo("1"));
        }
    }

    @Test
    @DisplayName("What a writer that died left behind goes away by itself, and is in nobody's way")
    void stagedChangesExpire() {
        try (RedisSnapshotStore store = open()) {
            store.rebuild(ONE, States.many(1, "1"));
            assertThatThrownBy(() -> store.advance(ONE, TWO, () -> {
                        throw new IllegalStateException("the writer dies");
                    }))
                    .hasMessage("the writer dies");
            assertThatThrownBy(() -> store.advance(
                            ONE,
                            TWO,
                            () -> IntStream.range(0, 50_000)
                                    .mapToObj(i -> {
                                        if (i == 45_000) {
                                            throw new IllegalStateException("the writer dies");
                                        }
                                        return States.of(States.id(i), "2");
                                    })
                                    .iterator()))
                    .hasMessage("the writer dies");
            assertThat(client.keys("playlake:state:*"))
                    .singleElement()
                    .satisfies(staged -> assertThat(client.ttl(staged)).isBetween(1L, 3_600L));
            assertThat(store.advance(ONE, TWO, States.many(5, "2"))).isTrue();
            assertThat(store.get(keys(100))).hasSize(5);
        }
    }

    private static List<StateKey> keys(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new StateKey(States.id(i), "SE"))
                .toList();
    }
}
