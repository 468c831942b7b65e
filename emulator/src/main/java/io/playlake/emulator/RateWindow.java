package io.playlake.emulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/** Counts requests in a rolling window. Thread-safe. */
final class RateWindow {

    private static final Duration WINDOW = Duration.ofSeconds(30);

    private final int limit;
    private final InstantSource clock;
    private final Deque<Instant> taken = new ArrayDeque<>();

    RateWindow(int limit, InstantSource clock) {
        this.limit = limit;
        this.clock = clock;
    }

    /** Takes a place and returns 0, or returns the whole seconds until there is one. */
    synchronized long take() {
        if (limit == 0) {
            return 0;
        }
        Instant now = clock.instant();
        while (!taken.isEmpty() && !taken.getFirst().plus(WINDOW).isAfter(now)) {
            taken.removeFirst();
        }
        if (taken.size() < limit) {
            taken.addLast(now);
            return 0;
        }
        Duration wait = Duration.between(now, taken.getFirst().plus(WINDOW));
        return wait.plusSeconds(1).minusNanos(1).toSeconds();
    }
}
