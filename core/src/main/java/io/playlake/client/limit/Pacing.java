package io.playlake.client.limit;

import com.google.common.util.concurrent.RateLimiter;
import io.playlake.time.TimeSource;
import java.time.Duration;

/** Spreads permits evenly; how many pass in a window is not its business but the governor's. */
interface Pacing {

    /** Takes a permit if one is due at this rate; returns how long to wait before asking again, zero when it was taken. */
    Duration tryPass(double perSecond);

    /** Returns the pacing for a clock. Guava's limiter reads the machine's own, so any other clock needs plain slots. */
    static Pacing of(double perSecond, TimeSource time) {
        return time == TimeSource.system() ? new Smooth(perSecond) : new Slots(time);
    }

    /** Guava's limiter; polled, since its own way to wait cannot be interrupted. */
    final class Smooth implements Pacing {

        private final RateLimiter limiter;

        private Smooth(double perSecond) {
            this.limiter = RateLimiter.create(perSecond);
        }

        @Override
        public synchronized Duration tryPass(double perSecond) {
            if (limiter.getRate() != perSecond) {
                limiter.setRate(perSecond);
            }
            return limiter.tryAcquire() ? Duration.ZERO : Duration.ofNanos((long) Math.min(10e6, 1e9 / perSecond / 20));
        }
    }

    /** One slot after the other. */
    final class Slots implements Pacing {

        private final TimeSource time;
        private long due;

        private Slots(TimeSource time) {
            this.time = time;
            this.due = time.nanoTime();
        }

        @Override
        public synchronized Duration tryPass(double perSecond) {
            long now = time.nanoTime();
            if (now - due < 0) {
                return Duration.ofNanos(due - now);
            }
            due = now + (long) (1e9 / perSecond);
            return Duration.ZERO;
        }
    }
}
