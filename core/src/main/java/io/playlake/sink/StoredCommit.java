package io.playlake.sink;

import java.util.Set;
import java.util.stream.Stream;

/**
 * A commit as a sink stores it, and what its log knows besides; for authors of sinks.
 *
 * @param commit as readers see it
 * @param knownTables the names of all tables that exist with and before it
 */
public record StoredCommit(Commit commit, Set<String> knownTables) {

    public StoredCommit {
        knownTables = Set.copyOf(knownTables);
    }

    /** Returns everything that a commit names. */
    public static Stream<DataFile> files(Commit commit) {
        Stream<DataFile> states = Stream.ofNullable(commit.stateCheckpoint());
        return Stream.concat(
                commit.tables().values().stream().flatMap(files -> files.stream()),
                Stream.concat(Stream.of(commit.stateDelta()), states));
    }
}
