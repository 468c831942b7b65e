package io.playlake.format.parquet;

import io.playlake.sink.DataFile;
import io.playlake.sink.StoredCommit;
import io.playlake.storage.BlobKey;
import io.playlake.storage.BlobStore;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Removes what dead attempts left: pending blobs, and files that they published and no commit names. */
final class Recovery {

    private final BlobStore store;
    private final CommitLog log;

    Recovery(BlobStore store, CommitLog log) {
        this.store = store;
        this.log = log;
    }

    void run() throws IOException {
        store.discardPending();
        for (BlobKey key : store.list(Layout.STAGE)) {
            if (Layout.isIntent(key)) {
                Optional<byte[]> bytes = Blobs.read(store, key);
                if (bytes.isPresent()) {
                    clear(PublishIntent.parse(store.locate(key), bytes.get()));
                    store.delete(key);
                }
            }
        }
    }

    private void clear(PublishIntent intent) throws IOException {
        Set<String> named = namedAfter(intent.baseSeq());
        for (BlobKey file : intent.files()) {
            if (!named.contains(file.path())) {
                store.delete(file);
            }
        }
    }

    private Set<String> namedAfter(long seq) throws IOException {
        Set<String> named = new HashSet<>();
        Optional<StoredCommit> head = log.head();
        long last = head.isPresent() ? head.get().commit().seq() : 0;
        for (long i = seq + 1; i <= last; i++) {
            StoredCommit.files(log.require(i).commit()).map(DataFile::path).forEach(named::add);
        }
        return named;
    }
}
