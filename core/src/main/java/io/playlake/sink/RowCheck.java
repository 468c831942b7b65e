package io.playlake.sink;

import io.playlake.schema.Row;
import io.playlake.schema.TableSchema;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** What every {@link TableWriter} refuses, by rule S1; for authors of sinks. Used by one thread. */
public final class RowCheck {

    private final TableSchema schema;
    private final Comparator<Row> order;
    private final int[] key;
    private @Nullable Row last;

    /** Checks the rows of a table, of which there are none yet. */
    public RowCheck(TableSchema schema) {
        this.schema = schema;
        this.order = schema.keyOrder();
        this.key = schema.keyIndexes();
    }

    /**
     * Checks a row that may be the next.
     *
     * @throws IllegalArgumentException if it has too many or too few values, or does not sort after the row before
     */
    public void check(Row row) {
        if (row.size() != schema.columns().size()) {
            throw new IllegalArgumentException("table " + schema.name() + " has "
                    + schema.columns().size() + " columns, got a row of " + row.size());
        }
        if (last != null && order.compare(last, row) >= 0) {
            throw new IllegalArgumentException("table " + schema.name() + ": key " + keyOf(row)
                    + " does not sort after " + keyOf(last) + ", the key of the row before");
        }
    }

    /** Takes a row that was written: what comes next must sort after it. */
    public void written(Row row) {
        last = row;
    }

    private String keyOf(Row row) {
        return Arrays.stream(key).mapToObj(row::get).toList().toString();
    }
}
