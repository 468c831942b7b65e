package io.playlake.run;

import io.playlake.change.PlaylistState;
import io.playlake.change.SnapshotStore;
import io.playlake.change.SnapshotStore.CorruptException;
import io.playlake.change.SnapshotStore.Position;
import io.playlake.change.StateKey;
import io.playlake.error.PlaylakeException;
import io.playlake.error.StateException;
import io.playlake.sink.Commit;
import io.playlake.sink.Dataset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The state a run goes by: that of a snapshot store, once it is level with the log, or of the log itself where there is
 * no store.
 */
final class Snapshots {

    private final Dataset dataset;
    private final @Nullable SnapshotStore store;
    private final Consumer<String> warning;

    Snapshots(Dataset dataset, @Nullable SnapshotStore store, Consumer<String> warning) {
        this.dataset = dataset;
        this.store = store;
        this.warning = warning;
    }

    /**
     * Brings the store level with the log, without any API call.
     *
     * @throws StateException if the store remembers commits, or may, and the log has none
     */
    void level(Optional<Commit> head) {
        if (store == null) {
            return;
        }
        Position target = StateLog.position(dataset, head);
        try {
            Position here = store.position().orElse(Position.start(dataset.id()));
            if (head.isEmpty() && here.seq() > 0) {
                throw new StateException(
                        "state " + store.name() + " remembers commit " + here.seq() + " of dataset " + here.datasetId()
                                + ", but " + dataset.name() + " has no commits; if the dataset is meant to start anew,"
                                + " remove the state",
                        null);
            }
            if (here.equals(target)) {
                return;
            }
            if (isBehind(here, target)) {
                catchUp(here, target.seq());
                return;
            }
            warning.accept(
                    "state " + store.name() + " is not that of " + dataset.name() + "; it is rebuilt from the log");
        } catch (CorruptException e) {
            if (head.isEmpty()) {
                throw new StateException(
                        e.getMessage() + ", and " + dataset.name()
                                + " has no commits to rebuild it from; if the dataset is"
                                + " meant to start anew, remove the state",
                        e);
            }
            warning.accept(e.getMessage() + "; it is rebuilt from the log");
        }
        store.rebuild(target, StateLog.fold(dataset, head).values());
    }

    /** Looks up state as of the head that {@link #level} was given. */
    Map<StateKey, PlaylistState> get(Set<StateKey> keys, Optional<Commit> head) {
        if (store == null) {
            return StateLog.fold(dataset, head, keys::contains);
        }
        Position target = StateLog.position(dataset, head);
        try {
            Map<StateKey, PlaylistState> found = store.get(keys);
            // What was level before the listing may be gone after it, and would look as if it had never been.
            Position here = store.position().orElse(Position.start(dataset.id()));
            if (here.datasetId().equals(dataset.id()) && here.seq() >= target.seq()) {
                return found;
            }
            warning.accept("state " + store.name() + " was changed by somebody else; it is rebuilt from the log");
        } catch (CorruptException e) {
            // A store may look at the state of a playlist only when it is asked for it.
            warning.accept(e.getMessage() + "; it is rebuilt from the log");
        }
        Map<StateKey, PlaylistState> all = StateLog.fold(dataset, head);
        store.rebuild(target, all.values());
        all.keySet().retainAll(keys);
        return all;
    }

    /** Tells the store of a commit. It is only a projection: if that fails, the next run catches it up. */
    void advance(Optional<Commit> base, Commit commit, List<PlaylistState> changes) {
        if (store == null) {
            return;
        }
        try {
            if (store.advance(
                    StateLog.position(dataset, base), StateLog.position(dataset, Optional.of(commit)), changes)) {
                return;
            }
            warning.accept(
                    "state " + store.name() + " did not take commit " + commit.seq() + "; the next run mends it");
        } catch (PlaylakeException e) {
            warning.accept(e.getMessage() + "; the run is committed, and the next one mends the state");
        }
    }

    private boolean isBehind(Position here, Position target) {
        if (!here.datasetId().equals(dataset.id()) || here.seq() > target.seq()) {
            return false;
        }
        return here.seq() == 0 || dataset.commit(here.seq()).sha256().equals(here.sha256());
    }

    /** Another run may have caught it up meanwhile. */
    private boolean isAt(SnapshotStore target, long seq) {
        return target.position()
                .filter(here -> here.seq() == seq && here.datasetId().equals(dataset.id()))
                .isPresent();
    }

    private void catchUp(Position from, long to) {
        SnapshotStore target = Objects.requireNonNull(store);
        Position at = from;
        for (long seq = from.seq() + 1; seq <= to; seq++) {
            Commit commit = dataset.commit(seq);
            Position next = StateLog.position(dataset, Optional.of(commit));
            if (commit.revisesState()) {
                // What is gone from the log cannot be told as a change.
                Optional<Commit> newest = Optional.of(dataset.commit(to));
                target.rebuild(
                        StateLog.position(dataset, newest),
                        StateLog.fold(dataset, newest).values());
                return;
            }
            if (!target.advance(at, next, StateLog.changes(dataset, commit)) && !isAt(target, to)) {
                throw new StateException(
                        "state " + target.name() + " is being changed by somebody else: expected it at commit "
                                + at.seq(),
                        null);
            }
            at = next;
        }
    }
}
