package io.playlake.emulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Lets so many in during any stretch of time. Not thread-safe. */
final class RollingWindow {

    private final int limit;
    private final Duration length;
    private final Deque<Instant> taken = new ArrayDeque<>();

    RollingWindow(int limit, Duration length) {
        this.limit = limit;
        this.length = length;
    }

    /** Takes a place and returns null, or returns when there is one. */
    @Nullable
    Instant take(Instant now) {
        while (!taken.isEmpty() && !taken.getFirst().plus(length).isAfter(now)) {
            taken.removeFirst();
        }
        if (taken.size() >= limit) {
            return taken.getFirst().plus(length);
        }
        taken.addLast(now);
        return null;
    }

    /** Returns the seconds between, rounded up. */
    static String seconds(Instant now, Instant until) {
        return Long.toString(
                Duration.between(now, until).plusSeconds(1).minusNanos(1).toSeconds());
    }
}
