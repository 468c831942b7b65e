package io.playlake.state.redis;

import io.playlake.change.SnapshotStore.Position;
import io.playlake.change.StateKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import redis.clients.jedis.RedisClient;

/** Measures a store of a million playlists, run by hand: {@code MillionStates [COUNT]}. Wants 3 GB of heap. */
final class MillionStates {

    private static final Position ONE = new Position("lake", 1, "sha-1");
    private static final Position TWO = new Position("lake", 2, "sha-2");
    private static final Position THREE = new Position("lake", 3, "sha-3");

    private MillionStates() {}

    public static void main(String[] arguments) throws IOException {
        int count = arguments.length == 0 ? 1_000_000 : Integer.parseInt(arguments[0]);
        Path folder = Files.createTempDirectory("redis");
        List<StateKey> keys = IntStream.range(0, count)
                .mapToObj(i -> new StateKey(States.id(i), "SE"))
                .toList();
        measure("making the states", () -> States.many(count, "0").forEach(state -> {}));
        try (RealRedis redis = RealRedis.with("dir " + folder, "appendonly yes", "save \"\"");
                RedisClient client = redis.client();
                RedisSnapshotStore store = RedisSnapshotStore.open(redis.address(), warning -> {})) {
            List<Integer> found = new ArrayList<>();
            measure("rebuild, making them", () -> store.rebuild(ONE, States.many(count, "1")));
            measure("advance of all", () -> store.advance(ONE, TWO, States.many(count, "2")));
            measure("get of all", () -> found.add(store.get(keys).size()));
            measure("advance of 10,000", () -> store.advance(TWO, THREE, States.many(10_000, "3")));
            measure(
                    "get of 10,000",
                    () -> found.add(store.get(keys.subList(0, 10_000)).size()));
            System.out.println(found + " found; "
                    + client.info("memory")
                            .lines()
                            .filter(line ->
                                    line.startsWith("used_memory_peak_human") || line.startsWith("used_memory_human"))
                            .toList());
        }
    }

    private static void measure(String what, Runnable work) {
        long begun = System.nanoTime();
        work.run();
        System.out.printf(Locale.ROOT, "%-22s %6.1f s%n", what, (System.nanoTime() - begun) / 1e9);
    }
}
