package io.playlake.sink.jdbc;

import io.playlake.schema.ColumnType;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;

/** Values as bytes: the same for the same value, in whatever database it has been meanwhile. */
final class RowBytes {

    private RowBytes() {}

    static void write(ColumnType type, Object value, DataOutputStream out) throws IOException {
        switch (type) {
            case STRING, JSON -> {
                byte[] text = ((String) value).getBytes(StandardCharsets.UTF_8);
                out.writeInt(text.length);
                out.write(text);
            }
            case BOOLEAN -> out.writeBoolean((Boolean) value);
            case INT -> out.writeInt((Integer) value);
            case LONG -> out.writeLong((Long) value);
            case DOUBLE -> out.writeLong(Double.doubleToLongBits((Double) value));
            case TIMESTAMP -> out.writeLong(TimeText.micros((Instant) value));
            case DATE -> out.writeLong(((LocalDate) value).toEpochDay());
        }
    }

    static Object read(ColumnType type, DataInputStream in) throws IOException {
        return switch (type) {
            case STRING, JSON -> {
                int length = in.readInt();
                byte[] text = in.readNBytes(length);
                if (text.length < length) {
                    throw new EOFException("text of " + length + " bytes ends after " + text.length);
                }
                yield new String(text, StandardCharsets.UTF_8);
            }
            case BOOLEAN -> in.readBoolean();
            case INT -> in.readInt();
            case LONG -> in.readLong();
            case DOUBLE -> Double.longBitsToDouble(in.readLong());
            case TIMESTAMP -> TimeText.ofMicros(in.readLong());
            case DATE -> LocalDate.ofEpochDay(in.readLong());
        };
    }
}
