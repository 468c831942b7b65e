package io.playlake.error;

import org.jspecify.annotations.Nullable;

/** The thread was interrupted, or the object closed, while it waited; the interrupt flag is set again. */
public class CancelledException extends PlaylakeException {

    private static final long serialVersionUID = 1;

    public CancelledException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
