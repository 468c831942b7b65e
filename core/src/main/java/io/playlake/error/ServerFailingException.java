package io.playlake.error;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The API answered, but with a failure of its own (5xx, or 202), as often as was tried. */
public class ServerFailingException extends TryLaterException {

    private static final long serialVersionUID = 1;

    private final int status;

    /** Makes one; {@code notBefore} is null if the API did not say when to come back. */
    public ServerFailingException(int status, String message, @Nullable Instant notBefore) {
        super(message, notBefore, null);
        this.status = status;
    }

    /** Returns the HTTP status of the last answer. */
    public int status() {
        return status;
    }
}
