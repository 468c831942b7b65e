package io.playlake.client.auth;

import io.playlake.client.http.BaseUrl;
import io.playlake.client.http.Excerpt;
import io.playlake.client.http.HttpTransport;
import io.playlake.error.ConfigurationException;
import io.playlake.time.TimeSource;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Builds an {@link AuthorizationCodeLogin}; options are checked by {@link #build()}. Not thread-safe. */
public final class AuthorizationCodeLoginBuilder {

    private static final Duration LONGEST = Duration.ofHours(1);
    /** The characters that RFC 6749 gives to a scope, without those of no use in one. */
    private static final Pattern SCOPE = Pattern.compile("[A-Za-z0-9:._-]{1,100}");

    final ClientCredentials app;
    List<String> scopes = AuthorizationCodeLogin.DEFAULT_SCOPES;
    Duration timeout = Duration.ofMinutes(5);
    TimeSource time = TimeSource.system();
    SecureRandom random = new SecureRandom();

    @Nullable
    HttpTransport transport;

    private URI accountsUrl = URI.create("https://accounts.spotify.com");
    private URI redirectUri = AuthorizationCodeLogin.DEFAULT_REDIRECT_URI;

    AuthorizationCodeLoginBuilder(ClientCredentials app) {
        this.app = app;
    }

    /** Sets the accounts service's address: https, or http on loopback; default {@code https://accounts.spotify.com}. */
    public AuthorizationCodeLoginBuilder accountsUrl(URI value) {
        this.accountsUrl = value;
        return this;
    }

    /**
     * Sets where Spotify sends the browser: {@code http://127.0.0.1:PORT/PATH} or {@code http://[::1]:PORT/PATH}, where
     * this library listens, or an https address of the application, which then hands what arrives there to {@link
     * LoginAttempt#redeem}. It must be registered with the app, character by character; but one that is registered
     * without a port serves for every port, and the port 0 takes any that is free. Default {@code
     * http://127.0.0.1:8888/callback}.
     */
    public AuthorizationCodeLoginBuilder redirectUri(URI value) {
        this.redirectUri = value;
        return this;
    }

    /** Sets what the user is asked for; an empty list asks for public data only. Default {@link
     * AuthorizationCodeLogin#DEFAULT_SCOPES}. */
    public AuthorizationCodeLoginBuilder scopes(List<String> value) {
        this.scopes = List.copyOf(value);
        return this;
    }

    /** Sets how long {@link LoginAttempt#await} gives the user, from the start on: 1 s to 1 h, default 5 min. */
    public AuthorizationCodeLoginBuilder timeout(Duration value) {
        this.timeout = value;
        return this;
    }

    /** Sets the clocks, for tests. */
    public AuthorizationCodeLoginBuilder time(TimeSource value) {
        this.time = value;
        return this;
    }

    /** Sets where state and verifier come from. */
    public AuthorizationCodeLoginBuilder random(SecureRandom value) {
        this.random = value;
        return this;
    }

    /**
     * Sets what reaches the token endpoint; whoever made it closes it. Default: a transport of each attempt's own, which
     * tries once.
     */
    public AuthorizationCodeLoginBuilder transport(HttpTransport value) {
        this.transport = value;
        return this;
    }

    /**
     * Returns the login.
     *
     * @throws ConfigurationException if an option is wrong; the message names it
     */
    public AuthorizationCodeLogin build() {
        URI accounts = BaseUrl.checked("accountsUrl", accountsUrl);
        RedirectUri redirect = RedirectUri.checked(redirectUri);
        for (String scope : scopes) {
            if (!SCOPE.matcher(scope).matches()) {
                throw new ConfigurationException(
                        "scopes: got '" + Excerpt.of(scope, 60) + "', expected one such as playlist-read-private");
            }
        }
        if (timeout.compareTo(Duration.ofSeconds(1)) < 0 || timeout.compareTo(LONGEST) > 0) {
            throw new ConfigurationException("timeout is " + timeout + ", expected 1 s to 1 h");
        }
        return new AuthorizationCodeLogin(this, accounts, redirect);
    }
}
