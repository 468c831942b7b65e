package io.playlake.sink;

import io.playlake.error.ConfigurationException;
import io.playlake.schema.TableSchema;
import io.playlake.storage.BlobStore;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

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
 *   <li>D7: A rewriting commit changes which files hold what earlier commits added, and no row but those that a revision
 *       says; files put away are deleted after it, and what a crash left of them by the next recovery.
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

    /**
     * Removes what dead attempts left, and what a rewriting commit put away and could not delete. To be called with the
     * lock held; unless that is exclusive, nothing is removed but what was put away.
     */
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

    /**
     * Returns the files in which the rows lie now that a commit added to a table: those that it names, or what stands in
     * their place since a rewriting, which may hold rows of other runs too. Each column {@code run_id} tells.
     */
    default List<DataFile> files(Commit commit, String table) {
        return commit.tables().getOrDefault(table, List.of());
    }

    /** Returns the files of all tables, by table, as a reader of everything needs them; reads the whole log. */
    default SortedMap<String, List<DataFile>> files() {
        SortedMap<String, Set<DataFile>> found = new TreeMap<>();
        for (Commit commit : log()) {
            for (String table : commit.tables().keySet()) {
                found.computeIfAbsent(table, name -> new LinkedHashSet<>()).addAll(files(commit, table));
            }
        }
        SortedMap<String, List<DataFile>> files = new TreeMap<>();
        found.forEach((table, some) -> files.put(table, List.copyOf(some)));
        return files;
    }

    /** Opens state bytes that a commit names, or what stands in their place since a rewriting. */
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

    /**
     * Compares the bytes of everything a commit names, and no later one put away, with what it says of them; returns what
     * is wrong, a line each.
     */
    List<String> inspect(Commit commit);

    /**
     * Looks for what lies where tables and state lie and is no part of them; returns a line each, that names the place and
     * what is there. An attempt under way is no exception, so the lock should be held, or nothing be at work.
     */
    default List<String> strays() {
        return List.of();
    }

    /**
     * Merges small files, of one day or month each, as one commit; no row changes. The lock should be held, and recovery
     * be done.
     *
     * @param tables those to look at; others stay as they are
     * @param draft what the commit says of itself
     * @return empty if there is nothing to merge
     * @throws io.playlake.error.ConfigurationException if the dataset does not consist of files
     */
    default Optional<CommitOutcome> compact(
            Attempt attempt, Commit base, List<TableSchema> tables, MergeSpan span, CommitDraft draft) {
        throw new ConfigurationException(name() + " does not consist of files, so there are none to merge");
    }

    /**
     * Removes rows and state, or changes them, as one commit, after which no earlier commit shows them any more. The lock
     * should be held, and recovery be done.
     *
     * @return empty if there was nothing to change
     * @throws io.playlake.error.ConfigurationException if the dataset cannot do that
     * @throws io.playlake.error.SinkException also if it was committed, and what was put away could not be deleted; the
     *     next recovery does
     */
    default Optional<CommitOutcome> revise(Attempt attempt, Commit base, Revision revision) {
        throw new ConfigurationException(name() + " cannot take back what was committed");
    }

    @Override
    void close();
}
