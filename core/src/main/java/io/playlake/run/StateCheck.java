package io.playlake.run;

import io.playlake.change.PlaylistState;
import io.playlake.change.StateKey;
import io.playlake.change.StateLines;
import io.playlake.error.DataRefusedException;
import io.playlake.sink.Commit;
import io.playlake.sink.Dataset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Compares the whole state that a commit carries with what the changes before it add up to. */
final class StateCheck {

    private final Dataset dataset;
    private final Consumer<String> problem;

    StateCheck(Dataset dataset, Consumer<String> problem) {
        this.dataset = dataset;
        this.problem = problem;
    }

    /** Returns the state as the changes of all commits tell it. */
    Map<StateKey, PlaylistState> check(List<Commit> commits) {
        Map<StateKey, PlaylistState> states = new HashMap<>();
        for (Commit commit : commits) {
            try {
                StateLog.changes(dataset, commit).forEach(state -> states.put(state.key(), state));
                StateLog.checkpoint(dataset, commit).ifPresent(told -> compare(commit, states, told));
            } catch (DataRefusedException e) {
                problem.accept("commit " + commit.seq() + ": " + e.getMessage());
            }
        }
        return states;
    }

    private void compare(Commit commit, Map<StateKey, PlaylistState> expected, Map<StateKey, PlaylistState> told) {
        Set<StateKey> keys = new HashSet<>(expected.keySet());
        keys.addAll(told.keySet());
        for (StateKey key : keys) {
            PlaylistState one = expected.get(key);
            PlaylistState other = told.get(key);
            if (one == null || !one.equals(other)) {
                problem.accept("the checkpoint of commit " + commit.seq() + " says of playlist " + name(key) + ": "
                        + text(other) + ", expected by the changes before it " + text(one));
            }
        }
    }

    static String name(StateKey key) {
        return key.playlistId() + (key.market() == null ? "" : " in market " + key.market());
    }

    private static String text(@Nullable PlaylistState state) {
        return state == null ? "nothing" : StateLines.format(state);
    }
}
