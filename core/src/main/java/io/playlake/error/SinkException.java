package io.playlake.error;

import org.jspecify.annotations.Nullable;

/**
 * Reading from or writing to a sink, a store of state or the work directory failed: no space, no permission, no
 * connection. What became visible, if anything, is whole; the same run again finds out.
 */
public class SinkException extends PlaylakeException {

    private static final long serialVersionUID = 1;

    public SinkException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
