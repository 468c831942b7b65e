package io.playlake.error;

import org.jspecify.annotations.Nullable;

/** Credentials are missing, or were refused. Fix them, or ask the user to log in again; a retry cannot help. */
public class CredentialsException extends PlaylakeException {

    private static final long serialVersionUID = 1;

    public CredentialsException(String message) {
        this(message, null);
    }

    public CredentialsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
