package io.playlake.client.auth;

import io.playlake.client.http.HttpTransport;
import io.playlake.error.ConfigurationException;
import io.playlake.time.TimeSource;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Logs a user in to an app: the authorization code grant with PKCE, over a redirect to this machine.
 *
 * <pre>{@code
 * AuthorizationCodeLogin login = AuthorizationCodeLogin.builder(ClientCredentials.ofPublicClient("...")).build();
 * try (LoginAttempt attempt = login.start()) {
 *   System.out.println("Open " + attempt.authorizeUrl());
 *   LoginGrant grant = attempt.await();
 *   RefreshTokenFile.at(path).write(grant.refreshToken());
 * }
 * }</pre>
 *
 * <p>The redirect URI must be registered with the app in Spotify's dashboard. An app with a secret shows it besides the
 * proof. Immutable and thread-safe; each attempt has a state and a verifier of its own.
 *
 * @see <a href="https://developer.spotify.com/documentation/web-api/tutorials/code-pkce-flow">Spotify's description</a>
 */
public final class AuthorizationCodeLogin {

    /** Where Spotify sends the browser if nothing else is said: {@code http://127.0.0.1:8888/callback}. */
    public static final URI DEFAULT_REDIRECT_URI = URI.create("http://127.0.0.1:8888/callback");

    /** What the user is asked for if nothing else is said: to read their private and collaborative playlists. */
    public static final List<String> DEFAULT_SCOPES = List.of("playlist-read-private", "playlist-read-collaborative");

    final ClientCredentials app;
    final URI accountsUrl;
    final RedirectUri redirectUri;
    final List<String> scopes;
    final Duration timeout;
    final TimeSource time;
    final SecureRandom random;
    final @Nullable HttpTransport transport;

    AuthorizationCodeLogin(AuthorizationCodeLoginBuilder options, URI accountsUrl, RedirectUri redirectUri) {
        this.app = options.app;
        this.accountsUrl = accountsUrl;
        this.redirectUri = redirectUri;
        this.scopes = options.scopes;
        this.timeout = options.timeout;
        this.time = options.time;
        this.random = options.random;
        this.transport = options.transport;
    }

    /** Returns a builder with all defaults for the login to an app, with or without a secret. */
    public static AuthorizationCodeLoginBuilder builder(ClientCredentials app) {
        return new AuthorizationCodeLoginBuilder(app);
    }

    /**
     * Begins a login, and listens at the redirect URI if that is a loopback address. The caller closes the attempt.
     *
     * @throws ConfigurationException if the port of the redirect URI is taken
     */
    public LoginAttempt start() {
        return LoginAttempt.begin(this);
    }

    @Override
    public String toString() {
        return "AuthorizationCodeLogin[" + app + ", redirectUri=" + redirectUri.uri() + ", scopes=" + scopes + "]";
    }
}
