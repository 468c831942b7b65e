package io.playlake.sink.local;

import io.playlake.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Clocks that start when they are told to, and that nobody waits for. */
final class SkippingTime implements TimeSource {

    private final Instant start;
    private final long begin = System.nanoTime();
    private final AtomicLong skipped = new AtomicLong();

    SkippingTime(Instant start) {
        this.start = start;
    }

    @Override
    public Instant now() {
        return start.plusNanos(nanoTime());
    }

    @Override
    public long nanoTime() {
        return System.nanoTime() - begin + skipped.get();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (!duration.isNegative()) {
            skipped.addAndGet(duration.toNanos());
        }
    }
}
