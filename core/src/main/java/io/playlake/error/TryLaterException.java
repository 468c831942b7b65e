package io.playlake.error;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Nothing is wrong with the request, but now is not the time: a rate limit beyond the configured wait, an API that is
 * unreachable or failing beyond the retry budget, or another run at work on the dataset. Repeat it later.
 */
public class TryLaterException extends PlaylakeException {

    private static final long serialVersionUID = 1;

    private final @Nullable Instant notBefore;

    /** Makes one; {@code notBefore}, null if nobody said, is rounded up to whole seconds. */
    public TryLaterException(String message, @Nullable Instant notBefore, @Nullable Throwable cause) {
        super(message, cause);
        // A fraction lost on the way through a store of coarser time would make a repetition come too early.
        this.notBefore =
                notBefore == null ? null : notBefore.plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS);
    }

    /** Returns the earliest time at which a repetition can succeed, in whole seconds; empty if nobody said. */
    public Optional<Instant> notBefore() {
        return Optional.ofNullable(notBefore);
    }
}
