package io.playlake.testing;

import io.playlake.storage.BlobKey;
import io.playlake.storage.BlobReader;
import io.playlake.storage.BlobStore;
import io.playlake.storage.PendingBlob;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Blobs in memory, under the rules of {@link BlobStore}; for tests. Thread-safe. */
public final class MemoryBlobStore implements BlobStore {

    private final NavigableMap<BlobKey, byte[]> blobs = new ConcurrentSkipListMap<>();
    private final Set<PendingBlob> pending = ConcurrentHashMap.newKeySet();
    private final ConcurrentHashMap<BlobKey, Held> locks = new ConcurrentHashMap<>();

    /** Gives up all locks, as the death of the process that holds them would. */
    public void releaseLocks() {
        locks.clear();
    }

    /** Returns a store with the same visible blobs, and nothing pending or locked. */
    public MemoryBlobStore copy() {
        MemoryBlobStore copy = new MemoryBlobStore();
        copy.blobs.putAll(blobs);
        return copy;
    }

    /** Returns how many blobs were started, and neither published nor closed. */
    public int pending() {
        return pending.size();
    }

    /** Returns the keys of all visible blobs, sorted. */
    public List<BlobKey> keys() {
        return List.copyOf(blobs.keySet());
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String locate(BlobKey key) {
        return "memory:" + key;
    }

    @Override
    public PendingBlob create(BlobKey key) {
        Pending blob = new Pending(key);
        pending.add(blob);
        return blob;
    }

    @Override
    public boolean putIfAbsent(BlobKey key, byte[] content) {
        return blobs.putIfAbsent(key, content.clone()) == null;
    }

    @Override
    public BlobReader open(BlobKey key) throws IOException {
        byte[] content = blobs.get(key);
        if (content == null) {
            throw new NoSuchFileException(locate(key));
        }
        return new Reader(content);
    }

    @Override
    public List<BlobKey> list(BlobKey folder) {
        return blobs.keySet().stream()
                .filter(key -> key.path().startsWith(folder.path() + "/"))
                .toList();
    }

    @Override
    public void delete(BlobKey key) {
        blobs.remove(key);
    }

    @Override
    public Optional<Lock> tryLock(BlobKey key) {
        Held lock = new Held(key);
        return locks.putIfAbsent(key, lock) == null ? Optional.of(lock) : Optional.empty();
    }

    @Override
    public void discardPending() {
        pending.clear();
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return name();
    }

    private final class Held implements Lock {

        private final BlobKey key;

        Held(BlobKey key) {
            this.key = key;
        }

        @Override
        public boolean exclusive() {
            return locks.get(key) == this;
        }

        @Override
        public void close() {
            locks.remove(key, this);
        }
    }

    private final class Pending implements PendingBlob {

        private final BlobKey key;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Pending(BlobKey key) {
            this.key = key;
        }

        @Override
        public BlobKey key() {
            return key;
        }

        @Override
        public OutputStream output() {
            return bytes;
        }

        @Override
        public void publish() throws IOException {
            if (!pending.remove(this)) {
                throw new IOException("pending blob " + key + " is gone");
            }
            blobs.put(key, bytes.toByteArray());
        }

        @Override
        public void close() {
            pending.remove(this);
        }
    }

    private static final class Reader implements BlobReader {

        private final byte[] content;

        Reader(byte[] content) {
            this.content = content;
        }

        @Override
        public long length() {
            return content.length;
        }

        @Override
        public int read(long position, ByteBuffer into) {
            if (!into.hasRemaining()) {
                return 0;
            }
            if (position >= content.length) {
                return -1;
            }
            int count = (int) Math.min(into.remaining(), content.length - position);
            into.put(content, (int) position, count);
            return count;
        }

        @Override
        public InputStream stream() {
            return new ByteArrayInputStream(content);
        }

        @Override
        public void close() {}
    }
}
