package io.playlake.change;

import io.playlake.error.PlaylakeException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key-value copy of per-playlist state, kept beside a dataset so that look-ups are cheap. It is a projection: the
 * dataset's log is the truth, and a store that is lost, behind, foreign or corrupt is rebuilt from it.
 *
 * <ol>
 *   <li>K1: {@link #advance} is all or nothing, and durable when it returns.
 *   <li>K2: {@link #advance} from another position than the store's own changes nothing and returns false; from a
 *       position already passed by the same step it changes nothing and returns true.
 *   <li>K3: What is corrupt is never read as empty: it throws {@link CorruptException}.
 *   <li>K4: {@link #get} returns exactly the keys that exist.
 * </ol>
 *
 * Implementations are thread-safe, and throw {@link io.playlake.error.SinkException} when their place fails.
 */
public interface SnapshotStore extends AutoCloseable {

    /** Returns where it is, as a user would write it; never a secret. */
    String name();

    /**
     * Returns how far it follows a dataset; empty if it is new.
     *
     * @throws CorruptException if what is there cannot be read
     */
    Optional<Position> position();

    /** Looks up many playlists at once. */
    Map<StateKey, PlaylistState> get(Collection<StateKey> keys);

    /** Takes the changes of one commit; see K1 and K2. */
    boolean advance(Position from, Position to, Iterable<PlaylistState> changes);

    /** Replaces everything, whatever is there. */
    void rebuild(Position at, Iterable<PlaylistState> all);

    @Override
    void close();

    /**
     * A commit of a dataset.
     *
     * @param seq its number; 0 stands before the first
     * @param sha256 its digest; empty for 0
     */
    record Position(String datasetId, long seq, String sha256) {

        /** Returns the position before the first commit. */
        public static Position start(String datasetId) {
            return new Position(datasetId, 0, "");
        }
    }

    /** What is there is not what was written. The store is rebuilt from the log. */
    class CorruptException extends PlaylakeException {

        private static final long serialVersionUID = 1;

        public CorruptException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
