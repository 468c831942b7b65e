package io.playlake.sink.jdbc;

import io.playlake.schema.Column;
import io.playlake.schema.ColumnType;
import io.playlake.schema.TableSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the databases say in words of their own. Immutable. */
abstract class Dialect {

    /** The text of these columns is as somebody else sent it, and may be JSON by other rules than a database's. */
    private static final Set<String> AS_RECEIVED = Set.of("raw_pages.body", "rejected_rows.row");

    static Dialect of(JdbcDatabase database) {
        return switch (database) {
            case POSTGRESQL -> new PostgreSqlDialect();
            case MARIADB -> new MariaDbDialect("utf8mb4_nopad_bin");
            case MYSQL -> new MariaDbDialect("utf8mb4_0900_bin");
            case SQLITE -> new SqliteDialect();
            case DUCKDB -> new DuckDbDialect();
        };
    }

    /** Quotes an identifier; it never holds a quotation mark. */
    String quote(String name) {
        return '"' + name + '"';
    }

    /** Returns the type of text whose every character counts. */
    abstract String text();

    /** Returns the type of text in a key of so many columns of text. */
    String keyText(int columns) {
        return text();
    }

    /** Returns how many characters a column of such a key takes. */
    int keyTextChars(int columns) {
        return Integer.MAX_VALUE;
    }

    /** Returns whether a number can be stored as it is. */
    boolean holds(double number) {
        return true;
    }

    /** Returns the type of values, of text where they are JSON. */
    abstract String type(ColumnType type);

    /** Returns the type of JSON that is kept character by character. */
    abstract String json();

    /** Returns what checks that a column holds JSON, where its type does not; empty otherwise. */
    String jsonCheck(String quotedColumn) {
        return "";
    }

    /** Returns the type of bytes of any length. */
    abstract String bytes();

    /** Returns the kind of values by the name of a type as metadata tells it; JSON counts as text. Null if it is none of ours. */
    abstract @Nullable ColumnType typeOf(String name);

    /** Returns what reads a column: text as text, times as microseconds since 1970 or as text, days likewise. */
    abstract String read(ColumnType type, String quotedColumn);

    /** Returns the place of a value in a statement. */
    String placeholder(ColumnType type) {
        return "?";
    }

    void bind(PreparedStatement statement, int index, ColumnType type, Object value) throws SQLException {
        switch (type) {
            case STRING, JSON -> statement.setString(index, encode((String) value));
            case BOOLEAN -> statement.setBoolean(index, (Boolean) value);
            case INT -> statement.setInt(index, (Integer) value);
            case LONG -> statement.setLong(index, (Long) value);
            case DOUBLE -> statement.setDouble(index, (Double) value);
            case TIMESTAMP -> statement.setString(index, TimeText.format((Instant) value));
            case DATE -> statement.setString(index, value.toString());
        }
    }

    /** Turns text into what the database can hold. */
    String encode(String text) {
        return text;
    }

    /** Undoes {@link #encode}. */
    String decode(String text) {
        return text;
    }

    /** Returns what makes an insert of a known key replace the other columns. */
    String upsert(List<String> key, List<String> others) {
        return " ON CONFLICT ("
                + String.join(", ", key.stream().map(this::quote).toList()) + ") DO UPDATE SET "
                + String.join(
                        ", ",
                        others.stream()
                                .map(column -> quote(column) + " = excluded." + quote(column))
                                .toList());
    }

    /** Returns what follows the columns of a new table. */
    String tableOptions() {
        return "";
    }

    /** Returns whether rows are found by an index on the number of their commit; where not, they lie together. */
    boolean wantsCommitIndex() {
        return true;
    }

    /** Returns whether an index is part of the definition of its table. */
    boolean indexesInTable() {
        return false;
    }

    boolean hasSchemas() {
        return true;
    }

    /** Makes a connection ready for a transaction that writes. */
    void beginWriting(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
    }

    /** Makes a connection ready for reading with a cursor. */
    void beginReading(Connection connection) throws SQLException {}

    /** Takes the lock of a dataset on a connection that keeps it; empty if the database has none that ends by itself. */
    Optional<Boolean> lock(Connection connection, String datasetId) throws SQLException {
        return Optional.empty();
    }

    void unlock(Connection connection, String datasetId) throws SQLException {}

    abstract RowLoader loader();

    /** Returns the place of a value of a column; it matters whether that is of the database's own type for JSON. */
    final String placeholder(TableSchema table, Column column) {
        return placeholder(
                isJson(table, column) || column.type() != ColumnType.JSON ? column.type() : ColumnType.STRING);
    }

    private static boolean isJson(TableSchema table, Column column) {
        return column.type() == ColumnType.JSON && !AS_RECEIVED.contains(table.name() + "." + column.name());
    }

    /** Returns a column of a table, as its definition has it. */
    final String column(TableSchema table, Column column) {
        String name = quote(column.name());
        boolean json = isJson(table, column);
        boolean key = column.type() == ColumnType.STRING && table.key().contains(column.name());
        String type = json ? json() : key ? keyText(keyTexts(table)) : type(column.type());
        return name + " " + type + (column.nullable() ? "" : " NOT NULL") + (json ? jsonCheck(name) : "");
    }

    /** Returns the number of columns of text in the key. */
    static int keyTexts(TableSchema table) {
        return (int) table.columns().stream()
                .filter(column -> table.key().contains(column.name()) && column.type() == ColumnType.STRING)
                .count();
    }

    /** Tells a type by its usual names. */
    static @Nullable ColumnType usual(String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "TEXT", "VARCHAR", "JSON", "LONGTEXT" -> ColumnType.STRING;
            case "BOOLEAN", "BOOL", "BIT", "TINYINT" -> ColumnType.BOOLEAN;
            case "INTEGER", "INT", "INT4" -> ColumnType.INT;
            case "BIGINT", "INT8" -> ColumnType.LONG;
            case "DOUBLE", "FLOAT8" -> ColumnType.DOUBLE;
            case "TIMESTAMP", "TIMESTAMPTZ", "DATETIME" -> ColumnType.TIMESTAMP;
            case "DATE" -> ColumnType.DATE;
            default -> null;
        };
    }

    /** Reads a time as {@link #read} returns it. */
    static Instant time(Object value) {
        return value instanceof Number micros
                ? TimeText.ofMicros(micros.longValue())
                : TimeText.parse(value.toString());
    }

    /** Reads a day as {@link #read} returns it. */
    static LocalDate day(Object value) {
        return value instanceof Number days
                ? LocalDate.ofEpochDay(days.longValue())
                : LocalDate.parse(value.toString());
    }
}
