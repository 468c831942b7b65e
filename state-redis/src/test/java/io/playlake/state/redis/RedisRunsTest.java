package io.playlake.state.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.change.SnapshotStore;
import io.playlake.change.SnapshotStore.Position;
import io.playlake.client.SpotifyClient;
import io.playlake.client.auth.ClientCredentials;
import io.playlake.emulator.SpotifyEmulator;
import io.playlake.error.SinkException;
import io.playlake.error.StateException;
import io.playlake.run.Playlake;
import io.playlake.run.RunListener;
import io.playlake.run.RunReport;
import io.playlake.source.BrowseCategories;
import io.playlake.source.PlaylistSource;
import io.playlake.testing.ManualTime;
import io.playlake.testing.MemorySink;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.RestoreParams;

/** What becomes of a run whose Redis forgot, or was tampered with: three days of a catalogue that evolves. */
class RedisRunsTest {

    private static final String KEY = "playlake:state";

    /** The calls of the third day where nothing happens to anything. */
    private static Map<String, Integer> undisturbed = Map.of();

    @TempDir
    private static Path files;

    private static RealRedis redis;

    @TempDir
    private Path folder;

    private final ManualTime time = new ManualTime();
    private final List<String> warnings = new ArrayList<>();
    private SpotifyEmulator emulator;
    private RedisClient client;
    private MemorySink sink = new MemorySink();
    private Runnable beforeListing = () -> {};
    private Runnable afterListing = () -> {};

    @BeforeEach
    void start() {
        emulator = SpotifyEmulator.builder().playlists(12).items(1, 20).start();
        if (undisturbed.isEmpty()) {
            measure();
        }
        client = redis.client();
        client.flushAll();
    }

    @AfterEach
    void stop() {
        client.close();
        emulator.close();
    }

