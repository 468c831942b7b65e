package io.playlake.sink;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files that a rewriting commit put away, and those that hold now what is left of their content.
 *
 * @param table whose rows they hold; null for state, of which every file has a successor of its own
 * @param files paths of those put away; one that an earlier commit put away is never among them
 * @param by the successors; empty if nothing is left
 */
public record Replacement(@Nullable String table, List<String> files, List<DataFile> by) {

    public Replacement {
        files = List.copyOf(files);
        by = List.copyOf(by);
    }
}
