package io.playlake.error;

import org.jspecify.annotations.Nullable;

/** A commit was sent and its fate could not be learned. The next run finds out; delete nothing meanwhile. */
public class CommitUnknownException extends SinkException {

    private static final long serialVersionUID = 1;

    public CommitUnknownException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
