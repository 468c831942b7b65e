package io.playlake.examples.cli;

import io.playlake.client.auth.ClientCredentials;
import io.playlake.client.auth.Environment;
import io.playlake.client.auth.RefreshToken;
import io.playlake.client.auth.RefreshTokenFile;
import io.playlake.error.CredentialsException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Spotify's credentials and those of Redis and of databases, by the environment; each variable has a {@code _FILE} variant. */
final class Credentials {

    /** The variable of the password to Redis. */
    static final String REDIS_PASSWORD = "PLAYLAKE_REDIS_PASSWORD";

    /** The variables of who connects to a database. */
    static final String JDBC_USER = "PLAYLAKE_JDBC_USER";

    static final String JDBC_PASSWORD = "PLAYLAKE_JDBC_PASSWORD";

    private static final int WORTH_MASKING = 8;

    private final Shell shell;

    Credentials(Shell shell) {
        this.shell = shell;
    }

    boolean hasRefreshToken() {
        return refreshToken() != null;
    }

    /** Returns the user's token, from the environment or else the file of {@code playlake login}; null if there is none. */
    @Nullable
    RefreshToken refreshToken() {
        RefreshToken set = RefreshToken.from(Environment.of(shell::variable)).orElse(null);
        RefreshTokenFile login = set == null ? LoginFile.of(shell) : null;
        return login != null && login.exists() ? login.read() : set;
    }

    /** Returns whether the environment names a user's token, and not only a login does. */
    static boolean fromVariable(Shell shell) {
        return shell.variable(RefreshToken.NAME) != null || shell.variable(RefreshToken.NAME + "_FILE") != null;
    }

    /** Returns the app that a user logs in to, which needs no secret. */
    ClientCredentials app() {
        String id = value(ClientCredentials.ID);
        if (id == null) {
            throw new CredentialsException("missing in the environment: " + ClientCredentials.ID
                    + " (or the same with _FILE); an app's client id is at https://developer.spotify.com/dashboard");
        }
        String secret = value(ClientCredentials.SECRET);
        return secret == null ? ClientCredentials.ofPublicClient(id) : ClientCredentials.of(id, secret);
    }

    /** Returns the app's id and secret; a user's token needs no secret. */
    ClientCredentials client() {
        String id = value(ClientCredentials.ID);
        if (id != null && value(ClientCredentials.SECRET) == null && hasRefreshToken()) {
            return ClientCredentials.ofPublicClient(id);
        }
        try {
            return ClientCredentials.from(Environment.of(shell::variable));
        } catch (CredentialsException e) {
            throw new CredentialsException(e.getMessage() + ", and `playlake demo` needs none");
        }
    }

    /** Refuses a source that only a user's token opens. */
    void requireUser() {
        if (!hasRefreshToken()) {
            throw new CredentialsException("source me: " + RefreshToken.NAME
                    + " is missing in the environment (or the same with _FILE), and nobody has logged in; `playlake"
                    + " login` does that");
        }
    }

    /** Returns the password to Redis; null if there is none. */
    @Nullable
    String redisPassword() {
        return value(REDIS_PASSWORD);
    }

    @Nullable
    String jdbcUser() {
        return value(JDBC_USER);
    }

    @Nullable
    String jdbcPassword() {
        return value(JDBC_PASSWORD);
    }

    /** Returns the text without the secrets, should any have found its way into it. */
    String mask(String text) {
        String masked = text;
        for (String name : List.of(ClientCredentials.SECRET, REDIS_PASSWORD, JDBC_PASSWORD)) {
            try {
                String secret = value(name);
                // A shorter one is a placeholder, and would hide half of every message.
                if (secret != null && secret.length() >= WORTH_MASKING) {
                    masked = masked.replace(secret, "***");
                }
            } catch (CredentialsException e) {
                // It cannot be read, so it cannot be shown.
            }
        }
        try {
            RefreshToken token = refreshToken();
            masked = token == null ? masked : token.mask(masked);
        } catch (CredentialsException e) {
            // The same.
        }
        return masked;
    }

    private @Nullable String value(String name) {
        return Environment.of(shell::variable).value(name);
    }
}
