package io.playlake.format.parquet;

import io.playlake.error.DataRefusedException;
import io.playlake.sink.CommitJson;
import io.playlake.sink.StoredCommit;
import io.playlake.storage.BlobKey;
import io.playlake.storage.BlobStore;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The numbered documents that say what exists. Remembers what it read, for they never change. Thread-safe. */
final class CommitLog {

    private final BlobStore store;
    private final Map<Long, StoredCommit> commits = new Recent<>(64);
    private final Map<Long, String> hashes = new Recent<>(4096);
    private long newest;

    CommitLog(BlobStore store) {
        this.store = store;
    }

    /** Looks for commits after the newest one seen; lists the log only when none was. */
    synchronized Optional<StoredCommit> head() throws IOException {
        if (newest == 0) {
            newest = newestListed();
        }
        while (read(newest + 1).isPresent()) {
            newest++;
        }
        return newest == 0 ? Optional.empty() : Optional.of(require(newest));
    }

    /** Returns the newest commit that {@link #head} found; asks the store only if it was never called. */
    synchronized Optional<StoredCommit> known() throws IOException {
        return newest == 0 ? head() : Optional.of(require(newest));
    }

    /** @throws DataRefusedException if it is not there */
    StoredCommit require(long seq) throws IOException {
        return read(seq).orElseThrow(() -> new DataRefusedException(place(seq) + " is missing from the log", null));
    }

    /** Returns a commit; empty if there is none of this number. */
    synchronized Optional<StoredCommit> read(long seq) throws IOException {
        StoredCommit known = commits.get(seq);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<byte[]> bytes = Blobs.read(store, Layout.commit(seq));
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        StoredCommit stored = CommitJson.read(place(seq), bytes.get());
        checkChain(seq, stored);
        commits.put(seq, stored);
        return Optional.of(stored);
    }

    boolean put(long seq, byte[] json) throws IOException {
        return store.putIfAbsent(Layout.commit(seq), json);
    }

    String place(long seq) {
        return store.locate(Layout.commit(seq));
    }

    private void checkChain(long seq, StoredCommit stored) {
        if (stored.commit().seq() != seq) {
            throw new DataRefusedException(
                    place(seq) + " says it is commit " + stored.commit().seq(), null);
        }
        String parent = stored.commit().parentSha256();
        if ((parent == null) != (seq == 1)) {
            throw new DataRefusedException(place(seq) + " names " + parent + " as its parent", null);
        }
        agree(seq, stored.commit().sha256());
        if (parent != null) {
            agree(seq - 1, parent);
        }
    }

    private void agree(long seq, String sha256) {
        String known = hashes.putIfAbsent(seq, sha256);
        if (known != null && !known.equals(sha256)) {
            throw new DataRefusedException(
                    place(seq) + " and the commit after it do not fit: SHA-256 " + sha256 + " against " + known, null);
        }
    }

    private long newestListed() throws IOException {
        long count = 0;
        long first = 0;
        long last = 0;
        for (BlobKey key : store.list(Layout.COMMITS)) {
            OptionalLong seq = Layout.seq(key);
            if (seq.isPresent()) {
                count++;
                last = seq.getAsLong();
                first = first == 0 ? last : first;
            }
        }
        if (count > 0 && (first != 1 || last - first + 1 != count)) {
            throw new DataRefusedException(
                    store.locate(Layout.COMMITS) + " holds " + count + " commits from " + first + " to " + last
                            + ", expected all from 1 on",
                    null);
        }
        return last;
    }

    /** The last so many entries used. */
    private static final class Recent<V> extends LinkedHashMap<Long, V> {

        private final int most;

        Recent(int most) {
            super(16, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, V> eldest) {
            return size() > most;
        }
    }
}
