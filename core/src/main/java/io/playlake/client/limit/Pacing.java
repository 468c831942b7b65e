package io.playlake.client.limit;

import com.google.common.util.concurrent.RateLimiter;
import io.playlake.time.TimeSource;
import java.time.Duration;

/** Spreads permits evenly; how many pass in a window is not its business but the governor's. */
interface Pacing {

    /** Takes a permit if one is due; returns how long to wait before asking again, zero when it was taken. */
    Duration tryPass();

    /** Returns the pacing for a clock. Guava's limiter reads the machine's own, so any other clock needs plain slots. */
    static Pacing of(double perSecond, TimeSource time) {
        return time == TimeSource.system() ? guava(perSecond) : slots(perSecond, time);
    }

    private static Pacing guava(double perSecond) {
        RateLimiter limiter = RateLimiter.create(perSecond);
        // A short poll instead of acquire(), which sleeps uninterruptibly.
        Duration poll = Duration.ofNanos((long) Math.min(10e6, 1e9 / perSecond / 20));
        return () -> limiter.tryAcquire() ? Duration.ZERO : poll;
    }

    private static Pacing slots(double perSecond, TimeSource time) {
        long interval = (long) (1e9 / perSecond);
        long start = time.nanoTime();
        return new Pacing() {
            private long due = start;

            @Override
            public synchronized Duration tryPass() {
                long now = time.nanoTime();
                if (now - due < 0) {
                    return Duration.ofNanos(due - now);
                }
                due = now + interval;
                return Duration.ZERO;
            }
        };
    }
}
