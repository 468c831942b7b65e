package io.playlake.error;

/**
 * Spotify no longer accepts the refresh token of a user: six months have passed since the login, or it was revoked. The
 * user must log in again; nothing else helps.
 */
public class LoginExpiredException extends CredentialsException {

    private static final long serialVersionUID = 1;

    public LoginExpiredException(String message) {
        super(message);
    }
}
