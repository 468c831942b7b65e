package io.playlake.sink;

import io.playlake.schema.TableSchema;
import java.io.OutputStream;

/**
 * One attempt to add a commit: write, then commit, or close and nothing has happened. Used by one thread.
 *
 * <ol>
 *   <li>S1: A table has at most one writer; rows come in key order, and a row out of order or with a repeated key is
 *       refused with an {@link IllegalArgumentException} that names table and key.
 *   <li>S2: A table with a writer exists after the commit, even without rows; a writer with no rows adds no file to a
 *       table that exists.
 *   <li>S3: Commit happens once; after it, or after a failure, only {@link #close} is allowed, and all else throws
 *       {@link IllegalStateException}.
 *   <li>S4: Close is idempotent, and gives up what was not committed, unless its fate is unknown.
 *   <li>S5: A table that exists takes rows of its own shape, and of one that has more columns if those are nullable; rows
 *       stored before are null there. A shape that lacks a column, changes one or adds a required one is refused before
 *       anything of the table is written; see {@link TableSchema#misfit}.
 *   <li>S6: What is refused changes nothing: the session goes on as if it had not been asked.
 * </ol>
 *
 * Methods throw {@link io.playlake.error.SinkException} when the store fails.
 */
public interface SinkSession extends AutoCloseable {

    /**
     * Returns the writer of a table, the same at every call.
     *
     * @throws IllegalArgumentException if it has one of another schema
     * @throws io.playlake.error.DataRefusedException if the table is stored in a shape that the schema does not fit; the
     *     message names table and column
     */
    TableWriter writer(TableSchema schema);

    /** Returns where the changes of state go, opaque to the sink: one line of UTF-8 an entry. */
    OutputStream stateDelta();

    /** Returns where the whole state goes, if this commit is to carry it; not called otherwise. */
    OutputStream stateCheckpoint();

    /**
     * Publishes everything in one atomic step.
     *
     * @throws io.playlake.error.CommitUnknownException if its fate could not be learned
     */
    CommitOutcome commit(CommitDraft draft);

    @Override
    void close();
}
