package io.playlake.sink.jdbc;

import io.playlake.error.DataRefusedException;
import io.playlake.schema.Column;
import io.playlake.schema.ColumnType;
import io.playlake.schema.Row;
import io.playlake.schema.TableSchema;
import java.io.Closeable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows of one table that are to go or to change, kept outside of memory until a transaction applies them. */
final class TableChanges implements Closeable {

    private static final int BATCH = 200;
    private static final long MOST_CHARS = 1 << 20;

    private final Place place;
    private final TableSchema schema;
    private final List<Column> key;
    private final List<Column> others;
    private final RowSpill gone;
    private final RowSpill changed;
    private final Set<Long> allGone = new HashSet<>();

    /**
     * Starts with no changes.
     *
     * @throws DataRefusedException if the table in the database has a column that the given one lacks
     */
    TableChanges(Place place, TableSchema schema, TableSchema stored) {
        this.place = place;
        this.schema = schema;
        Set<String> unknown = Tables.names(stored);
        unknown.removeAll(Tables.names(schema));
        if (!unknown.isEmpty()) {
            throw new DataRefusedException(
                    place.name() + ": table " + schema.name() + " has columns " + unknown
                            + ", which this version does not know and could not look through; nothing was changed",
                    null);
        }
        Set<String> there = Tables.names(stored);
        this.key = schema.key().stream()
                .map(name -> schema.columns().get(schema.indexOf(name)))
                .toList();
        this.others = schema.columns().stream()
                .filter(column -> there.contains(column.name()) && !key.contains(column))
                .toList();
        this.gone = new RowSpill(keys());
        this.changed = new RowSpill(schema);
    }

    /** The key, and the number of the commit that added the row. */
    private TableSchema keys() {
        List<Column> columns = new ArrayList<>();
        for (Column column : key) {
            columns.add(new Column(columns.size() + 1, column.name(), column.type(), false, column.doc()));
        }
        columns.add(new Column(columns.size() + 1, Tables.COMMIT, ColumnType.LONG, false, "Who added it."));
        return new TableSchema(schema.name(), schema.doc(), columns, schema.key());
    }

    void remove(long seq, Row row) throws IOException {
        @Nullable Object[] values = new Object[key.size() + 1];
        for (int i = 0; i < key.size(); i++) {
            values[i] = row.get(schema.keyIndexes()[i]);
        }
        values[key.size()] = seq;
        gone.write(Row.of(gone.schema(), values));
    }

    /** Notes that of what a commit added nothing stays. */
    void removeAll(long seq) {
        allGone.add(seq);
    }

    void change(Row from, Row to) throws IOException {
        for (int i = 0; i < schema.columns().size(); i++) {
            Column column = schema.columns().get(i);
            if (!others.contains(column)
                    && !String.valueOf(from.getOrNull(i)).equals(String.valueOf(to.getOrNull(i)))) {
                throw new IllegalArgumentException("table " + schema.name() + ", column " + column.name()
                        + ": a revision changes it, which is part of the key, or not in the database");
            }
        }
        changed.write(to);
    }

    void apply(Connection connection) throws SQLException, IOException {
        removeAll(connection);
        removeSome(connection);
        changeSome(connection);
    }

    private void removeAll(Connection connection) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM " + place.table(schema.name()) + " WHERE " + quoted(Tables.COMMIT) + " = ?")) {
            for (long seq : allGone) {
                delete.setLong(1, seq);
                delete.executeUpdate();
            }
        }
    }

    /** By commit, for where there is no index on keys of many columns, the rows of one commit lie together. */
    private void removeSome(Connection connection) throws SQLException, IOException {
        RowSpill.Reader reader = gone.read();
        List<Row> batch = new ArrayList<>();
        long batchSeq = 0;
        for (Row row = reader.next(); row != null; row = reader.next()) {
            long seq = (Long) row.get(key.size());
            if (allGone.contains(seq)) {
                continue;
            }
            if (batch.size() == BATCH || seq != batchSeq) {
                remove(connection, batchSeq, batch);
                batch.clear();
            }
            batchSeq = seq;
            batch.add(row);
        }
        remove(connection, batchSeq, batch);
    }

    private void remove(Connection connection, long seq, List<Row> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        String sql = "DELETE FROM " + place.table(schema.name()) + " WHERE " + quoted(Tables.COMMIT) + " = ? AND ("
                + String.join(" OR ", Collections.nCopies(rows.size(), "(" + isKey() + ")")) + ")";
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            int index = 0;
            delete.setLong(++index, seq);
            for (Row row : rows) {
                for (int i = 0; i < key.size(); i++) {
                    place.dialect().bind(delete, ++index, key.get(i).type(), row.get(i));
                }
            }
            delete.executeUpdate();
        }
    }

    private void changeSome(Connection connection) throws SQLException, IOException {
        if (changed.isEmpty()) {
            return;
        }
        String sql = "UPDATE " + place.table(schema.name()) + " SET "
                + others.stream()
                        .map(column ->
                                quoted(column.name()) + " = " + place.dialect().placeholder(schema, column))
                        .collect(Collectors.joining(", "))
                + " WHERE " + isKey();
        RowSpill.Reader reader = changed.read();
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            int waiting = 0;
            long chars = 0;
            for (Row row = reader.next(); row != null; row = reader.next()) {
                chars += bind(update, row);
                update.addBatch();
                waiting++;
                if (waiting == BATCH || chars > MOST_CHARS) {
                    update.executeBatch();
                    waiting = 0;
                    chars = 0;
                }
            }
            if (waiting > 0) {
                update.executeBatch();
            }
        }
    }

    /** Returns how many characters it bound. */
    private long bind(PreparedStatement update, Row row) throws SQLException {
        long chars = 0;
        int index = 0;
        for (Column column : others) {
            Object value = row.getOrNull(schema.indexOf(column.name()));
            if (value == null) {
                update.setNull(++index, Types.NULL);
            } else {
                place.dialect().bind(update, ++index, column.type(), value);
                chars += value instanceof String text ? text.length() : 0;
            }
        }
        for (Column column : key) {
            place.dialect().bind(update, ++index, column.type(), row.get(schema.indexOf(column.name())));
        }
        return chars;
    }

    private String isKey() {
        return key.stream()
                .map(column -> quoted(column.name()) + " = " + place.dialect().placeholder(column.type()))
                .collect(Collectors.joining(" AND "));
    }

    private String quoted(String column) {
        return place.dialect().quote(column);
    }

    @Override
    public void close() throws IOException {
        try (changed) {
            gone.close();
        }
    }
}
