package io.playlake.state.redis;

import com.google.common.collect.Lists;
import io.playlake.change.PlaylistState;
import io.playlake.change.SnapshotStore;
import io.playlake.change.StateKey;
import io.playlake.change.StateLines;
import io.playlake.error.ConfigurationException;
import io.playlake.error.CredentialsException;
import io.playlake.error.SinkException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;

/**
 * A snapshot store in Redis 5 or later: one hash that holds a line for each state, the position and the number of states,
 * so that a part that is gone is noticed, and all of it gone is a new store. Each value carries a checksum. Changes are
 * staged under a key that expires; one short script checks everything and makes them count, and they are merged into the
 * hash afterwards, in parts. Every method may throw a {@link SinkException} when Redis fails, a {@link
 * CredentialsException} when it refuses the password, and a {@link ConfigurationException} when the key holds something
 * else. Thread-safe, and shared by processes: of two that advance from one position, one wins.
 */
public final class RedisSnapshotStore implements SnapshotStore {

    private static final int BATCH = 1_000;
    /** How many batches are under way at once, so that no more than that is held in memory. */
    private static final int PIPELINED = 20;

    private static final int READS = 5;
    private static final long STAGED_SECONDS = Duration.ofHours(1).toSeconds();

    private final RedisConnection redis;
    private final String key;
    private final String changes;

    private RedisSnapshotStore(RedisConnection redis) {
        this.redis = redis;
        this.key = redis.address().key("state");
        this.changes = redis.address().key("state:changes");
    }

    /**
     * Opens the store at an address.
     *
     * @param warning takes what is wrong with the settings of Redis: that it may evict or forget, or that it does not tell
     */
    public static RedisSnapshotStore open(RedisAddress address, Consumer<String> warning) {
        return new RedisSnapshotStore(RedisConnection.open(address, warning));
    }

    @Override
    public String name() {
        return redis.address().toString();
    }

    @Override
    public Optional<Position> position() {
        return look().map(this::position);
    }

    private Position position(Look found) {
        Position position = PositionText.parse(found.position);
        if (position == null) {
            throw corrupt("its position is damaged", null);
        }
        return position;
    }

    /** The position as it is stored, and whether changes are pending. */
    private record Look(String position, boolean pending) {}

    /** Returns what the store is; empty if it is new. */
    private Optional<Look> look() {
        List<String> found = redis.script(StateScripts.LOOK, List.of(key, changes), List.of());
        return switch (found.get(0)) {
            case "none" -> Optional.empty();
            case "whole" -> Optional.of(new Look(found.get(1), !found.get(2).equals("0")));
            default -> throw broken(found.get(0));
        };
    }

    private RuntimeException broken(String what) {
        return switch (what) {
            case "corrupt" -> corrupt("a part of it is missing", null);
            case "unknown" -> holdsAState() ? corrupt("a part of it is missing", null) : foreign();
            case "foreign" -> foreign();
            default -> new SinkException("state " + name() + " lost what was being written; nothing changed", null);
        };
    }

    /** Tells a hash of ours that lost its position from somebody else's. */
    private boolean holdsAState() {
        return redis.call(client -> client.hscan(key, "0")).getResult().stream()
                .anyMatch(entry -> Checksum.removed(entry.getKey(), entry.getValue()) != null);
    }

    @Override
    public Map<StateKey, PlaylistState> get(Collection<StateKey> keys) {
        List<StateKey> wanted = List.copyOf(keys);
        // Somebody else's advance between two batches would mix two positions.
        for (int read = 1; read <= READS; read++) {
            Optional<Look> before = look();
            if (before.isEmpty()) {
                return Map.of();
            }
            position(before.get());
            Map<StateKey, PlaylistState> found = redis.call(client -> read(client, wanted, before.get().pending));
            if (look().filter(after -> after.position.equals(before.get().position))
                    .isPresent()) {
                return found;
            }
        }
        throw new SinkException("state " + name() + " changed " + READS + " times while it was read", null);
    }

    private Map<StateKey, PlaylistState> read(RedisClient client, List<StateKey> keys, boolean pending) {
        Map<StateKey, PlaylistState> found = new HashMap<>();
        for (List<StateKey> window : Lists.partition(keys, BATCH * PIPELINED)) {
            List<Response<List<String>>> merged = new ArrayList<>();
            List<Response<List<String>>> fresh = new ArrayList<>();
            try (Pipeline pipeline = client.pipelined()) {
                for (List<StateKey> batch : Lists.partition(window, BATCH)) {
                    String[] fields =
                            batch.stream().map(RedisSnapshotStore::field).toArray(String[]::new);
                    if (pending) {
                        // First, since they may be merged between this command and the next.
                        fresh.add(pipeline.hmget(changes, fields));
                    }
                    merged.add(pipeline.hmget(key, fields));
                }
                pipeline.sync();
            }
            take(window, merged, found);
            take(window, fresh, found);
        }
        return found;
    }

