package io.playlake.error;

import org.jspecify.annotations.Nullable;

/**
 * The root of everything this library throws on purpose. Each subtype stands for one thing that the caller must do
 * differently; the message names the place, the value and what was expected, and never holds a secret.
 */
public abstract class PlaylakeException extends RuntimeException {

    private static final long serialVersionUID = 1;

    protected PlaylakeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Returns the message; unlike that of other exceptions it is never null. */
    @Override
    public String getMessage() {
        String message = super.getMessage();
        return message == null ? getClass().getSimpleName() : message;
    }
}
