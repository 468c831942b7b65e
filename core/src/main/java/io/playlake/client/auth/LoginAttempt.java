package io.playlake.client.auth;

import io.playlake.LibraryVersion;
import io.playlake.client.http.HttpTransport;
import io.playlake.client.http.PooledTransport;
import io.playlake.error.CancelledException;
import io.playlake.error.ConfigurationException;
import io.playlake.error.CredentialsException;
import io.playlake.error.MalformedResponseException;
import io.playlake.error.Reason;
import io.playlake.error.RequestRefusedException;
import io.playlake.error.TryLaterException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One login: the address for the user to open, and the wait for what comes of it. Close it; closing ends the wait, frees
 * the port and leaves no thread. Thread-safe.
 */
public final class LoginAttempt implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final int STATE_BYTES = 32;

    private final AuthorizationCodeLogin login;
    private final Secret state;
    private final Pkce pkce;
    private final @Nullable RedirectListener listener;
    private final RedirectUri redirectUri;
    private final long begun;
    private final HttpTransport transport;
    private final AtomicBoolean redeemed = new AtomicBoolean();

    private LoginAttempt(AuthorizationCodeLogin login, Secret state, @Nullable RedirectListener listener) {
        this.login = login;
        this.state = state;
        this.pkce = Pkce.of(login.random);
        this.listener = listener;
        this.redirectUri = listener == null ? login.redirectUri : listener.uri();
        this.begun = login.time.nanoTime();
        this.transport = login.transport == null
                ? new PooledTransport(1, "playlake/" + LibraryVersion.current())
                : login.transport;
    }

    static LoginAttempt begin(AuthorizationCodeLogin login) {
        Secret state = Secret.of(Pkce.text(login.random, STATE_BYTES));
        return new LoginAttempt(
                login, state, login.redirectUri.loopback() ? RedirectListener.open(login.redirectUri, state) : null);
    }

    /** Returns the address for the user's browser. It holds no secret, but is good for this attempt only. */
    public URI authorizeUrl() {
        StringBuilder query = new StringBuilder("response_type=code");
        add(query, "client_id", login.app.clientId());
        add(query, "redirect_uri", redirectUri.uri().toString());
        if (!login.scopes.isEmpty()) {
            add(query, "scope", String.join(" ", login.scopes));
        }
        add(query, "state", state.reveal());
        add(query, "code_challenge_method", "S256");
        add(query, "code_challenge", pkce.challenge());
        return URI.create(login.accountsUrl + "/authorize?" + query);
    }

    private static void add(StringBuilder query, String name, String value) {
        String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
        query.append('&').append(name).append('=').append(encoded);
    }

    /** Returns the redirect URI, with the port that was taken if any would do. */
    public URI redirectUri() {
        return redirectUri.uri();
    }

    /**
     * Waits until the browser is back from Spotify, and redeems what it brings. What comes to the redirect URI without
     * the state of this attempt is ignored.
     *
     * @throws CredentialsException if the user declined, or Spotify refused the app or the code
     * @throws TryLaterException if the time was up first, or the token endpoint cannot serve now; log in again
     * @throws ConfigurationException if Spotify does not know a scope, or nothing listens at the redirect URI because
     *     it is no loopback address
     * @throws CancelledException if the thread is interrupted, or this is closed
     * @throws MalformedResponseException if the token endpoint answers nonsense
     */
    public LoginGrant await() {
        if (listener == null) {
            throw new ConfigurationException("redirectUri is " + redirectUri.uri()
                    + ", where this process cannot listen; hand the address that arrives there to redeem(URI)");
        }
        try {
            long left = login.timeout.toNanos() - (login.time.nanoTime() - begun);
            return redeemed(listener.await(Duration.ofNanos(Math.max(0, left))));
        } catch (TimeoutException e) {
            throw new TryLaterException(
                    "nobody logged in within " + login.timeout.toSeconds() + " s"
                            + (listener.metForeign()
                                    ? "; an answer came that belonged to another login, so open the address printed"
                                            + " last"
                                    : ""),
                    null,
                    null);
        } catch (CancellationException e) {
            throw new CancelledException("the login was closed while it waited for the browser", null);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /**
     * Redeems what a browser brought elsewhere.
     *
     * @param redirected the whole address that Spotify sent the browser to, with its query
     * @throws CredentialsException if the address does not belong to this attempt; otherwise as {@link #await}
     */
    public LoginGrant redeem(URI redirected) {
        RedirectAnswer answer = RedirectAnswer.of(redirected.getRawQuery(), state);
        if (answer instanceof RedirectAnswer.Foreign) {
            throw new CredentialsException("the address is not the answer to this login: its state is another, or its"
                    + " code is missing; log in again");
        }
        try {
            return redeemed(answer);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static CancelledException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new CancelledException("interrupted during the login", cause);
    }

    private LoginGrant redeemed(RedirectAnswer answer) throws InterruptedException {
        if (!redeemed.compareAndSet(false, true)) {
            throw new CredentialsException("this login is over; a code is good once, so log in again");
        }
        if (answer instanceof RedirectAnswer.Refused refused) {
            throw refusal(refused.error());
        }
        if (!(answer instanceof RedirectAnswer.Granted granted)) {
            throw new IllegalStateException("foreign answers were sorted out before");
        }
        Instant now = login.time.now();
        TokenAnswer tokens = exchange(granted.code());
        if (tokens.refreshToken() == null) {
            throw new MalformedResponseException(
                    "POST " + TokenEndpoint.PATH, "$.refresh_token", "expected a text", null);
        }
        List<String> scopes = tokens.scopes().isEmpty() ? login.scopes : tokens.scopes();
        return new LoginGrant(new RefreshToken(tokens.refreshToken(), null), scopes, now);
    }

    private TokenAnswer exchange(Secret code) throws InterruptedException {
        try {
            return new TokenEndpoint(transport, login.accountsUrl, login.app, DEADLINE)
                    .redeem(code, redirectUri.uri(), pkce.verifier());
        } catch (IOException e) {
            throw new TryLaterException(
                    "the user agreed, but the token endpoint cannot be reached (" + Reason.of(e) + "); log in again",
                    null,
                    e);
        } catch (RequestRefusedException e) {
            if (e.status() == 429 || e.status() >= 500) {
                throw new TryLaterException(e.getMessage() + "; log in again later", null, e);
            }
            throw e;
        }
    }

    private static RuntimeException refusal(String error) {
        return switch (error) {
            case "access_denied" -> new CredentialsException("the user declined (access_denied): nobody was logged in");
            case "server_error", "temporarily_unavailable" ->
                new TryLaterException("Spotify cannot log in anybody now (" + error + ")", null, null);
            case "invalid_scope" ->
                new ConfigurationException("scopes: Spotify does not know one of them (invalid_scope)");
            default -> new CredentialsException("Spotify refused the login: " + error);
        };
    }

    /** Ends the wait and frees the port; closing twice does nothing. */
    @Override
    public void close() {
        if (listener != null) {
            listener.close();
        }
        if (login.transport == null) {
            transport.close();
        }
    }

    @Override
    public String toString() {
        return "LoginAttempt[redirectUri=" + redirectUri.uri() + "]";
    }
}
