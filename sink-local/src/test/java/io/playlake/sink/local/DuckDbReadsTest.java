package io.playlake.sink.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.schema.Column;
import io.playlake.schema.ColumnType;
import io.playlake.schema.Row;
import io.playlake.schema.TableSchema;
import io.playlake.sink.Attempt;
import io.playlake.sink.CommitDraft;
import io.playlake.sink.CommitOutcome;
import io.playlake.sink.Dataset;
import io.playlake.sink.SinkSession;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads a dataset by a way that knows nothing of ours. */
class DuckDbReadsTest {

    private static final TableSchema TYPES = new TableSchema(
            "types",
            "One column a type.",
            List.of(
                    new Column(1, "id", ColumnType.STRING, false, "Key."),
                    new Column(2, "text", ColumnType.STRING, true, "Text."),
                    new Column(3, "json", ColumnType.JSON, true, "JSON."),
                    new Column(4, "flag", ColumnType.BOOLEAN, true, "Flag."),
                    new Column(5, "small", ColumnType.INT, true, "Small."),
                    new Column(6, "large", ColumnType.LONG, true, "Large."),
                    new Column(7, "ratio", ColumnType.DOUBLE, true, "Ratio."),
                    new Column(8, "added_at", ColumnType.TIMESTAMP, true, "Instant."),
                    new Column(9, "day", ColumnType.DATE, true, "Day.")),
            List.of("id"));

    private static final TableSchema EMPTY = new TableSchema(
            "nothing", "No rows.", List.of(new Column(1, "id", ColumnType.STRING, false, "Key.")), List.of("id"));

    @TempDir
    Path folder;

    @BeforeEach
    void writeTwoDays() {
        try (Dataset dataset = LocalSink.at(folder).open()) {
            write(
                    dataset,
                    1,
                    Instant.parse("2026-11-21T23:59:59Z"),
                    Row.of(
                            TYPES,
                            "a",
                            "\ud83c\udfb5 \u0130'",
                            "{\"k\":[1]}",
                            true,
                            Integer.MIN_VALUE,
                            Long.MAX_VALUE,
                            0.1,
                            Instant.parse("1969-12-31T23:59:59.999999Z"),
                            LocalDate.of(1969, 12, 31)),
                    Row.of(TYPES, "b", null, null, null, null, null, null, null, null));
            write(
                    dataset,
                    2,
                    Instant.parse("2026-11-22T00:00:00Z"),
                    Row.of(
                            TYPES,
                            "c",
                            "",
                            "null",
                            false,
                            0,
                            0L,
                            -0.5,
                            Instant.parse("2026-11-22T01:02:03.000004Z"),
                            LocalDate.of(2026, 11, 22)));
        }
    }

    @Test
    void typesAreTheirs() throws SQLException {
        Map<String, String> types = new LinkedHashMap<>();
        for (List<String> row : query("DESCRIBE SELECT * FROM " + parquet("types"))) {
            types.put(row.get(0), row.get(1));
        }
        assertThat(types)
                .containsExactly(
                        Map.entry("id", "VARCHAR"),
                        Map.entry("text", "VARCHAR"),
                        Map.entry("json", "VARCHAR"),
                        Map.entry("flag", "BOOLEAN"),
                        Map.entry("small", "INTEGER"),
                        Map.entry("large", "BIGINT"),
                        Map.entry("ratio", "DOUBLE"),
                        Map.entry("added_at", "TIMESTAMP WITH TIME ZONE"),
                        Map.entry("day", "DATE"),
                        Map.entry("run_date", "DATE"));
    }

    @Test
    void valuesAreOurs() throws SQLException {
        String columns = "id, text, json, flag, small, large, ratio, epoch_us(added_at), day, run_date";
        assertThat(query("SELECT " + columns + " FROM " + parquet("types") + " ORDER BY id"))
                .containsExactly(
                        List.of(
                                "a",
                                "\ud83c\udfb5 \u0130'",
                                "{\"k\":[1]}",
                                "true",
                                "-2147483648",
                                "9223372036854775807",
                                "0.1",
                                "-1",
                                "1969-12-31",
                                "2026-11-21"),
                        List.of("b", "NULL", "NULL", "NULL", "NULL", "NULL", "NULL", "NULL", "NULL", "2026-11-21"),
                        List.of(
                                "c",
                                "",
                                "null",
                                "false",
                                "0",
                                "0",
                                "-0.5",
                                "1795309323000004",
                                "2026-11-22",
                                "2026-11-22"));
    }

    @Test
    void aDayIsFoundByItsPartition() throws SQLException {
        assertThat(query("SELECT id FROM " + parquet("types") + " WHERE run_date = DATE '2026-11-22'"))
                .containsExactly(List.of("c"));
    }

    @Test
    void tableWithoutRowsCanBeRead() throws SQLException {
        assertThat(query("SELECT count(*) FROM " + parquet("nothing"))).containsExactly(List.of("0"));
    }

    @Test
    void filesAreCompressedWithZstdAndCarryColumnIds() throws SQLException {
        assertThat(query("SELECT DISTINCT compression FROM parquet_metadata('" + folder + "/types/*/*.parquet')"))
                .containsExactly(List.of("ZSTD"));
        assertThat(query("SELECT DISTINCT field_id FROM parquet_schema('" + folder
                        + "/types/*/*.parquet') WHERE field_id IS NOT NULL ORDER BY 1"))
                .extracting(row -> row.get(0))
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9");
    }

    private String parquet(String table) {
        return "read_parquet('" + folder + "/" + table + "/**/*.parquet', hive_partitioning = true)";
    }

    private static void write(Dataset dataset, int n, Instant date, Row... rows) {
        try (SinkSession session = dataset.begin(new Attempt("run" + n, "a" + n, date), dataset.head())) {
            session.writer(EMPTY);
            for (Row row : rows) {
                session.writer(TYPES).write(row);
            }
            assertThat(session.commit(new CommitDraft(true, null, date, "test", Map.of())))
                    .isInstanceOf(CommitOutcome.Committed.class);
        }
    }

    private static List<List<String>> query(String sql) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    Object value = result.getObject(i);
                    row.add(value == null ? "NULL" : String.format(Locale.ROOT, "%s", value));
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
