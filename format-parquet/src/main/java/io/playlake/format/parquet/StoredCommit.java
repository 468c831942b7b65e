package io.playlake.format.parquet;

import io.playlake.sink.Commit;
import io.playlake.sink.DataFile;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A commit, and what the log knows besides.
 *
 * @param commit as readers see it
 * @param knownTables the names of all tables that exist with and before it
 * @param rewrittenBefore number of the newest rewriting commit before it; 0 if there is none
 */
record StoredCommit(Commit commit, Set<String> knownTables, long rewrittenBefore) {

    StoredCommit {
        knownTables = Set.copyOf(knownTables);
    }

    /** Returns the number of the newest rewriting commit up to this one; 0 if there is none. */
    long rewritten() {
        return commit.isRewriting() ? commit.seq() : rewrittenBefore;
    }

    /** Returns everything that a commit names. */
    static Stream<DataFile> files(Commit commit) {
        return Stream.concat(commit.tables().values().stream().flatMap(files -> files.stream()), states(commit));
    }

    /** Returns the files of state that a commit names. */
    static Stream<DataFile> states(Commit commit) {
        Stream<DataFile> successors = commit.replaced().stream()
                .filter(replacement -> replacement.table() == null)
                .flatMap(replacement -> replacement.by().stream());
        return Stream.concat(
                Stream.of(commit.stateDelta()), Stream.concat(Stream.ofNullable(commit.stateCheckpoint()), successors));
    }
}
