package io.playlake.client.auth;

import java.io.IOException;

/**
 * Gives the access token for a call. Implementations are thread-safe and keep a token until it is about to expire; when
 * many threads ask at once, one of them fetches.
 */
public interface TokenProvider {

    /**
     * Returns a token that is good for the next minute.
     *
     * @throws IOException if none could be fetched now; asking again may help
     * @throws InterruptedException if the thread was interrupted while it waited
     * @throws io.playlake.error.CredentialsException if the credentials are missing or refused
     * @throws io.playlake.error.TryLaterException if the token endpoint cannot serve for longer than allowed
     */
    Secret token() throws IOException, InterruptedException;

    /** Learns that the API refused this token; the next call of {@link #token()} fetches another one. */
    void refused(Secret token);

    /** Returns a stable name of the app or account, such as its client id; not a secret. */
    String account();
}
