package io.playlake.error;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The API limits the calls of the whole account for longer than the configured wait: it is no use to go on with anything
 * else.
 */
public class RateLimitedException extends TryLaterException {

    private static final long serialVersionUID = 1;

    /** Makes one; {@code notBefore} is null if the API did not say how long. */
    public RateLimitedException(String message, @Nullable Instant notBefore, @Nullable Throwable cause) {
        super(message, notBefore, cause);
    }
}
