package io.playlake.sink;

import io.playlake.schema.Row;

/** Takes the rows of one table, in key order. */
public interface TableWriter {

    /**
     * Adds a row.
     *
     * @throws IllegalArgumentException if it does not sort after the row before, or does not fit the table
     * @throws io.playlake.error.SinkException if it cannot be written
     */
    void write(Row row);
}
