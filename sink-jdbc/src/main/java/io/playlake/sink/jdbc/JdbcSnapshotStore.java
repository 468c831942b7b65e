package io.playlake.sink.jdbc;

import com.google.common.collect.Lists;
import io.playlake.change.PlaylistState;
import io.playlake.change.SnapshotStore;
import io.playlake.change.StateKey;
import io.playlake.change.StateLines;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A snapshot store in the tables {@code playlake_state} and {@code playlake_state_position}. Where a {@link JdbcSink} is in
 * the same schema of the same database, each of its commits moves the store on in its own transaction, so that the two
 * cannot part; made by {@link JdbcSink#snapshotStore}. Thread-safe, and shared by processes: of two that advance from one
 * position, one wins.
 */
public final class JdbcSnapshotStore implements SnapshotStore {

    private static final int BATCH = 500;
    private static final int TRIES = 5;

    private final Place place;
    private final StateTable table;

    JdbcSnapshotStore(Place place) {
        this.place = place;
        this.table = new StateTable(place);
    }

    @Override
    public String name() {
        return place.name();
    }

    @Override
    public Optional<Position> position() {
        return place.ask("state cannot be read", connection -> {
            Optional<Position> position = table.position(connection);
            if (position.isEmpty() && !table.isEmpty(connection)) {
                throw new CorruptException(
                        "state " + name() + " is damaged: " + Ddl.STATE + " has rows, but " + Ddl.STATE_POSITION
                                + " has none",
                        null);
            }
            return position;
        });
    }

    @Override
    public Map<StateKey, PlaylistState> get(Collection<StateKey> keys) {
        List<StateKey> wanted = List.copyOf(keys);
        Map<StateKey, String> lines = place.ask("state cannot be read", connection -> read(connection, wanted));
        Map<StateKey, PlaylistState> found = new HashMap<>();
        for (StateKey key : wanted) {
            String line = lines.get(key);
            if (line != null) {
                found.put(key, state(key, line));
            }
        }
        return found;
    }

    /** Somebody else's advance between two batches would mix two positions. */
    private Map<StateKey, String> read(Connection connection, List<StateKey> wanted) throws SQLException {
        for (int i = 0; i < TRIES; i++) {
            Optional<Position> before = table.position(connection);
            Map<StateKey, String> lines = new HashMap<>();
            for (List<StateKey> batch : Lists.partition(wanted, BATCH)) {
                table.read(connection, batch, lines);
            }
            if (table.position(connection).equals(before)) {
                return lines;
            }
        }
        throw new SQLException("it changed " + TRIES + " times while it was read");
    }

    private PlaylistState state(StateKey key, String line) {
        try {
            PlaylistState state = StateLines.parse(line);
            if (state.key().equals(key)) {
                return state;
            }
            throw new IOException("it is that of playlist " + state.key().playlistId());
        } catch (IOException e) {
            throw new CorruptException(
                    "state " + name() + " is damaged: the state of playlist " + key.playlistId() + " cannot be read: "
                            + e.getMessage(),
                    e);
        }
    }

    @Override
    public boolean advance(Position from, Position to, Iterable<PlaylistState> changes) {
        if (to.seq() != from.seq() + 1 || !to.datasetId().equals(from.datasetId())) {
            return position().equals(Optional.of(to));
        }
        return transaction("state cannot be written", connection -> {
            if (table.move(connection, from, to)) {
                table.put(connection, changes);
                return true;
            }
            return table.position(connection).equals(Optional.of(to));
        });
    }

    @Override
    public void rebuild(Position at, Iterable<PlaylistState> all) {
        transaction("state cannot be rebuilt", connection -> {
            table.replace(connection, at, all);
            return true;
        });
    }

    private boolean transaction(String failure, Place.Work<Boolean> work) {
        SQLException last = null;
        for (int i = 0; i < TRIES; i++) {
            try {
                return place.with(connection -> {
                    place.dialect().beginWriting(connection);
                    boolean result = work.with(connection);
                    connection.commit();
                    return result;
                });
            } catch (SQLException e) {
                // Two that found the store new collide, and the second look tells which of them was faster.
                if (!Failures.passes(e) && !Failures.isDuplicate(e)) {
                    throw Failures.of(name(), failure, e);
                }
                last = e;
            }
        }
        throw Failures.of(name(), failure, Objects.requireNonNull(last));
    }

    @Override
    public void close() {
        place.close();
    }
}
