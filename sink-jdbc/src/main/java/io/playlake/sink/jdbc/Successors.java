package io.playlake.sink.jdbc;

import io.playlake.sink.Commit;
import io.playlake.sink.DataFile;
import io.playlake.sink.Replacement;
import io.playlake.sink.StoredCommit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What stands in the place of rows and state that a revision changed. Rows keep the number of the commit that added them,
 * so a successor's path is that of the first, and the number of the commit that changed them last. Thread-safe.
 */
final class Successors {

    private static final Pattern REVISED = Pattern.compile("\\.[0-9]+$");

    private final JdbcLog log;
    private final Map<String, List<DataFile>> putAway = new HashMap<>();
    private long newest;

    Successors(JdbcLog log) {
        this.log = log;
    }

    /** Returns the path of what a commit makes of a file. */
    static String path(String path, long seq) {
        return original(path) + "." + seq;
    }

    /** Returns the path under which a file was committed first. */
    static String original(String path) {
        return REVISED.matcher(path).replaceFirst("");
    }

    /** Returns the files that hold now what the given ones held, by the log as far as it was read. */
    synchronized List<DataFile> of(List<DataFile> files) {
        refresh();
        Set<DataFile> found = new LinkedHashSet<>();
        Deque<DataFile> open = new ArrayDeque<>(files);
        while (!open.isEmpty()) {
            DataFile file = open.pop();
            List<DataFile> by = putAway.get(file.path());
            if (by == null) {
                found.add(file);
            } else {
                for (int i = by.size() - 1; i >= 0; i--) {
                    open.push(by.get(i));
                }
            }
        }
        return List.copyOf(found);
    }

    /** Rewriting commits are a chain within the log, so only they are read. */
    private void refresh() {
        Deque<Commit> rewritings = new ArrayDeque<>();
        long seq = log.known().map(StoredCommit::rewritten).orElse(0L);
        while (seq > newest) {
            StoredCommit stored = log.require(seq);
            rewritings.push(stored.commit());
            seq = stored.rewrittenBefore();
        }
        for (Commit commit : rewritings) {
            for (Replacement replacement : commit.replaced()) {
                replacement.files().forEach(path -> putAway.put(path, replacement.by()));
            }
            newest = commit.seq();
        }
    }
}
