package io.playlake.sink;

import io.playlake.schema.TableSchema;
import io.playlake.storage.BlobStore;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything one sink holds: a linear log of commits, which alone says what exists.
 *
 * <ol>
 *   <li>D1: Nothing that a session wrote is readable before its commit; all of it is, in every table, after.
 *   <li>D2: Commits are numbered 1, 2, 3 and so on; each names the sequence number and the SHA-256 of the one before.
 *   <li>D3: Of several sessions begun on one head, exactly one commits; the others are told of the conflict.
 *   <li>D4: A session closed without a commit leaves nothing readable, and harms nothing.
 *   <li>D5: Recovery removes only what an attempt that is proven dead left behind unnamed.
 *   <li>D6: The first commit that knows a table makes it exist, with no rows if need be.
 * </ol>
 *
 * Methods throw {@link io.playlake.error.SinkException} when the store fails, and
 * {@link io.playlake.error.DataRefusedException} when what they read is damaged. Thread-safe, but for its sessions.
 */
public interface Dataset extends AutoCloseable {

    /** Returns the identity given at its founding. */
    String id();

    /** Returns where it is, as a user would write it. */
    String name();

    /** Takes the lock that saves two runs from the same work; empty if somebody else holds it. */
    Optional<BlobStore.Lock> tryLock();

    /** Removes what dead attempts left. To be called with the lock held; does nothing unless the lock is exclusive. */
    void recover(BlobStore.Lock lock);

    /** Returns the newest commit; empty in a new dataset. */
    Optional<Commit> head();

    /**
     * Returns a commit by its number.
     *
     * @throws io.playlake.error.DataRefusedException if it should exist and does not, or does not fit its parent
     */
    Commit commit(long seq);

    /** Returns the whole log, oldest commit first; see {@link #commit}. */
    default List<Commit> log() {
        List<Commit> log = new ArrayList<>();
        long newest = head().map(Commit::seq).orElse(0L);
        for (long seq = 1; seq <= newest; seq++) {
            log.add(commit(seq));
        }
        return log;
    }

    /** Starts a session that will commit on top of {@code base}; empty means a new dataset. */
    SinkSession begin(Attempt attempt, Optional<Commit> base);

    /** Opens state bytes that a commit names. */
    InputStream openState(DataFile file);

    /** Reads one file of a table, in the order it was written. */
    RowReader read(TableSchema schema, DataFile file);

    /**
     * Reads those rows of one file whose key begins with the given values.
     *
     * @param keyStart values of the first key columns, one or more
     */
    default RowReader read(TableSchema schema, DataFile file, List<?> keyStart) {
        return KeyedRows.of(read(schema, file), schema, keyStart);
    }

    /** Returns where a file is, in the form other tools open. */
    String locate(DataFile file);

    /** Compares the bytes of everything a commit names with what it says of them; returns what is wrong, a line each. */
    List<String> inspect(Commit commit);

    @Override
    void close();
}
