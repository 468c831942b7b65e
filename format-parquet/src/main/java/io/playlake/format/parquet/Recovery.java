package io.playlake.format.parquet;

import io.playlake.sink.Commit;
import io.playlake.sink.DataFile;
import io.playlake.sink.StoredCommit;
import io.playlake.storage.BlobKey;
import io.playlake.storage.BlobStore;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Removes what dead attempts left: pending blobs, files that they published and no commit names, and files that their
 * commit put away.
 */
final class Recovery {

    private final BlobStore store;
    private final CommitLog log;

    Recovery(BlobStore store, CommitLog log) {
        this.store = store;
        this.log = log;
    }

    /** @param exclusive whether everybody else is dead; if not, only what was put away is removed */
    void run(boolean exclusive) throws IOException {
        if (exclusive) {
            store.discardPending();
        }
        for (BlobKey key : store.list(Layout.STAGE)) {
            if (Layout.isIntent(key)) {
                Optional<byte[]> bytes = Blobs.read(store, key);
                if (bytes.isPresent() && clear(PublishIntent.parse(store.locate(key), bytes.get()), exclusive)) {
                    store.delete(key);
                }
            }
        }
    }

    /** Returns whether the note has served. */
    private boolean clear(PublishIntent intent, boolean exclusive) throws IOException {
        Set<String> named = new HashSet<>();
        Set<String> putAway = new HashSet<>();
        long last = log.head().map(head -> head.commit().seq()).orElse(0L);
        for (long seq = intent.baseSeq() + 1; seq <= last; seq++) {
            Commit commit = log.require(seq).commit();
            StoredCommit.files(commit).map(DataFile::path).forEach(named::add);
            commit.replaced().forEach(replacement -> putAway.addAll(replacement.files()));
        }
        for (BlobKey file : intent.replaced()) {
            if (putAway.contains(file.path())) {
                store.delete(file);
            }
        }
        boolean committed = intent.files().stream().allMatch(file -> named.contains(file.path()));
        if (exclusive) {
            for (BlobKey file : intent.files()) {
                if (!named.contains(file.path())) {
                    store.delete(file);
                }
            }
        }
        return exclusive || (committed && !intent.replaced().isEmpty());
    }
}
