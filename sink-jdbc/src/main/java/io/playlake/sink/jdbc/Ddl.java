package io.playlake.sink.jdbc;

import io.playlake.schema.Column;
import io.playlake.schema.ColumnType;
import io.playlake.schema.TableSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The statements that make tables and views. Immutable. */
final class Ddl {

    static final String HEAD = "playlake_head";
    static final String COMMITS = "playlake_commits";
    static final String STATE_PARTS = "playlake_state_parts";
    static final String STATE = "playlake_state";
    static final String STATE_POSITION = "playlake_state_position";

    private final Dialect dialect;
    private final @Nullable String schema;

    Ddl(Dialect dialect, @Nullable String schema) {
        this.dialect = dialect;
        this.schema = schema;
    }

    String table(String name) {
        return schema == null ? dialect.quote(name) : dialect.quote(schema) + "." + dialect.quote(name);
    }

    /** Returns the statements that make everything anew, in order. */
    List<String> everything(List<TableSchema> tables) {
        List<String> statements = new ArrayList<>();
        if (schema != null) {
            statements.add(createSchema(schema));
        }
        statements.addAll(own().values());
        tables.forEach(table -> statements.addAll(create(table)));
        statements.addAll(views().values());
        return statements;
    }

    String createSchema(String name) {
        return "CREATE SCHEMA IF NOT EXISTS " + dialect.quote(name);
    }

    /** Returns the tables of the log and of state, by name. */
    Map<String, String> own() {
        String number = dialect.type(ColumnType.LONG);
        String text = dialect.text();
        String id = dialect.keyText(2);
        Map<String, String> tables = new LinkedHashMap<>();
        put(tables, HEAD, "one", "one INT", "dataset_id " + text, "format_version INT", "seq " + number);
        put(
                tables,
                COMMITS,
                "seq",
                "seq " + number,
                "run_id " + text,
                "attempt_id " + text,
                "committed_at " + dialect.type(ColumnType.TIMESTAMP),
                "sha256 " + text,
                "json " + text);
        put(tables, STATE_PARTS, "file, part", "file " + id, "part INT", "bytes " + dialect.bytes());
        put(tables, STATE, "playlist_id, market", "playlist_id " + id, "market " + id, "state " + text);
        put(tables, STATE_POSITION, "one", "one INT", "dataset_id " + text, "seq " + number, "sha256 " + text);
        return tables;
    }

    private void put(Map<String, String> tables, String name, String key, String... columns) {
        List<String> lines = new ArrayList<>();
        for (String column : columns) {
            int space = column.indexOf(' ');
            lines.add(dialect.quote(column.substring(0, space)) + column.substring(space) + " NOT NULL");
        }
        lines.add("PRIMARY KEY ("
                + List.of(key.split(", ")).stream().map(dialect::quote).collect(Collectors.joining(", ")) + ")");
        tables.put(name, create(name, lines));
    }

    /** Returns the statements that make a table. */
    List<String> create(TableSchema table) {
        List<String> lines = new ArrayList<>();
        for (Column column : table.columns()) {
            lines.add(dialect.column(table, column));
        }
        lines.add(dialect.quote(Tables.COMMIT) + " " + dialect.type(ColumnType.LONG) + " NOT NULL");
        lines.add("PRIMARY KEY (" + table.key().stream().map(dialect::quote).collect(Collectors.joining(", ")) + ")");
        String index = "INDEX " + dialect.quote(table.name() + "_" + Tables.COMMIT);
        String column = " (" + dialect.quote(Tables.COMMIT) + ")";
        if (!dialect.wantsCommitIndex()) {
            return List.of(create(table.name(), lines));
        }
        if (dialect.indexesInTable()) {
            lines.add(index + column);
            return List.of(create(table.name(), lines));
        }
        return List.of(create(table.name(), lines), "CREATE " + index + " ON " + table(table.name()) + column);
    }

    String addColumn(TableSchema table, Column column) {
        return "ALTER TABLE " + table(table.name()) + " ADD COLUMN " + dialect.column(table, column);
    }

    private String create(String name, List<String> lines) {
        return "CREATE TABLE " + table(name) + " (\n  " + String.join(",\n  ", lines) + ")" + dialect.tableOptions();
    }

    /** Returns the views, by name, in the order in which they can be made. */
    Map<String, String> views() {
        Map<String, String> views = new LinkedHashMap<>();
        Views.all()
                .forEach((name, query) -> views.put(
                        name,
                        "CREATE VIEW " + table(name) + " AS\n"
                                + Views.NAME.matcher(query).replaceAll(this::quoted)));
        return views;
    }

    private String quoted(MatchResult name) {
        String word = name.group(2);
        return Matcher.quoteReplacement(name.group(1).isEmpty() ? dialect.quote(word) : table(word));
    }
}
