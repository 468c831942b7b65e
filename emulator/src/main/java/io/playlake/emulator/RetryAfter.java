package io.playlake.emulator;

import java.time.Duration;

/** What the header {@code Retry-After} of an exceeded rate limit says. Immutable. */
public sealed interface RetryAfter {

    /** The seconds until a call is let in, rounded up: what Spotify normally sends. */
    RetryAfter TRUE_WAIT = new TrueWait();

    /** No header, although calls are let in only when a place is free. */
    RetryAfter ABSENT = new Absent();

    /** A {@code 0} that is not true: calls are let in only when a place is free. */
    RetryAfter ZERO = new Zero();

    /**
     * Returns a wait that does not depend on the window: no call is let in before it is over, nor before a place is
     * free.
     *
     * @param seconds 1 to 31,536,000, which is a year
     */
    static RetryAfter seconds(long seconds) {
        if (seconds < 1 || seconds > 31_536_000) {
            throw new IllegalArgumentException("seconds: " + seconds + ", expected 1 to 31536000");
        }
        return new Fixed(Duration.ofSeconds(seconds));
    }

    /** See {@link #TRUE_WAIT}. */
    record TrueWait() implements RetryAfter {}

    /** See {@link #ABSENT}. */
    record Absent() implements RetryAfter {}

    /** See {@link #ZERO}. */
    record Zero() implements RetryAfter {}

    /** See {@link #seconds}. */
    record Fixed(Duration length) implements RetryAfter {}
}
