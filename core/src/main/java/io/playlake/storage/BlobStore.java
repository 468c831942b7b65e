package io.playlake.storage;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Named bytes that appear whole or not at all. Implementations are thread-safe. An {@link IOException} caused by a
 * {@link io.playlake.error.PlaylakeException} tells a caller who should do something else than try again what that is.
 *
 * <ol>
 *   <li>B1: A blob being written is invisible to {@link #open} and {@link #list} until it is published.
 *   <li>B2: After {@link PendingBlob#publish} or {@link #putIfAbsent} returned, the blob is visible to everyone and
 *       survives a loss of power.
 *   <li>B3: Of several {@link #putIfAbsent} of one key, exactly one ever returns true, whoever calls from wherever;
 *       readers never see a part of it.
 *   <li>B4: {@link #list} returns every visible blob below a prefix, in the order of their keys' characters.
 *   <li>B5: {@link #open} of a key that does not exist throws {@link java.nio.file.NoSuchFileException}; {@link #delete}
 *       of one does nothing.
 *   <li>B6: Closing a pending blob that was not published leaves no trace.
 * </ol>
 */
public interface BlobStore extends Closeable {

    /** Returns where this is, for people and logs; never a secret. */
    String name();

    /** Returns where a blob is, in the form other tools open: an absolute path or a URL. */
    String locate(BlobKey key);

    /** Starts a blob; it becomes visible when it is published. */
    PendingBlob create(BlobKey key) throws IOException;

    /**
     * Writes a small blob unless its key exists.
     *
     * @return whether this call wrote it
     * @throws IOException if the outcome is a failure, or unknown: {@link #open} tells
     */
    boolean putIfAbsent(BlobKey key, byte[] content) throws IOException;

    /**
     * Opens a blob.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     */
    BlobReader open(BlobKey key) throws IOException;

    /** Returns the keys of all visible blobs below a folder, at any depth, sorted; empty if there is none. */
    List<BlobKey> list(BlobKey folder) throws IOException;

    /** Removes a blob; does nothing if there is none. */
    void delete(BlobKey key) throws IOException;

    /**
     * Takes a lock that dies with this process.
     *
     * @return the lock, or empty if somebody else holds it; a store that cannot lock returns one that is not
     *     {@linkplain Lock#exclusive() exclusive}
     */
    Optional<Lock> tryLock(BlobKey key) throws IOException;

    /** Removes what earlier processes left pending. Only while an exclusive lock says that they are dead. */
    void discardPending() throws IOException;

    @Override
    void close() throws IOException;

    /** A lock; closing it gives it up. */
    interface Lock extends Closeable {

        /** Returns whether no other process can hold it now. */
        boolean exclusive();

        @Override
        void close() throws IOException;
    }
}
