package io.playlake.testing;

import io.playlake.storage.BlobKey;
import io.playlake.storage.BlobReader;
import io.playlake.storage.BlobStore;
import io.playlake.storage.PendingBlob;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * A blob store whose n-th operation fails; for tests. An operation is a call of the store, or 64 KB written to a pending
 * blob, or the rest of its bytes, its publish or its close. Thread-safe as a counter; which thread meets the fault is not
 * defined.
 */
public final class FaultyBlobStore implements BlobStore {

    /** How an operation fails. */
    public enum Fault {
        /** It throws, and has done nothing; later operations work. */
        ERROR_BEFORE,
        /** It has done its work, and throws all the same; later operations work. */
        ERROR_AFTER,
        /** It throws, has done nothing, and so do all later ones. */
        CRASH_BEFORE,
        /** It has done its work, throws all the same, and all later ones do nothing but throw. */
        CRASH_AFTER,
        /** If it writes to a pending blob, half of its bytes are written; else nothing is done. Then as if it crashed. */
        TORN_WRITE;

        /** Returns whether all later operations fail too. */
        public boolean isCrash() {
            return this != ERROR_BEFORE && this != ERROR_AFTER;
        }
    }

    private static final int BUFFER_BYTES = 64 * 1024;

    private final BlobStore store;
    private final long failing;
    private final Fault fault;
    private long operations;

    private FaultyBlobStore(BlobStore store, long failing, Fault fault) {
        this.store = store;
        this.failing = failing;
        this.fault = fault;
    }

    /** Returns a store that only counts. */
    public static FaultyBlobStore counting(BlobStore store) {
        return new FaultyBlobStore(store, 0, Fault.ERROR_BEFORE);
    }

    /** Returns a store whose operation number {@code n}, from 1, fails. */
    public static FaultyBlobStore failing(BlobStore store, long n, Fault fault) {
        return new FaultyBlobStore(store, n, fault);
    }

    /** Returns how many operations there were. */
    public synchronized long operations() {
        return operations;
    }

    @Override
    public String name() {
        return store.name();
    }

    @Override
    public String locate(BlobKey key) {
        return store.locate(key);
    }

    @Override
    public PendingBlob create(BlobKey key) throws IOException {
        return new Pending(run("create " + key, () -> store.create(key)));
    }

    @Override
    public boolean putIfAbsent(BlobKey key, byte[] content) throws IOException {
        return run("put " + key, () -> store.putIfAbsent(key, content));
    }

    @Override
    public BlobReader open(BlobKey key) throws IOException {
        return run("open " + key, () -> store.open(key));
    }

    @Override
    public List<BlobKey> list(BlobKey folder) throws IOException {
        return run("list " + folder, () -> store.list(folder));
    }

    @Override
    public void delete(BlobKey key) throws IOException {
        perform("delete " + key, () -> store.delete(key));
    }

    @Override
    public Optional<Lock> tryLock(BlobKey key) throws IOException {
        return run("lock " + key, () -> store.tryLock(key));
    }

    @Override
    public void discardPending() throws IOException {
        perform("discard", store::discardPending);
    }

    @Override
    public void close() throws IOException {
        store.close();
    }

    @Override
    public String toString() {
        return name();
    }

    private <T> T run(String what, Operation<T> operation) throws IOException {
        boolean failsAfter = before(what);
        T result = operation.run();
        if (failsAfter) {
            throw new IOException("injected after " + what);
        }
        return result;
    }

    private void perform(String what, Action action) throws IOException {
        boolean failsAfter = before(what);
        action.run();
        if (failsAfter) {
            throw new IOException("injected after " + what);
        }
    }

    /** Returns whether this operation is to fail after its work. */
    private synchronized boolean before(String what) throws IOException {
        operations++;
        boolean here = operations == failing;
        boolean dead = fault.isCrash() && failing > 0 && operations > failing;
        boolean after = fault == Fault.ERROR_AFTER || fault == Fault.CRASH_AFTER;
        if (dead || (here && !after)) {
            throw new IOException("injected before " + what);
        }
        return here;
    }

    private synchronized boolean isNextTorn() {
        return fault == Fault.TORN_WRITE && operations + 1 == failing;
    }

    private interface Operation<T> {
        T run() throws IOException;
    }

    private interface Action {
        void run() throws IOException;
    }

    private final class Pending implements PendingBlob {

        private final PendingBlob blob;
        private final OutputStream output;

        Pending(PendingBlob blob) {
            this.blob = blob;
            this.output = new BufferedOutputStream(new Written(), BUFFER_BYTES);
        }

        @Override
        public BlobKey key() {
            return blob.key();
        }

        @Override
        public OutputStream output() {
            return output;
        }

        @Override
        public void publish() throws IOException {
            output.flush();
            perform("publish " + key(), blob::publish);
        }

        @Override
        public void close() throws IOException {
            perform("close " + key(), blob::close);
        }

        /** What the buffer hands on, a whole buffer at a time. */
        private final class Written extends OutputStream {

            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (isNextTorn()) {
                    blob.output().write(bytes, offset, length / 2);
                }
                perform("write " + key(), () -> blob.output().write(bytes, offset, length));
            }

            @Override
            public void close() throws IOException {
                blob.output().close();
            }
        }
    }
}
