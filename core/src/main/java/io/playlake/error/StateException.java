package io.playlake.error;

import org.jspecify.annotations.Nullable;

/** State and dataset contradict each other in a way that must not be guessed at. A human must choose. */
public class StateException extends PlaylakeException {

    private static final long serialVersionUID = 1;

    public StateException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
