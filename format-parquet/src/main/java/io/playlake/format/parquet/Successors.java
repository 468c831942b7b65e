package io.playlake.format.parquet;

import io.playlake.sink.Commit;
import io.playlake.sink.DataFile;
import io.playlake.sink.Replacement;
import io.playlake.sink.StoredCommit;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What stands in the place of files that were put away. Rewriting commits are a chain within the log, so only they are
 * read. Thread-safe.
 */
final class Successors {

    private final CommitLog log;
    private final Map<String, PutAway> putAway = new HashMap<>();
    private long newest;

    Successors(CommitLog log) {
        this.log = log;
    }

    private record PutAway(long seq, List<DataFile> by) {}

    /** Takes in what the log, as far as it was read, says of rewritings. */
    synchronized void refresh() throws IOException {
        Optional<StoredCommit> head = log.known();
        Deque<Commit> rewritings = new ArrayDeque<>();
        long seq = head.isEmpty() ? 0 : head.get().rewritten();
        while (seq > newest) {
            StoredCommit stored = log.require(seq);
            rewritings.push(stored.commit());
            seq = stored.rewrittenBefore();
        }
        for (Commit commit : rewritings) {
            for (Replacement replacement : commit.replaced()) {
                replacement.files().forEach(path -> putAway.put(path, new PutAway(commit.seq(), replacement.by())));
            }
            newest = commit.seq();
        }
    }

    /** Returns the files that hold now what the given ones held, each once. */
    synchronized List<DataFile> of(List<DataFile> files) {
        Set<DataFile> found = new LinkedHashSet<>();
        Deque<DataFile> open = new ArrayDeque<>(files);
        while (!open.isEmpty()) {
            DataFile file = open.pop();
            PutAway away = putAway.get(file.path());
            if (away == null) {
                found.add(file);
            } else {
                for (int i = away.by().size() - 1; i >= 0; i--) {
                    open.push(away.by().get(i));
                }
            }
        }
        return List.copyOf(found);
    }

    boolean isPutAway(String path) {
        return putAwayBy(path) > 0;
    }

    /** Returns the commit that put a file away; 0 if none did. */
    synchronized long putAwayBy(String path) {
        PutAway away = putAway.get(path);
        return away == null ? 0 : away.seq();
    }
}
