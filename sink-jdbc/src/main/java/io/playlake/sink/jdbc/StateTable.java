package io.playlake.sink.jdbc;

import io.playlake.change.PlaylistState;
import io.playlake.change.SnapshotStore.Position;
import io.playlake.change.StateKey;
import io.playlake.change.StateLines;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The copy of state, a row for each playlist and market, and the commit that it is level with. */
final class StateTable {

    private static final int BATCH = 500;

    /** Rows are written in this order, so that two writers cannot lock each other out. */
    private static final Comparator<StateKey> ORDER =
            Comparator.comparing(StateKey::playlistId).thenComparing(StateTable::market);

    private final Place place;
    private final Dialect dialect;

    StateTable(Place place) {
        this.place = place;
        this.dialect = place.dialect();
    }

    static String market(StateKey key) {
        return key.market() == null ? "" : key.market();
    }

    Optional<Position> position(Connection connection) throws SQLException {
        String sql = "SELECT " + quoted("dataset_id") + ", " + quoted("seq") + ", " + quoted("sha256") + " FROM "
                + place.table(Ddl.STATE_POSITION);
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            return row.next()
                    ? Optional.of(new Position(dialect.decode(row.getString(1)), row.getLong(2), row.getString(3)))
                    : Optional.empty();
        }
    }

    boolean isEmpty(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT 1 FROM " + place.table(Ddl.STATE) + " LIMIT 1");
                ResultSet row = select.executeQuery()) {
            return !row.next();
        }
    }

    /** Moves the position on, and locks it until the transaction ends; false if it is elsewhere. */
    boolean move(Connection connection, Position from, Position to) throws SQLException {
        if (from.equals(Position.start(from.datasetId()))
                && position(connection).isEmpty()) {
            set(connection, to);
            return true;
        }
        String sql = "UPDATE " + place.table(Ddl.STATE_POSITION) + " SET " + quoted("seq") + " = ?, "
                + quoted("sha256") + " = ? WHERE " + quoted("dataset_id") + " = ? AND " + quoted("seq") + " = ? AND "
                + quoted("sha256") + " = ?";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setLong(1, to.seq());
            update.setString(2, to.sha256());
            update.setString(3, dialect.encode(from.datasetId()));
            update.setLong(4, from.seq());
            update.setString(5, from.sha256());
            return update.executeUpdate() == 1;
        }
    }

    private void set(Connection connection, Position to) throws SQLException {
        String sql = "INSERT INTO " + place.table(Ddl.STATE_POSITION) + " (" + quoted("one") + ", "
                + quoted("dataset_id") + ", " + quoted("seq") + ", " + quoted("sha256") + ") VALUES (1, ?, ?, ?)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, dialect.encode(to.datasetId()));
            insert.setLong(2, to.seq());
            insert.setString(3, to.sha256());
            insert.executeUpdate();
        }
    }

    void replace(Connection connection, Position at, Iterable<PlaylistState> all) throws SQLException {
        clear(connection);
        set(connection, at);
        put(connection, all);
    }

    void clear(Connection connection) throws SQLException {
        for (String table : List.of(Ddl.STATE_POSITION, Ddl.STATE)) {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM " + place.table(table))) {
                delete.executeUpdate();
            }
        }
    }

    /** Adds states or replaces them; of several under one key the last counts. */
    void put(Connection connection, Iterable<PlaylistState> states) throws SQLException {
        Map<StateKey, String> batch = new TreeMap<>(ORDER);
        for (PlaylistState state : states) {
            batch.put(state.key(), StateLines.format(state));
            if (batch.size() == BATCH) {
                write(connection, batch);
                batch.clear();
            }
        }
        if (!batch.isEmpty()) {
            write(connection, batch);
        }
    }

    private void write(Connection connection, Map<StateKey, String> batch) throws SQLException {
        String sql = "INSERT INTO " + place.table(Ddl.STATE) + " (" + quoted("playlist_id") + ", " + quoted("market")
                + ", " + quoted("state") + ") VALUES "
                + String.join(", ", Collections.nCopies(batch.size(), "(?, ?, ?)"))
                + dialect.upsert(List.of("playlist_id", "market"), List.of("state"));
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            int index = 0;
            for (Map.Entry<StateKey, String> state : batch.entrySet()) {
                insert.setString(++index, dialect.encode(state.getKey().playlistId()));
                insert.setString(++index, dialect.encode(market(state.getKey())));
                insert.setString(++index, dialect.encode(state.getValue()));
            }
            insert.executeUpdate();
        }
    }

    /** Tells what stands in the place of a line of state; null if it goes. */
    interface Lines {
        @Nullable
        String revised(String line);
    }

    /** Changes or removes states, in bounded memory. */
    void revise(Connection connection, Lines lines) throws SQLException {
        String id = "";
        String market = "";
        int found = BATCH;
        while (found == BATCH) {
            List<StateKey> gone = new ArrayList<>();
            Map<StateKey, String> changed = new TreeMap<>(ORDER);
            try (PreparedStatement select = connection.prepareStatement(page())) {
                select.setString(1, id);
                select.setString(2, id);
                select.setString(3, market);
                try (ResultSet row = select.executeQuery()) {
                    for (found = 0; row.next(); found++) {
                        id = row.getString(1);
                        market = row.getString(2);
                        String line = dialect.decode(row.getString(3));
                        String revised = lines.revised(line);
                        if (revised == null) {
                            gone.add(key(row));
                        } else if (!revised.equals(line)) {
                            changed.put(key(row), revised);
                        }
                    }
                }
            }
            remove(connection, gone);
            if (!changed.isEmpty()) {
                write(connection, changed);
            }
        }
    }

    private String page() {
        return "SELECT " + quoted("playlist_id") + ", " + quoted("market") + ", " + quoted("state") + " FROM "
                + place.table(Ddl.STATE) + " WHERE " + quoted("playlist_id") + " > ? OR (" + quoted("playlist_id")
                + " = ? AND " + quoted("market") + " > ?) ORDER BY " + quoted("playlist_id") + ", " + quoted("market")
                + " LIMIT " + BATCH;
    }

    private StateKey key(ResultSet row) throws SQLException {
        String market = dialect.decode(row.getString(2));
        return new StateKey(dialect.decode(row.getString(1)), market.isEmpty() ? null : market);
    }

    private void remove(Connection connection, List<StateKey> keys) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM " + place.table(Ddl.STATE) + " WHERE "
                + quoted("playlist_id") + " = ? AND " + quoted("market") + " = ?")) {
            for (StateKey key : keys) {
                delete.setString(1, dialect.encode(key.playlistId()));
                delete.setString(2, dialect.encode(market(key)));
                delete.executeUpdate();
            }
        }
    }

    /** Looks up states as lines, by key. */
    void read(Connection connection, List<StateKey> keys, Map<StateKey, String> to) throws SQLException {
        String sql = "SELECT " + quoted("playlist_id") + ", " + quoted("market") + ", " + quoted("state") + " FROM "
                + place.table(Ddl.STATE) + " WHERE " + quoted("playlist_id") + " IN ("
                + String.join(", ", Collections.nCopies(keys.size(), "?")) + ")";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < keys.size(); i++) {
                select.setString(i + 1, dialect.encode(keys.get(i).playlistId()));
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    to.put(key(row), dialect.decode(row.getString(3)));
                }
            }
        }
    }

    private String quoted(String column) {
        return dialect.quote(column);
    }
}
