package io.playlake.client.limit;

import io.playlake.error.RateLimitedException;
import io.playlake.time.TimeSource;
import java.time.Duration;
import java.time.Instant;

/**
 * Lets calls pass at a rate: evenly, never more than the rate's worth in any window of about a second, and none at all
 * while the API has asked for silence. Thread-safe; one for each client.
 */
public final class RateGovernor {

    private final Object lock = new Object();
    private final TimeSource time;
    private final Duration maxWait;
    private final Pacing pacing;
    private final long windowNanos;
    /** When the last permits were given, as a ring; the oldest is the next to be overwritten. */
    private final long[] given;

    private int count;
    private int next;
    private boolean held;
    private long heldUntil;
    private Instant notBefore = Instant.EPOCH;

    /**
     * Starts a governor that owes nothing.
     *
     * @param perSecond permits a second, 0.001 to 10,000
     * @param maxWait the longest silence that a call waits out
     */
    public RateGovernor(double perSecond, Duration maxWait, TimeSource time) {
        this(perSecond, maxWait, time, Pacing.of(perSecond, time));
    }

    RateGovernor(double perSecond, Duration maxWait, TimeSource time, Pacing pacing) {
        int permits = (int) Math.max(1, Math.floor(perSecond));
        this.time = time;
        this.maxWait = maxWait;
        this.pacing = pacing;
        this.windowNanos = (long) (permits / perSecond * 1e9);
        this.given = new long[permits];
    }

    /**
     * Waits for a permit and takes it.
     *
     * @throws InterruptedException if the thread was interrupted; no permit is taken
     * @throws RateLimitedException if the API asked for a longer silence than is waited out
     */
    public void acquire() throws InterruptedException {
        boolean paced = false;
        while (true) {
            Duration wait = silence();
            if (wait.isZero() && !paced) {
                wait = pacing.tryPass();
                paced = wait.isZero();
            }
            if (wait.isZero()) {
                wait = takeFromWindow();
                if (wait.isZero()) {
                    return;
                }
            }
            time.sleep(wait);
        }
    }

    /** Keeps every call back for the given time from now; a hold that ends sooner than the present one does nothing. */
    public void hold(Duration wait) {
        synchronized (lock) {
            long until = time.nanoTime() + wait.toNanos();
            if (!held || until - heldUntil > 0) {
                held = true;
                heldUntil = until;
                notBefore = time.now().plus(wait);
            }
        }
    }

    private Duration silence() {
        synchronized (lock) {
            long left = held ? heldUntil - time.nanoTime() : 0;
            if (left <= 0) {
                held = false;
                return Duration.ZERO;
            }
            if (left > maxWait.toNanos()) {
                throw new RateLimitedException(
                        "the API asked for silence until " + notBefore + ", longer than maxWait " + maxWait,
                        notBefore,
                        null);
            }
            return Duration.ofNanos(left);
        }
    }

    private Duration takeFromWindow() {
        synchronized (lock) {
            long now = time.nanoTime();
            if (held && heldUntil - now > 0) {
                return Duration.ofNanos(1); // held since: go round and look how long
            }
            if (count == given.length) {
                long free = given[next] + windowNanos;
                if (free - now > 0) {
                    return Duration.ofNanos(free - now);
                }
            } else {
                count++;
            }
            given[next] = now;
            next = (next + 1) % given.length;
            return Duration.ZERO;
        }
    }
}
