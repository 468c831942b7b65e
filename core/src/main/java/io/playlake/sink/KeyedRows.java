package io.playlake.sink;

import io.playlake.schema.Row;
import io.playlake.schema.TableSchema;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a reader whose key begins with given values; they lie side by side, since files are in key order. For sinks
 * that skip some rows by themselves, and not all.
 */
public final class KeyedRows implements RowReader {

    private final RowReader rows;
    private final List<?> keyStart;
    private final int[] keyIndexes;
    private @Nullable Row next;
    private boolean met;

    private KeyedRows(RowReader rows, TableSchema schema, List<?> keyStart) {
        int[] indexes = schema.keyIndexes();
        if (keyStart.isEmpty() || keyStart.size() > indexes.length) {
            throw new IllegalArgumentException("the key of table " + schema.name() + " is " + schema.key()
                    + ", and cannot begin with " + keyStart.size() + " values");
        }
        this.rows = rows;
        this.keyStart = List.copyOf(keyStart);
        this.keyIndexes = Arrays.copyOf(indexes, keyStart.size());
    }

    /**
     * Reads on until the key begins with the given values, and as long as it does.
     *
     * @param rows in key order; closed with this reader
     * @param keyStart values of the first key columns, one or more
     */
    public static RowReader of(RowReader rows, TableSchema schema, List<?> keyStart) {
        return new KeyedRows(rows, schema, keyStart);
    }

    @Override
    public boolean hasNext() {
        while (next == null && rows.hasNext()) {
            Row row = rows.next();
            if (matches(row)) {
                met = true;
                next = row;
            } else if (met) {
                return false;
            }
        }
        return next != null;
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Row row = next;
        next = null;
        return Objects.requireNonNull(row);
    }

    @Override
    public void close() {
        rows.close();
    }

    private boolean matches(Row row) {
        for (int i = 0; i < keyIndexes.length; i++) {
            if (!keyStart.get(i).equals(row.get(keyIndexes[i]))) {
                return false;
            }
        }
        return true;
    }
}
