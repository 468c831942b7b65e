package io.playlake.sink.jdbc;

import io.playlake.error.DataRefusedException;
import io.playlake.schema.Column;
import io.playlake.schema.Row;
import io.playlake.schema.TableSchema;
import io.playlake.sink.RowReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of one commit in one table, fetched as they are asked for over a connection of their own. */
final class JdbcRowReader implements RowReader {

    private static final int FETCH = 1_000;

    private final Place place;
    private final TableSchema schema;
    private final Connection connection;
    private @Nullable PreparedStatement statement;
    private @Nullable ResultSet result;
    private @Nullable Row next;
    private boolean closed;

    private JdbcRowReader(Place place, TableSchema schema, Connection connection) {
        this.place = place;
        this.schema = schema;
        this.connection = connection;
    }

    /**
     * Opens a reader.
     *
     * @param stored the table as it stands; what it lacks is null
     * @param seq the commit that added the rows; null if the start of the key tells enough
     * @param keyStart values of the first key columns
     */
    static JdbcRowReader open(Place place, TableSchema schema, TableSchema stored, @Nullable Long seq, List<?> keyStart)
            throws SQLException {
        Set<String> there = Tables.names(stored);
        TableSchema lenient = new TableSchema(
                schema.name(),
                schema.doc(),
                schema.columns().stream()
                        .map(column -> there.contains(column.name()) ? column : nullable(column))
                        .toList(),
                schema.key());
        JdbcRowReader reader =
                new JdbcRowReader(place, lenient, place.connections().take());
        try {
            reader.select(there, stored.key(), seq, keyStart);
            return reader;
        } catch (SQLException | RuntimeException e) {
            Connections.discard(reader.connection);
            throw e;
        }
    }

    private static Column nullable(Column column) {
        return new Column(column.id(), column.name(), column.type(), true, column.doc());
    }

    private void select(Set<String> there, List<String> order, @Nullable Long seq, List<?> keyStart)
            throws SQLException {
        Dialect dialect = place.dialect();
        List<String> columns = new ArrayList<>();
        for (Column column : schema.columns()) {
            columns.add(
                    there.contains(column.name()) ? dialect.read(column.type(), dialect.quote(column.name())) : "NULL");
        }
        List<String> conditions = new ArrayList<>();
        if (seq != null) {
            conditions.add(dialect.quote(Tables.COMMIT) + " = ?");
        }
        for (int i = 0; i < keyStart.size(); i++) {
            Column column = schema.columns().get(schema.indexOf(schema.key().get(i)));
            conditions.add(dialect.quote(column.name()) + " = " + dialect.placeholder(column.type()));
        }
        String sql = "SELECT " + String.join(", ", columns) + " FROM " + place.table(schema.name()) + " WHERE "
                + String.join(" AND ", conditions) + " ORDER BY "
                + String.join(", ", order.stream().map(dialect::quote).toList());
        dialect.beginReading(connection);
        PreparedStatement select = connection.prepareStatement(sql);
        statement = select;
        select.setFetchSize(FETCH);
        int index = 0;
        if (seq != null) {
            select.setLong(++index, seq);
        }
        for (int i = 0; i < keyStart.size(); i++) {
            Column column = schema.columns().get(schema.indexOf(schema.key().get(i)));
            dialect.bind(select, ++index, column.type(), keyStart.get(i));
        }
        result = select.executeQuery();
    }

    @Override
    public boolean hasNext() {
        if (next == null && !closed) {
            try {
                ResultSet rows = Objects.requireNonNull(result);
                next = rows.next() ? read(rows) : null;
            } catch (SQLException e) {
                throw Failures.of(place.name(), "table " + schema.name() + " cannot be read", e);
            }
            if (next == null) {
                close();
            }
        }
        return next != null;
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Row row = next;
        next = null;
        return Objects.requireNonNull(row);
    }

    private Row read(ResultSet rows) throws SQLException {
        @Nullable Object[] values = new Object[schema.columns().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(rows, i + 1, schema.columns().get(i));
        }
        try {
            return Row.of(schema, values);
        } catch (IllegalArgumentException e) {
            throw new DataRefusedException(place.name() + ": " + e.getMessage(), e);
        }
    }

    private @Nullable Object value(ResultSet rows, int index, Column column) throws SQLException {
        try {
            return value(place.dialect(), rows, index, column);
        } catch (DateTimeException e) {
            throw new DataRefusedException(
                    place.name() + ": table " + schema.name() + ", column " + column.name() + ": " + e.getMessage(), e);
        }
    }

    /** Reads a value as {@link Dialect#read} selects it; null where it is absent. */
    static @Nullable Object value(Dialect dialect, ResultSet rows, int index, Column column) throws SQLException {
        Object value = switch (column.type()) {
            case STRING, JSON -> rows.getString(index);
            case BOOLEAN -> rows.getBoolean(index);
            case INT -> rows.getInt(index);
            case LONG -> rows.getLong(index);
            case DOUBLE -> rows.getDouble(index);
            case TIMESTAMP, DATE -> rows.getObject(index);
        };
        if (value == null || rows.wasNull()) {
            return null;
        }
        return switch (column.type()) {
            case STRING, JSON -> dialect.decode((String) value);
            case TIMESTAMP -> Dialect.time(value);
            case DATE -> Dialect.day(value);
            default -> value;
        };
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        next = null;
        try {
            if (statement != null) {
                statement.close();
            }
        } catch (SQLException e) {
            Connections.discard(connection);
            return;
        }
        place.connections().give(connection);
    }
}
