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
 */
record StoredCommit(Commit commit, Set<String> knownTables) {

    StoredCommit {
        knownTables = Set.copyOf(knownTables);
    }

    /** Returns everything that a commit names. */
    static Stream<DataFile> files(Commit commit) {
        Stream<DataFile> states = Stream.ofNullable(commit.stateCheckpoint());
        return Stream.concat(
                commit.tables().values().stream().flatMap(files -> files.stream()),
                Stream.concat(Stream.of(commit.stateDelta()), states));
    }
}
