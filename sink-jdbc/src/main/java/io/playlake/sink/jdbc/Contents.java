package io.playlake.sink.jdbc;

import io.playlake.schema.Column;
import io.playlake.schema.Row;
import io.playlake.schema.TableSchema;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Tables whose key names no run: the same content may come again, from another market for one, and is stored once. */
final class Contents {

    private static final int BATCH = 200;

    private final Place place;

    Contents(Place place) {
        this.place = place;
    }

    static boolean hasRun(TableSchema table) {
        return table.key().contains("run_id");
    }

    /** Returns the rows whose keys are not in the table yet. */
    RowSpill without(Connection connection, RowSpill rows) throws SQLException, IOException {
        RowSpill rest = new RowSpill(rows.schema());
        RowSpill.Reader reader = rows.read();
        List<Row> batch = new ArrayList<>();
        for (Row row = reader.next(); row != null; row = reader.next()) {
            batch.add(row);
            if (batch.size() == BATCH) {
                addNew(connection, batch, rest);
                batch.clear();
            }
        }
        if (!batch.isEmpty()) {
            addNew(connection, batch, rest);
        }
        return rest;
    }

    private void addNew(Connection connection, List<Row> batch, RowSpill to) throws SQLException, IOException {
        TableSchema schema = to.schema();
        Dialect dialect = place.dialect();
        List<Column> key = new ArrayList<>();
        for (int index : schema.keyIndexes()) {
            key.add(schema.columns().get(index));
        }
        String one = "("
                + String.join(
                        " AND ",
                        key.stream()
                                .map(column ->
                                        dialect.quote(column.name()) + " = " + dialect.placeholder(column.type()))
                                .toList())
                + ")";
        String sql = "SELECT "
                + String.join(
                        ", ",
                        key.stream()
                                .map(column -> dialect.read(column.type(), dialect.quote(column.name())))
                                .toList())
                + " FROM " + place.table(schema.name()) + " WHERE "
                + String.join(" OR ", Collections.nCopies(batch.size(), one));
        Set<List<Object>> taken = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            int index = 0;
            for (Row row : batch) {
                for (Column column : key) {
                    dialect.bind(select, ++index, column.type(), row.get(schema.indexOf(column.name())));
                }
            }
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    List<Object> values = new ArrayList<>();
                    for (int i = 0; i < key.size(); i++) {
                        values.add(Objects.requireNonNull(JdbcRowReader.value(dialect, found, i + 1, key.get(i))));
                    }
                    taken.add(values);
                }
            }
        }
        for (Row row : batch) {
            List<Object> values = new ArrayList<>();
            for (Column column : key) {
                values.add(row.get(schema.indexOf(column.name())));
            }
            if (!taken.contains(values)) {
                to.write(row);
            }
        }
    }
}
