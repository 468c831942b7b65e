package io.playlake.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A schema, and how a row of it is read off a value: one line a column, so that neither can drift from the other.
 * Immutable.
 *
 * @param <T> what one row is made of
 */
public final class Table<T> {

    private final TableSchema schema;
    private final List<Function<T, ? extends @Nullable Object>> values;

    private Table(TableSchema schema, List<Function<T, ? extends @Nullable Object>> values) {
        this.schema = schema;
        this.values = List.copyOf(values);
    }

    /** Starts a table; {@code doc} says what one row is. */
    public static <T> Builder<T> named(String name, String doc) {
        return new Builder<>(name, doc);
    }

    /** Returns the shape of the table. */
    public TableSchema schema() {
        return schema;
    }

    /**
     * Makes the row of a value.
     *
     * @throws IllegalArgumentException if the value does not fit the schema
     */
    public Row row(T value) {
        @Nullable Object[] row = new Object[values.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = values.get(i).apply(value);
        }
        return Row.of(schema, row);
    }

    /** Collects columns; ids are given in the order of the calls. */
    public static final class Builder<T> {

        private final String name;
        private final String doc;
        private final List<Column> columns = new ArrayList<>();
        private final List<String> key = new ArrayList<>();
        private final List<Function<T, ? extends @Nullable Object>> values = new ArrayList<>();

        private Builder(String name, String doc) {
            this.name = name;
            this.doc = doc;
        }

        /** Adds a column of the key. */
        public Builder<T> key(String column, ColumnType type, String doc, Function<T, ?> value) {
            key.add(column);
            return add(column, type, false, doc, value);
        }

        /** Adds a column that always has a value. */
        public Builder<T> required(String column, ColumnType type, String doc, Function<T, ?> value) {
            return add(column, type, false, doc, value);
        }

        /** Adds a column whose value may be absent. */
        public Builder<T> optional(
                String column, ColumnType type, String doc, Function<T, ? extends @Nullable Object> value) {
            return add(column, type, true, doc, value);
        }

        /** Finishes the table. */
        public Table<T> build() {
            return new Table<>(new TableSchema(name, doc, columns, key), values);
        }

        private Builder<T> add(
                String column,
                ColumnType type,
                boolean nullable,
                String doc,
                Function<T, ? extends @Nullable Object> value) {
            columns.add(new Column(columns.size() + 1, column, type, nullable, doc));
            values.add(value);
            return this;
        }
    }
}
