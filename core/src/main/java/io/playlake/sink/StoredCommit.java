package io.playlake.sink;

import io.playlake.schema.TableSchema;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A commit as a sink stores it, and what its log knows besides; for authors of sinks.
 *
 * @param commit as readers see it
 * @param knownTables all tables that exist with and before it, by name, in the shape stored last; without docs
 * @param rewrittenBefore number of the newest rewriting commit before it; 0 if there is none
 */
public record StoredCommit(Commit commit, Map<String, TableSchema> knownTables, long rewrittenBefore) {

    public StoredCommit {
        knownTables = Map.copyOf(knownTables);
    }

    /** Returns the number of the newest rewriting commit up to this one; 0 if there is none. */
    public long rewritten() {
        return commit.isRewriting() ? commit.seq() : rewrittenBefore;
    }

    /** Returns everything that a commit names. */
    public static Stream<DataFile> files(Commit commit) {
        return Stream.concat(commit.tables().values().stream().flatMap(files -> files.stream()), states(commit));
    }

    /** Returns the files of state that a commit names. */
    public static Stream<DataFile> states(Commit commit) {
        Stream<DataFile> successors = commit.replaced().stream()
                .filter(replacement -> replacement.table() == null)
                .flatMap(replacement -> replacement.by().stream());
        return Stream.concat(
                Stream.of(commit.stateDelta()), Stream.concat(Stream.ofNullable(commit.stateCheckpoint()), successors));
    }
}
