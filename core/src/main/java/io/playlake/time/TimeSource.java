package io.playlake.time;

import java.time.Duration;
import java.time.Instant;

/**
 * The wall clock, a monotonic clock and sleep, in one place, so that a test can replace all three at once.
 *
 * <p>Implementations are thread-safe.
 */
public interface TimeSource {

    /** Returns the wall-clock time; it may jump. */
    Instant now();

    /** Returns a monotonic reading in nanoseconds; only differences mean anything. */
    long nanoTime();

    /**
     * Waits for the given time; returns at once when it is zero or negative.
     *
     * @throws InterruptedException if the thread is interrupted before or while it waits
     */
    void sleep(Duration duration) throws InterruptedException;

    /** Returns the clocks of this machine. */
    static TimeSource system() {
        return SystemTime.INSTANCE;
    }
}
