package io.playlake.sink;

import io.playlake.schema.TableSchema;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A commit as a sink stores it, and what its log knows besides; for authors of sinks.
 *
 * @param commit as readers see it
 * @param knownTables all tables that exist with and before it, by name, in the shape stored last; without docs
 */
public record StoredCommit(Commit commit, Map<String, TableSchema> knownTables) {

    public StoredCommit {
        knownTables = Map.copyOf(knownTables);
    }

    /** Returns everything that a commit names. */
    public static Stream<DataFile> files(Commit commit) {
        Stream<DataFile> states = Stream.ofNullable(commit.stateCheckpoint());
        return Stream.concat(
                commit.tables().values().stream().flatMap(files -> files.stream()),
                Stream.concat(Stream.of(commit.stateDelta()), states));
    }
}