    private void take(List<StateKey> keys, List<Response<List<String>>> batches, Map<StateKey, PlaylistState> to) {
        Iterator<StateKey> wanted = keys.iterator();
        for (Response<List<String>> batch : batches) {
            for (String value : batch.get()) {
                StateKey one = wanted.next();
                if (value != null) {
                    to.put(one, state(one, value));
                }
            }
        }
    }

    private PlaylistState state(StateKey wanted, String value) {
        String line = Checksum.removed(field(wanted), value);
        if (line == null) {
            throw corrupt("the state of playlist " + wanted.playlistId() + " is damaged", null);
        }
        try {
            return StateLines.parse(line);
        } catch (IOException e) {
            throw corrupt("the state of playlist " + wanted.playlistId() + " cannot be read", e);
        }
    }

    @Override
    public boolean advance(Position from, Position to, Iterable<PlaylistState> states) {
        if (to.seq() != from.seq() + 1 || !to.datasetId().equals(from.datasetId())) {
            return position().equals(Optional.of(to));
        }
        String fresh = from.equals(Position.start(from.datasetId())) ? "1" : "0";
        String old = PositionText.format(from);
        String reached = PositionText.format(to);
        merge(old); // what somebody who died left to do
        String said = staged(states, StateScripts.ADVANCE, count -> List.of(old, reached, count, fresh));
        if (said.equals("done")) {
            merge(reached);
            return true;
        }
        if (said.equals("elsewhere")) {
            return false;
        }
        throw broken(said);
    }

    /** Merges all changes of a position that are pending, part by part; readers see no difference. */
    private void merge(String at) {
        String cursor = "0";
        do {
            List<String> said = redis.script(StateScripts.MERGE, List.of(key, changes), List.of(at, cursor));
            if (!said.get(0).equals("done")) {
                throw broken(said.get(0));
            }
            cursor = said.get(1);
        } while (!cursor.equals("0"));
    }

    @Override
    public void rebuild(Position at, Iterable<PlaylistState> all) {
        String said = staged(all, StateScripts.REBUILD, count -> List.of(PositionText.format(at), count));
        if (!said.equals("done")) {
            throw broken(said);
        }
    }

    private interface Arguments {
        List<String> with(String count);
    }

    /** Stages states and runs a script on them; returns what it said. */
    private String staged(Iterable<PlaylistState> states, String script, Arguments arguments) {
        return redis.call(client -> {
            String staged = key + ":staged:" + UUID.randomUUID();
            long count = stage(client, staged, states);
            String said = RedisConnection.run(
                            client, script, List.of(key, changes, staged), arguments.with(String.valueOf(count)))
                    .get(0);
            if (!said.equals("done")) {
                client.unlink(staged);
            }
            return said;
        });
    }

    /** Returns how many states were staged; of several under one key the last counts. */
    private static long stage(RedisClient client, String staged, Iterable<PlaylistState> states) {
        long added = 0;
        Map<String, String> batch = new LinkedHashMap<>();
        List<Map<String, String>> window = new ArrayList<>();
        for (PlaylistState state : states) {
            String field = field(state.key());
            batch.put(field, Checksum.added(field, StateLines.format(state)));
            if (batch.size() == BATCH) {
                window.add(batch);
                batch = new LinkedHashMap<>();
            }
            if (window.size() == PIPELINED) {
                added += send(client, staged, window);
                window.clear();
            }
        }
        if (!batch.isEmpty()) {
            window.add(batch);
        }
        return added + send(client, staged, window);
    }

    private static long send(RedisClient client, String staged, List<Map<String, String>> batches) {
        if (batches.isEmpty()) {
            return 0;
        }
        List<Response<Long>> added = new ArrayList<>();
        try (Pipeline pipeline = client.pipelined()) {
            for (Map<String, String> batch : batches) {
                added.add(pipeline.hset(staged, batch));
                pipeline.expire(staged, STAGED_SECONDS);
            }
            pipeline.sync();
        }
        return added.stream().mapToLong(Response::get).sum();
    }

    /** A market holds no slash, so that no two keys share a field, and none the field of the position. */
    private static String field(StateKey key) {
        return (key.market() == null ? "" : key.market()) + "/" + key.playlistId();
    }

    private CorruptException corrupt(String what, @Nullable Throwable cause) {
        return new CorruptException("state " + name() + " is damaged: " + what, cause);
    }

    private ConfigurationException foreign() {
        return new ConfigurationException("state " + name() + ": the key " + key
                + " holds something else; choose another ?prefix=, or remove it");
    }

    @Override
    public void close() {
        redis.close();
    }
}
