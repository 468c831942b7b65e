package io.playlake.sink.jdbc;

import io.playlake.schema.ColumnType;
import io.playlake.schema.Row;
import io.playlake.schema.TableSchema;
import io.playlake.sink.DataFile;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The rows of one table, kept outside of memory until they are loaded, as often as that needs to be tried. */
final class RowSpill implements Closeable {

    private final TableSchema schema;
    private final ColumnType[] types;
    private final RowDigest digest;
    private final TempFile temp = new TempFile();
    private @Nullable DataOutputStream out;
    private @Nullable DataFile file;
    private long rows;

    RowSpill(TableSchema schema) {
        this.schema = schema;
        this.types = schema.columns().stream().map(column -> column.type()).toArray(ColumnType[]::new);
        this.digest = new RowDigest(schema);
    }

    TableSchema schema() {
        return schema;
    }

    boolean isEmpty() {
        return rows == 0;
    }

    void write(Row row) throws IOException {
        DataOutputStream to = out;
        if (to == null) {
            to = new DataOutputStream(temp.output());
            out = to;
        }
        for (int i = 0; i < types.length; i++) {
            Object value = row.getOrNull(i);
            to.writeBoolean(value != null);
            if (value != null) {
                RowBytes.write(types[i], value, to);
            }
        }
        digest.add(row);
        rows++;
    }

    /** Returns what a commit says of the rows; no more may be written after it. */
    DataFile file(String path) {
        DataFile known = file;
        if (known == null) {
            known = digest.file(path);
            file = known;
        }
        return known;
    }

    /** Reads the rows, from the first. */
    Reader read() throws IOException {
        return new Reader(new DataInputStream(temp.input()));
    }

    /** The rows, one after the other. */
    final class Reader {

        private final DataInputStream in;
        private long left = rows;

        private Reader(DataInputStream in) {
            this.in = in;
        }

        /** Returns the next row; null after the last. */
        @Nullable
        Row next() throws IOException {
            if (left == 0) {
                return null;
            }
            left--;
            @Nullable Object[] values = new Object[types.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = in.readBoolean() ? RowBytes.read(types[i], in) : null;
            }
            return Row.of(schema, values);
        }
    }

    @Override
    public void close() throws IOException {
        temp.close();
    }
}
