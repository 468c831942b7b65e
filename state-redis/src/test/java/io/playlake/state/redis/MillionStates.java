package io.playlake.state.redis;

import io.playlake.change.FileSnapshotStore;
import io.playlake.change.SnapshotStore;
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

/**
 * Measures both stores with a million playlists, run by hand: {@code MillionStates [COUNT]}. All states are looked up at
 * once, which alone takes some 700 MB of heap.
 */
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
        Path file = folder.resolve("state");
        try (SnapshotStore store = FileSnapshotStore.open(file)) {
            measure("file", store, keys);
        }
        measure("file: opened again", () -> FileSnapshotStore.open(file).close());
        try (RealRedis redis = RealRedis.with("dir " + folder, "appendonly yes", "save \"\"");
                RedisClient client = redis.client();
                SnapshotStore store = RedisSnapshotStore.open(redis.address(), warning -> {})) {
            measure("redis", store, keys);
            System.out.println(client.info("memory")
                    .lines()
                    .filter(line -> line.startsWith("used_memory_peak_human") || line.startsWith("used_memory_human"))
                    .toList());
        }
    }

    private static void measure(String name, SnapshotStore store, List<StateKey> keys) {
        int count = keys.size();
        int some = Math.min(count, 10_000);
        List<Integer> found = new ArrayList<>();
        measure(name + ": rebuild", () -> store.rebuild(ONE, States.many(count, "1")));
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        System.out.println(
                name + ": heap in use " + (runtime.totalMemory() - runtime.freeMemory()) / 1_000_000 + " MB");
        measure(name + ": advance of all", () -> store.advance(ONE, TWO, States.many(count, "2")));
        measure(name + ": get of all", () -> found.add(store.get(keys).size()));
        measure(name + ": advance of some", () -> store.advance(TWO, THREE, States.many(some, "3")));
        measure(
                name + ": get of some",
                () -> found.add(store.get(keys.subList(0, some)).size()));
        System.out.println(name + ": found " + found);
    }

    private static void measure(String what, Runnable work) {
        long begun = System.nanoTime();
        work.run();
        System.out.printf(Locale.ROOT, "%-26s %6.1f s%n", what, (System.nanoTime() - begun) / 1e9);
    }
}
