package io.playlake.error;

import org.jspecify.annotations.Nullable;

/** The data itself was refused: a quality rule, a shrunken listing, damage in a dataset. A human should look. */
public class DataRefusedException extends PlaylakeException {

    private static final long serialVersionUID = 1;

    public DataRefusedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
