package io.playlake.client.auth;

import io.playlake.client.http.HttpTransport;
import io.playlake.error.CredentialsException;
import io.playlake.time.TimeSource;
import java.net.URI;
import java.time.Duration;

/** The token providers of this library. They renew 60 seconds before expiry, one call for all waiting threads. */
public final class Tokens {

    private Tokens() {}

    /**
     * Returns tokens for the app itself (client credentials grant).
     *
     * @param transport reaches the token endpoint, and repeats transient faults
     * @param accounts address of the accounts service
     * @param deadline for one call
     * @throws CredentialsException if the app has no secret
     */
    public static TokenProvider ofApp(
            HttpTransport transport, URI accounts, ClientCredentials app, Duration deadline, TimeSource time) {
        if (app.clientSecret() == null) {
            throw new CredentialsException("a public client has no token of its own: give a refresh token too");
        }
        TokenEndpoint endpoint = new TokenEndpoint(transport, accounts, app, deadline);
        return new CachedTokens(endpoint::clientCredentials, app.clientId(), time);
    }

    /**
     * Returns tokens for a user who logged in. A refresh token that arrives with an access token replaces the old one,
     * and is written to the file that the old one came from, if any. When that fails, a warning is logged, and the new
     * token is good as long as the provider lives. Before a login counts as expired, the file is read again: another
     * process may have replaced the token.
     *
     * @param transport reaches the token endpoint, and repeats transient faults
     * @param accounts address of the accounts service
     * @param deadline for one call
     */
    public static TokenProvider ofUser(
            HttpTransport transport,
            URI accounts,
            ClientCredentials app,
            RefreshToken refreshToken,
            Duration deadline,
            TimeSource time) {
        TokenEndpoint endpoint = new TokenEndpoint(transport, accounts, app, deadline);
        return new CachedTokens(new RefreshTokenSource(endpoint, refreshToken, time), app.clientId(), time);
    }
}
