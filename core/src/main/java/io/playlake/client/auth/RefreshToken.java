package io.playlake.client.auth;

import io.playlake.error.CredentialsException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A user's consent, as a token that buys access tokens; Spotify lets it expire six months after the login. Spotify may
 * also replace it: a token from a file is then replaced there, any other in memory only. Immutable.
 */
public final class RefreshToken {

    /** The variable that holds the refresh token. */
    public static final String NAME = "SPOTIFY_REFRESH_TOKEN";

    private static final int WORTH_MASKING = 8;

    private final Secret value;
    private final @Nullable RefreshTokenFile file;

    RefreshToken(Secret value, @Nullable RefreshTokenFile file) {
        this.value = value;
        this.file = file;
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
        return new RefreshToken(Secret.of(value), null);
    }

    /**
     * Returns the token in a file, which is kept up to date; see {@link RefreshTokenFile#read}.
     *
     * @throws CredentialsException if the file cannot be read, or holds no token
     */
    public static RefreshToken ofFile(Path file) {
        return RefreshTokenFile.at(file).read();
    }

    /**
     * Reads {@code SPOTIFY_REFRESH_TOKEN}, or the file named by {@code SPOTIFY_REFRESH_TOKEN_FILE}, as {@link #ofFile}
     * does; empty if neither is set.
     *
     * @throws CredentialsException if both are set, or the file cannot be read
     */
    public static Optional<RefreshToken> fromEnvironment() {
        return from(Environment.system());
    }

    /** Reads the same variables from elsewhere; see {@link #fromEnvironment}. */
    public static Optional<RefreshToken> from(Environment environment) {
        String value = environment.value(NAME);
        if (value == null) {
            return Optional.empty();
        }
        Path file = environment.file(NAME);
        return Optional.of(new RefreshToken(Secret.of(value), file == null ? null : RefreshTokenFile.at(file)));
    }

    Secret value() {
        return value;
    }

    /** Returns the file that it came from; null if it came from none. */
    @Nullable
    RefreshTokenFile file() {
        return file;
    }

    /** Returns the text with this token masked wherever it occurs; one of less than 8 characters is a placeholder. */
    public String mask(String text) {
        return value.reveal().length() < WORTH_MASKING ? text : value.mask(text);
    }

    @Override
    public String toString() {
        return "RefreshToken[***]";
    }
}
