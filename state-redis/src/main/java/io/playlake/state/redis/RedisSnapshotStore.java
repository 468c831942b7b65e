package io.playlake.state.redis;

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
 * staged under a key that expires, and one script checks everything and then puts them in. Every method may throw a
 * {@link SinkException} when Redis fails, a {@link CredentialsException} when it refuses the password, and a {@link
 * ConfigurationException} when the key holds something else. Thread-safe, and shared by processes: of two that advance from
 * one position, one wins.
 */
public final class RedisSnapshotStore implements SnapshotStore {

    private static final int BATCH = 1_000;
    /** How many batches are under way at once, so that no more than that is held in memory. */
    private static final int PIPELINED = 20;

    private static final int READS = 5;
    private static final long STAGED_SECONDS = Duration.ofHours(1).toSeconds();

    private final RedisConnection redis;
    private final String key;

    private RedisSnapshotStore(RedisConnection redis) {
        this.redis = redis;
        this.key = redis.address().key("state");
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
        String sealed = look();
        if (sealed == null) {
            return Optional.empty();
        }
        Position position = PositionText.parse(sealed);
        if (position == null) {
            throw corrupt("its position is damaged", null);
        }
        return Optional.of(position);
    }

    /** Returns the position as it is stored, null if the store is new, if the rest looks whole. */
    private @Nullable String look() {
        List<?> found = (List<?>) redis.script(StateScripts.LOOK, List.of(key), List.of());
        String kind = String.valueOf(found.get(0));
        if (kind.equals("none")) {
            return null;
        }
        if (!kind.equals("hash")) {
            throw foreign();
        }
        String position = String.valueOf(found.get(1));
        String count = String.valueOf(found.get(2));
        if (position.isEmpty() && count.isEmpty() && !holdsAState()) {
            throw foreign();
        }
        if (position.isEmpty() || !count.equals(String.valueOf(found.get(3)))) {
            throw corrupt("a part of it is missing", null);
        }
        return position;
    }

    /** Tells a hash of ours that lost its position from somebody else's. */
    private boolean holdsAState() {
        return redis.call(client -> client.hscan(key, "0")).getResult().stream()
                .anyMatch(entry -> Checksum.removed(entry.getKey(), entry.getValue()) != null);
    }

    @Override
    public Map<StateKey, PlaylistState> get(Collection<StateKey> keys) {
        // Somebody else's advance between two batches would mix two positions.
        for (int read = 1; read <= READS; read++) {
            String before = look();
            if (before == null) {
                return Map.of();
            }
            Map<StateKey, PlaylistState> found = new HashMap<>();
            redis.call(client -> {
                found.clear();
                read(client, List.copyOf(keys), found);
                return true;
            });
            if (before.equals(look())) {
                return found;
            }
        }
        throw new SinkException("state " + name() + " changed " + READS + " times while it was read", null);
    }

    private void read(RedisClient client, List<StateKey> keys, Map<StateKey, PlaylistState> to) {
        int window = BATCH * PIPELINED;
        for (int from = 0; from < keys.size(); from += window) {
            List<StateKey> wanted = keys.subList(from, Math.min(from + window, keys.size()));
            List<Response<List<String>>> batches = new ArrayList<>();
            try (Pipeline pipeline = client.pipelined()) {
                for (int at = 0; at < wanted.size(); at += BATCH) {
                    batches.add(pipeline.hmget(
                            key,
                            wanted.subList(at, Math.min(at + BATCH, wanted.size())).stream()
                                    .map(RedisSnapshotStore::field)
                                    .toArray(String[]::new)));
                }
                pipeline.sync();
            }
            int at = 0;
            for (Response<List<String>> batch : batches) {
                for (String value : batch.get()) {
                    StateKey one = wanted.get(at++);
                    if (value != null) {
                        to.put(one, state(one, value));
                    }
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
    public boolean advance(Position from, Position to, Iterable<PlaylistState> changes) {
        if (to.seq() != from.seq() + 1 || !to.datasetId().equals(from.datasetId())) {
            return position().equals(Optional.of(to));
        }
        String fresh = from.equals(Position.start(from.datasetId())) ? "1" : "0";
        return staged(
                changes,
                StateScripts.ADVANCE,
                count -> List.of(PositionText.format(from), PositionText.format(to), count, fresh));
    }

    @Override
    public void rebuild(Position at, Iterable<PlaylistState> all) {
        staged(all, StateScripts.REBUILD, count -> List.of(PositionText.format(at), count));
    }

    private interface Arguments {
        List<String> with(String count);
    }

    /** Stages states and runs a script on them; returns whether it took them. */
    private boolean staged(Iterable<PlaylistState> states, String script, Arguments arguments) {
        String said = redis.call(client -> {
            String staged = key + ":staged:" + UUID.randomUUID();
            long count = stage(client, staged, states);
            String answer =
                    String.valueOf(client.eval(script, List.of(key, staged), arguments.with(String.valueOf(count))));
            if (!answer.equals("done")) {
                client.unlink(staged);
            }
            return answer;
        });
        return switch (said) {
            case "done" -> true;
            case "elsewhere" -> false;
            case "foreign" -> throw foreign();
            case "corrupt" -> throw corrupt("a part of it is missing", null);
            default ->
                throw new SinkException("state " + name() + " lost what was being written; nothing changed", null);
        };
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
