package io.playlake.examples.cli;

import io.playlake.client.auth.ClientCredentials;
import io.playlake.client.auth.Environment;
import io.playlake.client.auth.RefreshToken;
import io.playlake.error.CredentialsException;
import org.jspecify.annotations.Nullable;

/** What Spotify's credentials are, by the environment; each variable has a {@code _FILE} variant that names a file. */
final class Credentials {

    private static final int WORTH_MASKING = 8;

    private final Shell shell;

    Credentials(Shell shell) {
        this.shell = shell;
    }

    boolean hasRefreshToken() {
        return value(RefreshToken.NAME) != null;
    }

    /** Returns the user's token; null if none is set. */
    @Nullable
    RefreshToken refreshToken() {
        return RefreshToken.from(Environment.of(shell::variable)).orElse(null);
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
                    + " is missing in the environment (or the same with _FILE); the playlists of a user need the token"
                    + " of a user who logged in to the app");
        }
    }

    /** Returns the text without the secrets, should any have found its way into it. */
    String mask(String text) {
        String masked = text;
        for (String name : new String[] {ClientCredentials.SECRET, RefreshToken.NAME}) {
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
        return masked;
    }

    private @Nullable String value(String name) {
        return Environment.of(shell::variable).value(name);
    }
}
