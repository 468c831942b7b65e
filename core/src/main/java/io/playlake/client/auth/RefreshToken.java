package io.playlake.client.auth;

import io.playlake.error.CredentialsException;
import java.util.Optional;

/** A user's consent, as a token that buys access tokens; Spotify lets it expire six months after the login. Immutable. */
public final class RefreshToken {

    /** The variable that holds the refresh token. */
    public static final String NAME = "SPOTIFY_REFRESH_TOKEN";

    private final Secret value;

    private RefreshToken(Secret value) {
        this.value = value;
    }

    /**
     * Returns the given token.
     *
     * @throws CredentialsException if it is blank
     */
    public static RefreshToken of(String value) {
        if (value.isBlank()) {
            throw new CredentialsException("the refresh token is blank");
        }
        return new RefreshToken(Secret.of(value));
    }

    /**
     * Reads {@code SPOTIFY_REFRESH_TOKEN}, or the file named by {@code SPOTIFY_REFRESH_TOKEN_FILE}; empty if neither is
     * set.
     *
     * @throws CredentialsException if the file cannot be read
     */
    public static Optional<RefreshToken> fromEnvironment() {
        return from(Environment.system());
    }

    /** Reads the same variable from elsewhere; see {@link #fromEnvironment}. */
    public static Optional<RefreshToken> from(Environment environment) {
        return Optional.ofNullable(environment.value(NAME)).map(RefreshToken::of);
    }

    Secret value() {
        return value;
    }

    @Override
    public String toString() {
        return "RefreshToken[***]";
    }
}
