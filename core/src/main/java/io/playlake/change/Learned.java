package io.playlake.change;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a read teaches about the snapshots of a playlist, beside its items.
 *
 * @param idleMoves how often in a row its snapshot moved and its items did not
 * @param auditCycle a cycle of its own; null if it is audited like all others
 * @param caught whether its items changed though its snapshot stood
 */
public record Learned(int idleMoves, @Nullable Duration auditCycle, boolean caught) {

    /** The cycle of a playlist whose snapshot was caught; it doubles with each audit that finds nothing. */
    private static final Duration CAUGHT = Duration.ofDays(1);

    /** What became of the snapshot by which a playlist is due or not. */
    public enum Signal {
        /** It is the one of the last read. */
        STOOD,
        /** It is another. */
        MOVED,
        /** There is none, or was none. */
        NONE;

        /** Compares two snapshots. */
        public static Signal of(@Nullable String before, @Nullable String now) {
            if (before == null || now == null) {
                return NONE;
            }
            return before.equals(now) ? STOOD : MOVED;
        }
    }

    /**
     * Draws the lesson of a read.
     *
     * @param before the state before it; null if there was none
     * @param same whether the items are those of that state
     * @param movedMeanwhile whether the snapshot moved during the read, and the items did not
     * @param auditCycle of all playlists
     */
    public static Learned from(
            @Nullable PlaylistState before, Signal signal, boolean same, boolean movedMeanwhile, Duration auditCycle) {
        if (before == null) {
            return new Learned(movedMeanwhile ? PlaylistState.VOLATILE : 0, null, false);
        }
        boolean caught = !same && signal == Signal.STOOD && before.contentHash() != null;
        return new Learned(
                idleMoves(before, signal, same, movedMeanwhile), own(before, signal, same, caught, auditCycle), caught);
    }

    private static int idleMoves(PlaylistState before, Signal signal, boolean same, boolean movedMeanwhile) {
        if (movedMeanwhile) {
            return PlaylistState.VOLATILE;
        }
        if (!same || signal != Signal.MOVED) {
            return 0;
        }
        return Math.min(PlaylistState.VOLATILE, before.idleMoves() + 1);
    }

    private static @Nullable Duration own(
            PlaylistState before, Signal signal, boolean same, boolean caught, Duration auditCycle) {
        Duration own = before.auditCycle();
        if (caught) {
            own = CAUGHT;
        } else if (own != null && same && signal == Signal.STOOD) {
            own = own.multipliedBy(2);
        }
        return own == null || own.compareTo(auditCycle) >= 0 ? null : own;
    }
}
