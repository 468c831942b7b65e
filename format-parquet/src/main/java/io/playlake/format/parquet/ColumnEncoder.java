package io.playlake.format.parquet;

import io.playlake.schema.Column;
import io.playlake.schema.TableSchema;
import java.time.Instant;
import java.time.LocalDate;
import org.apache.parquet.column.ColumnWriter;
import org.jspecify.annotations.Nullable;

/** Checks the values of one column and hands them to Parquet. */
final class ColumnEncoder {

    private final TableSchema table;
    private final Column column;
    private final TextCache texts;
    private final int level;

    ColumnEncoder(TableSchema table, Column column, TextCache texts) {
        this.table = table;
        this.column = column;
        this.texts = texts;
        this.level = column.nullable() ? 1 : 0;
    }

    /** A row is checked before any of it is written, since half a row cannot be taken back. */
    void check(@Nullable Object value) {
        boolean fits =
                value == null ? column.nullable() : column.type().javaType().isInstance(value);
        if (!fits) {
            throw new IllegalArgumentException("table " + table.name() + ", column " + column.name() + ": got "
                    + (value == null ? "null" : value.getClass().getSimpleName()) + ", expected " + column.type());
        }
        if (value instanceof Instant instant) {
            micros(instant);
        } else if (value instanceof LocalDate date) {
            days(date);
        }
    }

    void write(@Nullable Object value, ColumnWriter out) {
        if (value == null) {
            out.writeNull(0, 0);
            return;
        }
        switch (column.type()) {
            case STRING, JSON -> out.write(texts.encode((String) value), 0, level);
            case BOOLEAN -> out.write((boolean) (Boolean) value, 0, level);
            case INT -> out.write((int) (Integer) value, 0, level);
            case LONG -> out.write((long) (Long) value, 0, level);
            case DOUBLE -> out.write((double) (Double) value, 0, level);
            case TIMESTAMP -> out.write(micros((Instant) value), 0, level);
            case DATE -> out.write(days((LocalDate) value), 0, level);
        }
    }

    private long micros(Instant instant) {
        try {
            // Whole seconds before 1970 times a million can leave the range that their sum with the rest is in.
            return instant.getEpochSecond() < 0
                    ? Math.addExact(
                            Math.multiplyExact(instant.getEpochSecond() + 1, 1_000_000L),
                            instant.getNano() / 1000 - 1_000_000)
                    : Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1000);
        } catch (ArithmeticException e) {
            throw outOfRange(instant, e);
        }
    }

    private int days(LocalDate date) {
        try {
            return Math.toIntExact(date.toEpochDay());
        } catch (ArithmeticException e) {
            throw outOfRange(date, e);
        }
    }

    private IllegalArgumentException outOfRange(Object value, ArithmeticException cause) {
        return new IllegalArgumentException(
                "table " + table.name() + ", column " + column.name() + ": " + value + " is out of range for "
                        + column.type(),
                cause);
    }
}
