package io.playlake.schema;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A promise between two tables: what some columns of one name exists in the other. A row in which one of the columns is
 * null names nothing.
 *
 * @param from the table that names
 * @param columns of it that name
 * @param unlessColumn rows in which this column has {@code unlessValue} are exempt; null if none are
 * @param to the table that holds
 * @param toColumns of it, in the order and of the types of {@code columns}
 */
public record Reference(
        TableSchema from,
        List<String> columns,
        @Nullable String unlessColumn,
        @Nullable Object unlessValue,
        TableSchema to,
        List<String> toColumns) {

    public Reference {
        columns = List.copyOf(columns);
        toColumns = List.copyOf(toColumns);
        if (columns.isEmpty() || columns.size() != toColumns.size()) {
            throw new IllegalArgumentException(
                    "reference of " + from.name() + " " + columns + " to " + to.name() + " " + toColumns);
        }
    }

    /** Starts the reference of some columns of a table. */
    public static Builder of(TableSchema from, String... columns) {
        return new Builder(from, List.of(columns));
    }

    /** Returns what a row of {@link #from} names; empty if it names nothing. */
    public Optional<List<Object>> named(Row row) {
        if (unlessColumn != null && Objects.equals(row.getOrNull(from.indexOf(unlessColumn)), unlessValue)) {
            return Optional.empty();
        }
        return values(from, columns, row);
    }

    /** Returns what a row of {@link #to} holds; empty if one of the columns is null. */
    public Optional<List<Object>> held(Row row) {
        return values(to, toColumns, row);
    }

    private static Optional<List<Object>> values(TableSchema table, List<String> columns, Row row) {
        Object[] values = new Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            Object value = row.getOrNull(table.indexOf(columns.get(i)));
            if (value == null) {
                return Optional.empty();
            }
            values[i] = value;
        }
        return Optional.of(List.of(values));
    }

    @Override
    public String toString() {
        return from.name() + "(" + String.join(", ", columns) + ") -> " + to.name() + "(" + String.join(", ", toColumns)
                + ")";
    }

    /** Collects the parts. */
    public static final class Builder {

        private final TableSchema from;
        private final List<String> columns;
        private @Nullable String unlessColumn;
        private @Nullable Object unlessValue;

        private Builder(TableSchema from, List<String> columns) {
            this.from = from;
            this.columns = columns;
        }

        /** Exempts rows in which a column has a value. */
        public Builder unless(String column, Object value) {
            unlessColumn = column;
            unlessValue = value;
            return this;
        }

        /** Names the other side, and finishes. */
        public Reference to(TableSchema to, String... toColumns) {
            return new Reference(from, columns, unlessColumn, unlessValue, to, List.of(toColumns));
        }
    }
}
