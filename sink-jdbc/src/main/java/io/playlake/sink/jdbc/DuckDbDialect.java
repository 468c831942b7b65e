package io.playlake.sink.jdbc;

import io.playlake.schema.ColumnType;
import org.jspecify.annotations.Nullable;

/** DuckDB. Its times are UTC without saying so: those that say it need an extension. */
final class DuckDbDialect extends Dialect {

    @Override
    String text() {
        return "VARCHAR";
    }

    @Override
    String json() {
        return "JSON";
    }

    @Override
    String bytes() {
        return "BLOB";
    }

    @Override
    String type(ColumnType type) {
        return switch (type) {
            case STRING, JSON -> "VARCHAR";
            case BOOLEAN -> "BOOLEAN";
            case INT -> "INTEGER";
            case LONG -> "BIGINT";
            case DOUBLE -> "DOUBLE";
            case TIMESTAMP -> "TIMESTAMP";
            case DATE -> "DATE";
        };
    }

    @Override
    @Nullable
    ColumnType typeOf(String name) {
        return usual(name);
    }

    @Override
    String read(ColumnType type, String quotedColumn) {
        return switch (type) {
            case TIMESTAMP -> "epoch_us(" + quotedColumn + ")";
            case DATE -> "datediff('day', DATE '1970-01-01', " + quotedColumn + ")";
            case STRING, JSON -> "CAST(" + quotedColumn + " AS VARCHAR)";
            default -> quotedColumn;
        };
    }

    @Override
    String placeholder(ColumnType type) {
        return "CAST(? AS " + type(type) + ")";
    }

    @Override
    boolean wantsCommitIndex() {
        return false;
    }

    @Override
    RowLoader loader() {
        return new InsertLoader(this, 4_000);
    }
}
