package io.playlake.sink.jdbc;

import io.playlake.schema.ColumnType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** MariaDB and MySQL. Their usual collations take ids that differ in case, or in spaces at the end, for the same. */
final class MariaDbDialect extends Dialect {

    /** Of the 3,072 bytes of a key, four a character, with some left for numbers. */
    private static final int KEY_CHARS = 750;

    private final String collation;

    MariaDbDialect(String collation) {
        this.collation = collation;
    }

    @Override
    String quote(String name) {
        return '`' + name + '`';
    }

    @Override
    String text() {
        return "LONGTEXT" + collate();
    }

    @Override
    String keyText(int columns) {
        return "VARCHAR(" + keyTextChars(columns) + ")" + collate();
    }

    @Override
    int keyTextChars(int columns) {
        return Math.min(255, KEY_CHARS / columns);
    }

    /** MariaDB's own type is no more than this with its check, and MySQL's would change the text. */
    @Override
    String json() {
        return text();
    }

    @Override
    String jsonCheck(String quotedColumn) {
        return " CHECK (JSON_VALID(" + quotedColumn + "))";
    }

    @Override
    boolean holds(double number) {
        return Double.isFinite(number);
    }

    @Override
    String bytes() {
        return "LONGBLOB";
    }

    @Override
    String type(ColumnType type) {
        return switch (type) {
            case STRING, JSON -> text();
            case BOOLEAN -> "BOOLEAN";
            case INT -> "INT";
            case LONG -> "BIGINT";
            case DOUBLE -> "DOUBLE";
            case TIMESTAMP -> "DATETIME(6)";
            case DATE -> "DATE";
        };
    }

    @Override
    @Nullable
    ColumnType typeOf(String name) {
        return usual(name.toUpperCase(Locale.ROOT).replace("(1)", ""));
    }

    @Override
    String read(ColumnType type, String quotedColumn) {
        return switch (type) {
            case TIMESTAMP -> "TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', " + quotedColumn + ")";
            case DATE -> "DATEDIFF(" + quotedColumn + ", DATE'1970-01-01')";
            default -> quotedColumn;
        };
    }

    /** A negative zero would be written as a decimal number, which has none. */
    @Override
    void bind(PreparedStatement statement, int index, ColumnType type, Object value) throws SQLException {
        if (type == ColumnType.DOUBLE && value.equals(-0.0)) {
            statement.setString(index, "-0e0");
        } else {
            super.bind(statement, index, type, value);
        }
    }

    @Override
    String upsert(List<String> key, List<String> others) {
        return " ON DUPLICATE KEY UPDATE "
                + String.join(
                        ", ",
                        others.stream()
                                .map(column -> quote(column) + " = VALUES(" + quote(column) + ")")
                                .toList());
    }

    @Override
    String tableOptions() {
        return " ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE " + collation;
    }

    /** A statement of its own would not be part of making the table, which commits. */
    @Override
    boolean indexesInTable() {
        return true;
    }

    @Override
    Optional<Boolean> lock(Connection connection, String datasetId) throws SQLException {
        return Optional.of(ask(connection, "SELECT GET_LOCK(?, 0)", datasetId));
    }

    @Override
    void unlock(Connection connection, String datasetId) throws SQLException {
        ask(connection, "SELECT RELEASE_LOCK(?)", datasetId);
    }

    private static boolean ask(Connection connection, String sql, String datasetId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, "playlake:" + datasetId);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() && result.getInt(1) == 1;
            }
        }
    }

    @Override
    RowLoader loader() {
        return new InsertLoader(this, 10_000);
    }

    private String collate() {
        return " CHARACTER SET utf8mb4 COLLATE " + collation;
    }
}
