package io.playlake.emulator;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The rate limit of all calls together, with what it does to those who exceed it. Thread-safe. */
final class RateWindow {

    private static final Duration LENGTH = Duration.ofSeconds(30);

    private final boolean limited;
    private final RateOptions options;
    private final RollingWindow window;
    private Instant penaltyUntil = Instant.MIN;

    RateWindow(int limit, RateOptions options) {
        limited = limit > 0;
        this.options = options;
        window = new RollingWindow(limit, LENGTH);
    }

    /** Takes a place and returns null, or returns the 429. */
    synchronized @Nullable Answer take(Instant now) {
        if (!limited) {
            return null;
        }
        if (now.isBefore(penaltyUntil)) {
            penaltyUntil = penaltyUntil.plus(options.growth());
            return refusal(now);
        }
        Instant free = window.take(now);
        if (free == null) {
            return null;
        }
        penaltyUntil = options.retryAfter() instanceof RetryAfter.Fixed fixed ? now.plus(fixed.length()) : free;
        return refusal(now);
    }

    private Answer refusal(Instant now) {
        String message = "API rate limit exceeded";
        Answer answer = switch (options.body()) {
            case JSON -> Answer.error(429, message);
            case JSON_WITH_REASON -> Answer.error(429, message, "RATE_LIMIT_EXCEEDED");
            case TEXT -> Answer.text(429, "Too many requests");
        };
        if (options.retryAfter() instanceof RetryAfter.Absent) {
            return answer;
        }
        boolean zero = options.retryAfter() instanceof RetryAfter.Zero;
        return answer.with("Retry-After", zero ? "0" : RollingWindow.seconds(now, penaltyUntil));
    }
}
