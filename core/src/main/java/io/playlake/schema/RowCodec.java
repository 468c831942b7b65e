package io.playlake.schema;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Rows as bytes, for temporary files only: nothing is lost, not even text that is no valid Unicode, and small numbers
 * are small.
 */
final class RowCodec {

    private final TableSchema schema;
    private final ColumnType[] types;

    RowCodec(TableSchema schema) {
        this.schema = schema;
        this.types = schema.columns().stream().map(Column::type).toArray(ColumnType[]::new);
    }

    /** Estimates the bytes that a row takes in memory. */
    static long memoryOf(Row row) {
        long bytes = 40 + 4L * row.size();
        for (int i = 0; i < row.size(); i++) {
            Object value = row.getOrNull(i);
            if (value instanceof String text) {
                bytes += 48 + text.length();
            } else if (value != null) {
                bytes += 24;
            }
        }
        return bytes;
    }

    void write(Row row, DataOutputStream out) throws IOException {
        for (int i = 0; i < types.length; i++) {
            Object value = row.getOrNull(i);
            out.writeBoolean(value != null);
            if (value != null) {
                write(types[i], value, out);
            }
        }
    }

    Row read(DataInputStream in) throws IOException {
        @Nullable Object[] values = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            values[i] = in.readBoolean() ? read(types[i], in) : null;
        }
        return Row.of(schema, values);
    }

    private static void write(ColumnType type, Object value, DataOutputStream out) throws IOException {
        switch (type) {
            case STRING, JSON -> writeText((String) value, out);
            case BOOLEAN -> out.writeBoolean((Boolean) value);
            case INT -> writeNumber((Integer) value, out);
            case LONG -> writeNumber((Long) value, out);
            case DOUBLE -> out.writeDouble((Double) value);
            case TIMESTAMP -> {
                Instant instant = (Instant) value;
                writeNumber(instant.getEpochSecond(), out);
                writeNumber(instant.getNano(), out);
            }
            case DATE -> writeNumber(((LocalDate) value).toEpochDay(), out);
        }
    }

    private static Object read(ColumnType type, DataInputStream in) throws IOException {
        return switch (type) {
            case STRING, JSON -> readText(in);
            case BOOLEAN -> in.readBoolean();
            case INT -> (int) readNumber(in);
            case LONG -> readNumber(in);
            case DOUBLE -> in.readDouble();
            case TIMESTAMP -> Instant.ofEpochSecond(readNumber(in), readNumber(in));
            case DATE -> LocalDate.ofEpochDay(readNumber(in));
        };
    }

    /** One byte a character where that is enough; the sign of the length tells. */
    private static void writeText(String text, DataOutputStream out) throws IOException {
        int length = text.length();
        if (text.chars().allMatch(c -> c < 0x100)) {
            writeNumber(length, out);
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        } else {
            writeNumber(-length, out);
            out.writeChars(text);
        }
    }

    private static String readText(DataInputStream in) throws IOException {
        long length = readNumber(in);
        if (length >= 0) {
            byte[] bytes = in.readNBytes((int) length);
            if (bytes.length < length) {
                throw new EOFException("text of " + length + " bytes ends after " + bytes.length);
            }
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        char[] chars = new char[(int) -length];
        for (int i = 0; i < chars.length; i++) {
            chars[i] = in.readChar();
        }
        return new String(chars);
    }

    /** Seven bits a byte, the lowest first, the sign in the lowest bit. */
    private static void writeNumber(long number, DataOutputStream out) throws IOException {
        long rest = (number << 1) ^ (number >> 63);
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private static long readNumber(DataInputStream in) throws IOException {
        long number = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int b = in.readUnsignedByte();
            number |= (long) (b & 0x7F) << shift;
            if (b < 0x80) {
                break;
            }
        }
        return (number >>> 1) ^ -(number & 1);
    }
}
