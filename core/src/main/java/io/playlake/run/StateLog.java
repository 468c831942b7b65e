package io.playlake.run;

import io.playlake.change.PlaylistState;
import io.playlake.change.SnapshotStore.Position;
import io.playlake.change.StateKey;
import io.playlake.change.StateLines;
import io.playlake.error.DataRefusedException;
import io.playlake.sink.Commit;
import io.playlake.sink.DataFile;
import io.playlake.sink.Dataset;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** State as the log of a dataset tells it: the fold of what each commit changed. */
final class StateLog {

    private StateLog() {}

    /** Returns where a commit stands; the place before the first if there is none. */
    static Position position(Dataset dataset, Optional<Commit> commit) {
        return commit.map(c -> new Position(dataset.id(), c.seq(), c.sha256()))
                .orElseGet(() -> Position.start(dataset.id()));
    }

    /** Returns all state up to and with a commit: the newest checkpoint before it, and the changes since. */
    static Map<StateKey, PlaylistState> fold(Dataset dataset, Optional<Commit> head) {
        return fold(dataset, head, key -> true);
    }

    /** Returns the state of what is wanted; what is not takes no memory. */
    static Map<StateKey, PlaylistState> fold(Dataset dataset, Optional<Commit> head, Predicate<StateKey> wanted) {
        Deque<DataFile> files = new ArrayDeque<>();
        for (Optional<Commit> at = head; at.isPresent(); at = before(dataset, at.get())) {
            DataFile checkpoint = at.get().stateCheckpoint();
            files.push(checkpoint == null ? at.get().stateDelta() : checkpoint);
            if (checkpoint != null) {
                break;
            }
        }
        Map<StateKey, PlaylistState> states = new HashMap<>();
        for (DataFile file : files) {
            read(dataset, file, state -> {
                if (wanted.test(state.key())) {
                    states.put(state.key(), state);
                }
            });
        }
        return states;
    }

    /** Returns the state of one playlist as of a commit; empty if no run had read it. Nothing is kept of the others. */
    static Optional<PlaylistState> find(Dataset dataset, Optional<Commit> head, StateKey key) {
        AtomicReference<@Nullable PlaylistState> found = new AtomicReference<>();
        for (Optional<Commit> at = head; at.isPresent(); at = before(dataset, at.get())) {
            DataFile checkpoint = at.get().stateCheckpoint();
            read(dataset, checkpoint == null ? at.get().stateDelta() : checkpoint, state -> {
                if (state.key().equals(key)) {
                    found.set(state);
                }
            });
            if (checkpoint != null || found.get() != null) {
                break;
            }
        }
        return Optional.ofNullable(found.get());
    }

    /** Returns what one commit changed. */
    static List<PlaylistState> changes(Dataset dataset, Commit commit) {
        List<PlaylistState> changes = new ArrayList<>();
        read(dataset, commit.stateDelta(), changes::add);
        return changes;
    }

    /** Returns the whole state that a commit carries; empty if it carries none. */
    static Optional<Map<StateKey, PlaylistState>> checkpoint(Dataset dataset, Commit commit) {
        DataFile file = commit.stateCheckpoint();
        if (file == null) {
            return Optional.empty();
        }
        Map<StateKey, PlaylistState> states = new HashMap<>();
        read(dataset, file, state -> states.put(state.key(), state));
        return Optional.of(states);
    }

    /** Returns the playlists whose state some commits changed. */
    static Set<StateKey> changed(Dataset dataset, List<Commit> commits) {
        Set<StateKey> changed = new HashSet<>();
        commits.forEach(commit -> read(dataset, commit.stateDelta(), state -> changed.add(state.key())));
        return changed;
    }

    /**
     * Returns whether the next run's commit is to carry the whole state: every so many commits, or in the place of a
     * rewriting that came upon one, since that carries none.
     */
    static boolean isCheckpointDue(Dataset dataset, Optional<Commit> base, int every) {
        long seq = base.map(Commit::seq).orElse(0L) + 1;
        Optional<Commit> at = base;
        while (seq % every != 0 && at.isPresent() && at.get().isRewriting()) {
            seq = at.get().seq();
            at = before(dataset, at.get());
        }
        return seq % every == 0;
    }

    static Optional<Commit> before(Dataset dataset, Commit commit) {
        return commit.seq() == 1 ? Optional.empty() : Optional.of(dataset.commit(commit.seq() - 1));
    }

    private static void read(Dataset dataset, DataFile file, Consumer<PlaylistState> to) {
        try (InputStream in = dataset.openState(file)) {
            StateLines.read(in, to);
        } catch (IOException e) {
            throw new DataRefusedException(
                    dataset.name() + ": state " + file.path() + " is damaged: " + e.getMessage(), e);
        }
    }
}
