package io.playlake.format.parquet;

import io.playlake.error.DataRefusedException;
import io.playlake.schema.Column;
import io.playlake.schema.ColumnType;
import java.time.Instant;
import java.time.LocalDate;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReadStore;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Reads the values of one column, in order. */
final class ColumnDecoder {

    private final ColumnType type;
    private final ColumnDescriptor descriptor;
    private @Nullable ColumnReader reader;

    private ColumnDecoder(ColumnType type, ColumnDescriptor descriptor) {
        this.type = type;
        this.descriptor = descriptor;
    }

    /** @throws DataRefusedException if the stored values are of another type than the column's */
    static ColumnDecoder of(String place, Column column, Type field) {
        PrimitiveTypeName expected = stored(column.type());
        if (!field.isPrimitive()
                || field.isRepetition(Type.Repetition.REPEATED)
                || field.asPrimitiveType().getPrimitiveTypeName() != expected) {
            throw new DataRefusedException(
                    place + ": column " + column.name() + " is stored as '" + field + "', expected " + expected, null);
        }
        int level = field.isRepetition(Type.Repetition.OPTIONAL) ? 1 : 0;
        return new ColumnDecoder(
                column.type(), new ColumnDescriptor(new String[] {field.getName()}, field.asPrimitiveType(), 0, level));
    }

    void start(ColumnReadStore columns) {
        reader = columns.getColumnReader(descriptor);
    }

    @Nullable
    Object next() {
        ColumnReader values = reader;
        if (values == null) {
            throw new IllegalStateException("the column was not started");
        }
        Object value = values.getCurrentDefinitionLevel() < descriptor.getMaxDefinitionLevel() ? null : decode(values);
        values.consume();
        return value;
    }

    private Object decode(ColumnReader values) {
        return switch (type) {
            case STRING, JSON -> values.getBinary().toStringUsingUTF8();
            case BOOLEAN -> values.getBoolean();
            case INT -> values.getInteger();
            case LONG -> values.getLong();
            case DOUBLE -> values.getDouble();
            case TIMESTAMP -> instant(values.getLong());
            case DATE -> LocalDate.ofEpochDay(values.getInteger());
        };
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
    }

    private static PrimitiveTypeName stored(ColumnType type) {
        return switch (type) {
            case STRING, JSON -> PrimitiveTypeName.BINARY;
            case BOOLEAN -> PrimitiveTypeName.BOOLEAN;
            case INT, DATE -> PrimitiveTypeName.INT32;
            case LONG, TIMESTAMP -> PrimitiveTypeName.INT64;
            case DOUBLE -> PrimitiveTypeName.DOUBLE;
        };
    }
}
