package io.playlake.schema;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The values of one row, in the order of the columns of its table. Immutable. */
public final class Row {

    private final @Nullable Object[] values;

    private Row(@Nullable Object[] values) {
        this.values = values;
    }

    /**
     * Checks the values against a schema and makes a row of them; times are cut to microseconds.
     *
     * @throws IllegalArgumentException if there are too many or too few, one has another type than its column, or one is
     *     null where its column is not nullable; the message names table, column and value
     */
    public static Row of(TableSchema schema, @Nullable Object... values) {
        if (values.length != schema.columns().size()) {
            throw new IllegalArgumentException("table " + schema.name() + " has "
                    + schema.columns().size() + " columns, got " + values.length + " values");
        }
        @Nullable Object[] copy = new Object[values.length];
        for (int i = 0; i < copy.length; i++) {
            Column column = schema.columns().get(i);
            Object value = values[i];
            copy[i] = value instanceof Instant instant ? instant.truncatedTo(ChronoUnit.MICROS) : value;
            if (value == null ? !column.nullable() : !column.type().javaType().isInstance(value)) {
                throw new IllegalArgumentException("table " + schema.name() + ", column " + column.name() + ": got "
                        + (value == null ? "null" : value.getClass().getSimpleName() + " " + value) + ", expected "
                        + column.type() + (column.nullable() ? " or null" : ""));
            }
        }
        return new Row(copy);
    }

    /** Returns a value by its place, from 0, known not to be null. */
    public Object get(int index) {
        Object value = values[index];
        if (value == null) {
            throw new IllegalStateException("value " + index + " of " + this + " is null");
        }
        return value;
    }

    /** Returns a value by its place, from 0; null where it is absent. */
    public @Nullable Object getOrNull(int index) {
        return values[index];
    }

    /** Returns the number of values. */
    public int size() {
        return values.length;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Row row && Arrays.equals(values, row.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
