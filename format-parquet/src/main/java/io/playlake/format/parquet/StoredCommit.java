package io.playlake.format.parquet;

import io.playlake.schema.TableSchema;
import io.playlake.sink.Commit;
import io.playlake.sink.DataFile;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A commit, and what the log knows besides.
 *
 * @param commit as readers see it
 * @param knownTables all tables that exist with and before it, by name, in the shape stored last; without docs
 */
record StoredCommit(Commit commit, Map<String, TableSchema> knownTables) {

    StoredCommit {
        knownTables = Map.copyOf(knownTables);
    }

    /** Returns everything that a commit names. */
    static Stream<DataFile> files(Commit commit) {
        Stream<DataFile> states = Stream.ofNullable(commit.stateCheckpoint());
        return Stream.concat(
                commit.tables().values().stream().flatMap(files -> files.stream()),
                Stream.concat(Stream.of(commit.stateDelta()), states));
    }
}
