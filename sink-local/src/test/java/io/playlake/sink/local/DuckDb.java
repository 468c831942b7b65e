package io.playlake.sink.local;

import io.playlake.schema.TableSchema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A lake as DuckDB sees it, by nothing but its files: one view a table. */
final class DuckDb implements AutoCloseable {

    private final Connection connection;

    DuckDb(Path lake, List<TableSchema> tables) throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        run("SET TimeZone = 'UTC'");
        for (TableSchema table : tables) {
            run("CREATE VIEW " + table.name() + " AS SELECT * FROM read_parquet('" + lake + "/" + table.name()
                    + "/**/*.parquet', hive_partitioning = true)");
        }
    }

    /** Returns rows as text, their values joined by a bar; null is empty. */
    List<String> rows(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    @Nullable String value = result.getString(i);
                    values.add(value == null ? "" : value);
                }
                rows.add(String.join("|", values));
            }
        }
        return rows;
    }

    long number(String sql) throws SQLException {
        return Long.parseLong(rows(sql).get(0));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