    @BeforeAll
    static void startRedis() {
        redis = RealRedis.start(files);
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    /** Uses the log of the dataset only, and an emulator of its own. */
    private void measure() {
        SpotifyEmulator mine = emulator;
        MemorySink kept = sink;
        try (SpotifyEmulator other =
                SpotifyEmulator.builder().playlists(12).items(1, 20).start()) {
            emulator = other;
            sink = new MemorySink();
            run(0, null);
            int first = other.calls().count();
            run(1, null);
            other.calls().reset();
            run(2, null);
            undisturbed = other.calls().byEndpoint();
            assertThat(other.calls().count())
                    .as("a day that is not like the first")
                    .isLessThan(first);
        } finally {
            emulator = mine;
            sink = kept;
        }
    }

    private RunReport day(int day) {
        try (SnapshotStore store = RedisSnapshotStore.open(redis.address(), warnings::add)) {
            return run(day, store);
        }
    }

    private RunReport run(int day, @Nullable SnapshotStore store) {
        emulator.advanceTo(day);
        time.jumpTo(emulator.today());
        PlaylistSource source = PlaylistSource.of("all", (spotify, listing) -> {
            beforeListing.run();
            BrowseCategories.all().list(spotify, listing);
        });
        try (SpotifyClient spotify = SpotifyClient.builder()
                .credentials(ClientCredentials.of(SpotifyEmulator.CLIENT_ID, SpotifyEmulator.CLIENT_SECRET))
                .apiUrl(URI.create(emulator.apiUrl()))
                .accountsUrl(URI.create(emulator.accountsUrl()))
                .rate(1_000)
                .time(time)
                .build()) {
            Playlake.Builder builder = Playlake.builder()
                    .client(spotify)
                    .source(source)
                    .sink(sink)
                    .logicalDate(emulator.today())
                    .workDirectory(folder.resolve("work"))
                    .time(time)
                    .listener(new RunListener() {
                        @Override
                        public void listed(int categories, int playlists, int due) {
                            afterListing.run();
                        }

                        @Override
                        public void warning(String message) {
                            if (message.startsWith("state") || message.contains("redis")) {
                                warnings.add(message);
                            }
                        }
                    });
            if (store != null) {
                builder.state(store);
            }
            try (Playlake playlake = builder.build()) {
                return playlake.run();
            }
        }
    }

    private void assertUndisturbed() {
        emulator.calls().reset();
        assertThat(day(2).status()).isEqualTo(RunReport.Status.COMMITTED);
        assertThat(emulator.calls().byEndpoint()).isEqualTo(undisturbed);
        try (SnapshotStore store = RedisSnapshotStore.open(redis.address(), warnings::add)) {
            assertThat(store.position().map(Position::seq)).contains(3L);
        }
    }

    /** What is done to Redis, and what a run has to say to it: nothing where that is empty. */
    private static Arguments fault(String name, String said, Consumer<RedisClient> damage) {
        return Arguments.of(name, said, damage);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("nothing", "", redis -> {}),
                fault("lost", "", RedisClient::flushAll),
                fault(
                        "one state gone",
                        "a part of it is missing",
                        redis -> redis.hdel(KEY, states(redis).get(0))),
                fault(
                        "half of it gone",
                        "a part of it is missing",
                        redis -> redis.hdel(KEY, states(redis).stream().limit(6).toArray(String[]::new))),
                fault("its position gone", "a part of it is missing", redis -> redis.hdel(KEY, "position")),
                fault("its count gone", "a part of it is missing", redis -> redis.hdel(KEY, "count")),
                fault(
                        "all but its states gone",
                        "a part of it is missing",
                        redis -> redis.hdel(KEY, "position", "count", "pending")),
                fault(
                        "a state too many",
                        "a part of it is missing",
                        redis -> redis.hset(KEY, "/0000000000000000000000", "x")),
                fault(
                        "a flipped state",
                        "is damaged",
                        redis -> flip(redis, states(redis).get(0))),
                fault(
                        "a state in the place of another",
                        "is damaged",
                        redis -> redis.hset(
                                KEY,
                                states(redis).get(0),
                                redis.hget(KEY, states(redis).get(1)))),
                fault("a flipped position", "position is damaged", redis -> flip(redis, "position")),
                fault("foreign", "is not that of memory", redis -> overwrite(redis, new Position("pond", 2, "sha"))),
                fault("ahead", "is not that of memory", redis -> overwrite(redis, new Position("memory", 9, "sha"))),
                fault(
                        "of another log of that name",
                        "is not that of memory",
                        redis -> overwrite(redis, new Position("memory", 2, "sha"))),
                fault("evicted", "", RedisRunsTest::evict));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    @DisplayName("Whatever happens to the state, a run makes the calls it would have made, and leaves it level")
    void recovers(String name, String said, Consumer<RedisClient> damage) {
        day(0);
        day(1);
        assertThat(states(client)).hasSizeGreaterThan(6);
        damage.accept(client);
        assertUndisturbed();
        if (said.isEmpty()) {
            assertThat(warnings).isEmpty();
        } else {
            assertThat(warnings)
                    .singleElement()
                    .asString()
                    .contains(said)
                    .contains("rebuilt from the log")
                    .contains(redis.address().toString());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    @DisplayName("The same, while it lists")
    void recoversWhileItLists(String name, String said, Consumer<RedisClient> damage) {
        day(0);
        day(1);
        beforeListing = () -> damage.accept(client);
        emulator.calls().reset();
        day(2);
        assertThat(emulator.calls().byEndpoint()).isEqualTo(undisturbed);
    }

    @Test
    @DisplayName("A state that was left behind is caught up from the log, without a word")
    void catchesUp() {
        day(0);
        byte[] behind = client.dump(KEY);
        day(1);
        client.restore(KEY, 0, behind, RestoreParams.restoreParams().replace());
        assertUndisturbed();
        assertThat(warnings).isEmpty();
    }

    @Test
    @DisplayName("Redis restarted keeps what it acknowledged")
    void survivesARestart() {
        day(0);
        day(1);
        redis.restart();
        assertUndisturbed();
        assertThat(warnings).isEmpty();
    }

    @Test
    @DisplayName("Redis restarted while a run lists costs nothing")
    void survivesARestartWhileItLists() {
        day(0);
        day(1);
        beforeListing = redis::restart;
        assertUndisturbed();
        assertThat(warnings).isEmpty();
    }

    @Test
    @DisplayName("Redis down while a run lists ends it before anything is fetched, and the next one goes on")
    void stopsWithoutRedis() {
        day(0);
        day(1);
        beforeListing = redis::stop;
        assertThatThrownBy(() -> day(2))
                .isInstanceOf(SinkException.class)
                .hasMessageContaining(redis.address().toString());
        assertThat(sink.log()).hasSize(2);
        beforeListing = () -> {};
        redis.startAgain();
        assertUndisturbed();
    }

    @Test
    @DisplayName("Redis down while a run fetches costs no more than a warning, and the next run catches the state up")
    void commitsWithoutRedis() {
        day(0);
        afterListing = redis::stop;
        assertThat(day(1).status()).isEqualTo(RunReport.Status.COMMITTED);
        assertThat(warnings).singleElement().asString().contains("the run is committed");
        warnings.clear();
        afterListing = () -> {};
        redis.startAgain();
        assertUndisturbed();
        assertThat(warnings).isEmpty();
    }

    @Test
    @DisplayName(
            "A log that vanished under a state that remembers it, whole or damaged, stops the run and changes nothing")
    void stopsWhenTheLogVanished() {
        day(0);
        day(1);
        sink = new MemorySink();
        Map<String, String> before = client.hgetAll(KEY);
        int calls = emulator.calls().count();
        assertThatThrownBy(() -> day(2)).isInstanceOf(StateException.class).hasMessageContaining("remembers commit 2");
        assertThat(client.hgetAll(KEY)).isEqualTo(before);
        client.hdel(KEY, "position");
        assertThatThrownBy(() -> day(2))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("a part of it is missing");
        assertThat(emulator.calls().count()).isEqualTo(calls);
    }

    @Test
    @DisplayName("A run whose state another one took on meanwhile says so, and the next one mends it")
    void losesARace() {
        day(0);
        day(1);
        afterListing = () -> overwrite(client, new Position("memory", 3, "of somebody else"));
        emulator.calls().reset();
        day(2);
        assertThat(emulator.calls().byEndpoint()).isEqualTo(undisturbed);
        assertThat(warnings).singleElement().asString().contains("did not take commit 3");
        afterListing = () -> {};
        int items = emulator.calls().count("/playlists/{id}");
        assertThat(day(2).status()).isEqualTo(RunReport.Status.ALREADY_COMMITTED);
        day(3);
        assertThat(warnings).last().asString().contains("rebuilt from the log");
        assertThat(emulator.calls().count("/playlists/{id}")).isLessThan(items + 12);
    }

    private static List<String> states(RedisClient redis) {
        return redis.hkeys(KEY).stream()
                .filter(field -> field.contains("/"))
                .sorted()
                .toList();
    }

    private static void flip(RedisClient redis, String field) {
        String value = redis.hget(KEY, field);
        char[] flipped = value.toCharArray();
        flipped[value.length() / 2] = flipped[value.length() / 2] == 'x' ? 'y' : 'x';
        redis.hset(KEY, field, new String(flipped));
    }

    private static void overwrite(RedisClient redis, Position position) {
        redis.hset(KEY, "position", PositionText.format(position));
    }

    /** Lets Redis itself throw it out. */
    private static void evict(RedisClient redis) {
        redis.configSet("maxmemory-policy", "allkeys-lru");
        redis.configSet("maxmemory", "3mb");
        for (int i = 0; i < 10_000 && redis.exists(KEY); i++) {
            redis.set("filler" + i, "x".repeat(10_000));
        }
        assertThat(redis.exists(KEY)).isFalse();
        redis.configSet("maxmemory", "0");
        redis.configSet("maxmemory-policy", "noeviction");
        redis.del(IntStream.range(0, 10_000).mapToObj(i -> "filler" + i).toArray(String[]::new));
    }
}
