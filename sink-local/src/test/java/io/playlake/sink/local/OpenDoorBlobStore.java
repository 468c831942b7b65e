package io.playlake.sink.local;

import io.playlake.storage.BlobKey;
import io.playlake.storage.BlobReader;
import io.playlake.storage.BlobStore;
import io.playlake.storage.PendingBlob;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A store whose lock keeps nobody out, as that of S3.
 *
 * @param before told of every operation before it happens
 */
record OpenDoorBlobStore(BlobStore store, Runnable before) implements BlobStore {

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
        before.run();
        return store.create(key);
    }

    @Override
    public boolean putIfAbsent(BlobKey key, byte[] content) throws IOException {
        before.run();
        return store.putIfAbsent(key, content);
    }

    @Override
    public BlobReader open(BlobKey key) throws IOException {
        before.run();
        return store.open(key);
    }

    @Override
    public List<BlobKey> list(BlobKey folder) throws IOException {
        before.run();
        return store.list(folder);
    }

    @Override
    public void delete(BlobKey key) throws IOException {
        before.run();
        store.delete(key);
    }

    @Override
    public Optional<Lock> tryLock(BlobKey key) {
        before.run();
        return Optional.of(new Lock() {
            @Override
            public boolean exclusive() {
                return false;
            }

            @Override
            public void close() {}
        });
    }

    @Override
    public void discardPending() throws IOException {
        store.discardPending();
    }

    @Override
    public void close() throws IOException {
        store.close();
    }
}
