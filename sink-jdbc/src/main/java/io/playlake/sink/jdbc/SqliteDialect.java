package io.playlake.sink.jdbc;

import io.playlake.schema.ColumnType;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** SQLite. It has no types of time: they are text, under the name of the type that they would have. */
final class SqliteDialect extends Dialect {

    /** By its second word the column takes numbers as they are; one of plain DOUBLE forgets the sign of zero. */
    private static final String SIGNED_ZERO = "DOUBLE_BLOB";

    @Override
    String text() {
        return "TEXT";
    }

    /** A column declared as JSON would turn what looks like a number into one. */
    @Override
    String json() {
        return "TEXT";
    }

    @Override
    boolean holds(double number) {
        return Double.isFinite(number);
    }

    @Override
    String bytes() {
        return "BLOB";
    }

    @Override
    String type(ColumnType type) {
        return switch (type) {
            case STRING, JSON -> "TEXT";
            case BOOLEAN -> "BOOLEAN";
            case INT -> "INTEGER";
            case LONG -> "BIGINT";
            case DOUBLE -> SIGNED_ZERO;
            case TIMESTAMP -> "TIMESTAMP";
            case DATE -> "DATE";
        };
    }

    @Override
    @Nullable
    ColumnType typeOf(String name) {
        return name.equals(SIGNED_ZERO) ? ColumnType.DOUBLE : usual(name);
    }

    @Override
    String read(ColumnType type, String quotedColumn) {
        return quotedColumn;
    }

    @Override
    void bind(PreparedStatement statement, int index, ColumnType type, Object value) throws SQLException {
        if (type == ColumnType.BOOLEAN) {
            statement.setInt(index, (Boolean) value ? 1 : 0);
        } else {
            super.bind(statement, index, type, value);
        }
    }

    @Override
    boolean hasSchemas() {
        return false;
    }

    @Override
    RowLoader loader() {
        return new InsertLoader(this, 30_000);
    }
}
