package io.playlake.run;

import io.playlake.change.PlaylistState;
import io.playlake.change.SnapshotStore;
import io.playlake.error.ConfigurationException;
import io.playlake.error.Reason;
import io.playlake.error.SinkException;
import io.playlake.error.TryLaterException;
import io.playlake.sink.Commit;
import io.playlake.sink.Dataset;
import io.playlake.storage.BlobStore;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;

/** Makes a snapshot store anew from the log of a dataset. */
public final class StateRebuild {

    private StateRebuild() {}

    /**
     * What was written.
     *
     * @param seq the commit that the store is level with
     * @param playlists in it; one in two markets counts twice
     */
    public record Result(long seq, long playlists) {}

    /**
     * Replaces everything in a store by the state that the log tells, with the dataset's lock held, and without any API
     * call.
     *
     * @throws TryLaterException if a run holds the dataset
     * @throws ConfigurationException if the dataset holds no commit
     * @throws SinkException if the dataset cannot be read, or the store cannot be written
     */
    public static Result run(Dataset dataset, SnapshotStore store) {
        BlobStore.Lock lock = dataset.tryLock()
                .orElseThrow(() -> new TryLaterException("a run is at work on " + dataset.name(), null, null));
        try (lock) {
            Optional<Commit> head = dataset.head();
            long seq = head.map(Commit::seq)
                    .orElseThrow(() -> new ConfigurationException(
                            dataset.name() + " holds no run yet, so there is no state to rebuild"));
            Collection<PlaylistState> states = StateLog.fold(dataset, head).values();
            store.rebuild(StateLog.position(dataset, head), states);
            return new Result(seq, states.size());
        } catch (IOException e) {
            throw new SinkException(dataset.name() + ": the lock cannot be given up: " + Reason.of(e), e);
        }
    }
}
