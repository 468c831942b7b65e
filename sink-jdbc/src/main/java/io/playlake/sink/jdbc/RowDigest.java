package io.playlake.sink.jdbc;

import com.google.common.hash.Funnels;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.playlake.schema.Column;
import io.playlake.schema.Row;
import io.playlake.schema.TableSchema;
import io.playlake.sink.DataFile;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The fingerprint of rows: for each row in key order, for each column in the order of their names that has a value, the
 * name and the value, and then the end of the row. Neither the order of columns nor one that is added makes a difference.
 */
final class RowDigest {

    private final List<Column> columns;
    private final int[] byName;
    private final byte[][] names;
    private final Hasher hasher = Hashing.sha256().newHasher();
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    private final DataOutputStream data = new DataOutputStream(buffer);
    private long rows;
    private long bytes;

    RowDigest(TableSchema schema) {
        this.columns = schema.columns();
        this.byName = IntStream.range(0, columns.size())
                .boxed()
                .sorted(Comparator.comparing(i -> columns.get(i).name()))
                .mapToInt(Integer::intValue)
                .toArray();
        this.names = columns.stream()
                .map(column -> (column.name() + "=").getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    void add(Row row) {
        try {
            for (int i : byName) {
                Object value = row.getOrNull(i);
                if (value != null) {
                    data.write(names[i]);
                    RowBytes.write(columns.get(i).type(), value, data);
                }
            }
            data.write('\n');
            rows++;
            bytes += buffer.size();
            buffer.writeTo(Funnels.asOutputStream(hasher));
            buffer.reset();
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot fail", e);
        }
    }

    /** Returns the fingerprint; to be called once. */
    DataFile file(String path) {
        return new DataFile(path, rows, bytes, hasher.hash().toString());
    }
}
