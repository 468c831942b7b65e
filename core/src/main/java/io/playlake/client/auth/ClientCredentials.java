package io.playlake.client.auth;

import io.playlake.error.CredentialsException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What identifies an app at Spotify: its client id and, but for public clients, its secret. Immutable. */
public final class ClientCredentials {

    /** The variable that holds the client id. */
    public static final String ID = "SPOTIFY_CLIENT_ID";
    /** The variable that holds the client secret. */
    public static final String SECRET = "SPOTIFY_CLIENT_SECRET";

    private final String clientId;
    private final @Nullable Secret clientSecret;

    private ClientCredentials(String clientId, @Nullable Secret clientSecret) {
        this.clientId = clientId;
        this.clientSecret = clientSecret;
    }

    /**
     * Returns the credentials of an app.
     *
     * @throws CredentialsException if one of them is blank
     */
    public static ClientCredentials of(String clientId, String clientSecret) {
        return new ClientCredentials(required("client id", clientId), Secret.of(required("secret", clientSecret)));
    }

    /**
     * Returns the credentials of a client without a secret (PKCE); good only together with a refresh token.
     *
     * @throws CredentialsException if the client id is blank
     */
    public static ClientCredentials ofPublicClient(String clientId) {
        return new ClientCredentials(required("client id", clientId), null);
    }

    /**
     * Reads {@code SPOTIFY_CLIENT_ID} and {@code SPOTIFY_CLIENT_SECRET}, or the files named by {@code
     * SPOTIFY_CLIENT_ID_FILE} and {@code SPOTIFY_CLIENT_SECRET_FILE}.
     *
     * @throws CredentialsException if one is missing or unreadable
     */
    public static ClientCredentials fromEnvironment() {
        return from(Environment.system());
    }

    /** Reads the same variables from elsewhere; see {@link #fromEnvironment}. */
    public static ClientCredentials from(Environment environment) {
        String id = environment.value(ID);
        String secret = environment.value(SECRET);
        if (id == null || secret == null) {
            List<String> missing = new ArrayList<>();
            if (id == null) {
                missing.add(ID);
            }
            if (secret == null) {
                missing.add(SECRET);
            }
            throw new CredentialsException("missing in the environment: " + String.join(" and ", missing)
                    + " (or the same with _FILE); an app's client id and secret are at"
                    + " https://developer.spotify.com/dashboard");
        }
        return of(id, secret);
    }

    private static String required(String what, String value) {
        if (value.isBlank()) {
            throw new CredentialsException(
                    "the " + what + " is blank; it is at https://developer.spotify.com/dashboard");
        }
        return value;
    }

    /** Returns the client id, which is not a secret. */
    public String clientId() {
        return clientId;
    }

    @Nullable
    Secret clientSecret() {
        return clientSecret;
    }

    @Override
    public String toString() {
        return "ClientCredentials[clientId=" + clientId + ", clientSecret=***]";
    }
}
