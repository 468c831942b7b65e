package io.playlake.error;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Nothing is wrong with the request, but now is not the time: a rate limit beyond the configured wait, an API that is
 * unreachable or failing beyond the retry budget, or another run at work on the dataset. Repeat it later.
 */
public class TryLaterException extends PlaylakeException {

    private static final long serialVersionUID = 1;

    private final @Nullable Instant notBefore;

    /** @param notBefore the earliest time at which a repetition can succeed, or null if nobody said */
    public TryLaterException(String message, @Nullable Instant notBefore, @Nullable Throwable cause) {
        super(message, cause);
        this.notBefore = notBefore;
    }

    /** Returns the earliest time at which a repetition can succeed; empty if nobody said. */
    public Optional<Instant> notBefore() {
        return Optional.ofNullable(notBefore);
    }
}
