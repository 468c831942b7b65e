package io.playlake.sink;

import io.playlake.schema.Row;
import io.playlake.schema.TableSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to go from a dataset, or to be changed in it; see {@link Dataset#revise}. It is asked by one thread, about every
 * row and every line of state, and may be asked again: the answer is the same then.
 */
public interface Revision {

    /** Returns the tables to look at; all rows of one are asked about before those of the next. */
    List<TableSchema> tables();

    /** Returns what stands in the place of a row: itself, another of the same key, or null if it goes. */
    @Nullable
    Row row(TableSchema table, Row row);

    /** Returns what stands in the place of a line of state, as for rows. */
    @Nullable
    String state(String line);

    /** Returns what the commit says of itself; asked once, after everything else, and only if something changed. */
    CommitDraft draft();
}
