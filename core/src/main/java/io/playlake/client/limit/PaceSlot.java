package io.playlake.client.limit;

import java.time.Instant;

/** The arithmetic of rule L6 of {@link CallLedger}; pure, in nanoseconds since 1970. */
final class PaceSlot {

    private static final long TOLERANCE = CallLedger.CATCH_UP.toNanos();

    private PaceSlot() {}

    static long nanos(Instant at) {
        return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000_000L), at.getNano());
    }

    /** Returns the slot of whoever asks now; {@code due} is what was kept of the one before, 0 if there is none. */
    static long of(long due, long now, double perSecond) {
        double farthest = now + CallLedger.FARTHEST_SLOT * 1e9 / perSecond;
        return due > farthest ? now : Math.max(due, now - TOLERANCE);
    }

    /** Returns when the slot after a slot is due. */
    static long after(long slot, double perSecond) {
        return slot + (long) (1e9 / perSecond);
    }
}
