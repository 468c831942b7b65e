package io.playlake.testing;

import io.playlake.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Time that stands still until a test, or somebody who sleeps, moves it: a sleep returns at once. Thread-safe. */
public final class ManualTime implements TimeSource {

    private final List<Duration> sleeps = new ArrayList<>();
    private Instant now;
    private long nanos;

    /** Starts at 2026-01-01T00:00:00Z. */
    public ManualTime() {
        this(Instant.parse("2026-01-01T00:00:00Z"));
    }

    public ManualTime(Instant start) {
        this.now = start;
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized long nanoTime() {
        return nanos;
    }

    /** Moves both clocks on by the duration, and notes it. */
    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before a sleep of " + duration);
        }
        if (!duration.isNegative() && !duration.isZero()) {
            synchronized (this) {
                sleeps.add(duration);
                advance(duration);
            }
        }
    }

    /** Moves both clocks on. */
    public synchronized void advance(Duration duration) {
        now = now.plus(duration);
        nanos += duration.toNanos();
    }

    /** Moves the wall clock alone, as an operator or a time server may. */
    public synchronized void jumpTo(Instant wall) {
        now = wall;
    }

    /** Returns every sleep so far, in order. */
    public synchronized List<Duration> sleeps() {
        return List.copyOf(sleeps);
    }

    /** Returns how long was slept in all. */
    public synchronized Duration slept() {
        return sleeps.stream().reduce(Duration.ZERO, Duration::plus);
    }
}
