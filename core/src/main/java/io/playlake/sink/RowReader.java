package io.playlake.sink;

import io.playlake.schema.Row;
import java.util.Iterator;

/** Rows of one file, read as they are asked for. Columns that the file lacks are null. Used by one thread. */
public interface RowReader extends Iterator<Row>, AutoCloseable {

    @Override
    void close();
}
