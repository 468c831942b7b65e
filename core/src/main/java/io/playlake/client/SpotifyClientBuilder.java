package io.playlake.client;

import io.playlake.LibraryVersion;
import io.playlake.client.auth.ClientCredentials;
import io.playlake.client.auth.RefreshToken;
import io.playlake.client.auth.TokenProvider;
import io.playlake.client.auth.Tokens;
import io.playlake.client.http.BaseUrl;
import io.playlake.client.http.Excerpt;
import io.playlake.client.http.HttpTransport;
import io.playlake.client.http.PooledTransport;
import io.playlake.client.limit.CallLedger;
import io.playlake.client.limit.RetryPolicy;
import io.playlake.error.ConfigurationException;
import io.playlake.error.CredentialsException;
import io.playlake.time.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Builds a {@link SpotifyClient}; options are checked by {@link #build()}. Not thread-safe. */
public final class SpotifyClientBuilder {

    private @Nullable ClientCredentials credentials;
    private @Nullable RefreshToken refreshToken;
    private @Nullable TokenProvider tokenProvider;
    private @Nullable HttpTransport transport;
    URI accountsUrl = URI.create("https://accounts.spotify.com");
    int concurrency = 8;
    URI apiUrl = URI.create("https://api.spotify.com/v1");

    @Nullable
    String market;

    @Nullable
    String locale;

    @Nullable
    AppProfile profile;

    @Nullable
    CallLedger ledger;

    long budget = CallLedger.UNLIMITED;
    double rate = 5;
    Duration maxWait = Duration.ofMinutes(5);
    Duration requestTimeout = Duration.ofSeconds(30);
    RetryPolicy retryPolicy = RetryPolicy.defaults();
    TimeSource time = TimeSource.system();
    DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();

    SpotifyClientBuilder() {}

    /** Sets the app that asks. */
    public SpotifyClientBuilder credentials(ClientCredentials value) {
        this.credentials = value;
        return this;
    }

    /** Sets the user who logged in to the app; without one, the app asks for itself. */
    public SpotifyClientBuilder refreshToken(RefreshToken value) {
        this.refreshToken = value;
        return this;
    }

    /** Sets where access tokens come from, in place of credentials. */
    public SpotifyClientBuilder tokenProvider(TokenProvider value) {
        this.tokenProvider = value;
        return this;
    }

    /** Sets the API's address: https, or http on loopback; default {@code https://api.spotify.com/v1}. */
    public SpotifyClientBuilder apiUrl(URI value) {
        this.apiUrl = value;
        return this;
    }

    /** Sets the accounts service's address: https, or http on loopback; default {@code https://accounts.spotify.com}. */
    public SpotifyClientBuilder accountsUrl(URI value) {
        this.accountsUrl = value;
        return this;
    }

    /** Sets the market that contents are asked for: two capital letters; default none. */
    public SpotifyClientBuilder market(@Nullable String value) {
        this.market = value;
        return this;
    }

    /** Sets the language that names are asked for, such as {@code es_MX}; default none. */
    public SpotifyClientBuilder locale(@Nullable String value) {
        this.locale = value;
        return this;
    }

    /** Sets the kind of app that asks; by default that is learned from the answers. */
    public SpotifyClientBuilder profile(@Nullable AppProfile value) {
        this.profile = value;
        return this;
    }

    /**
     * Sets where calls are counted and what the API asked for is kept, for all processes of the account; by default only
     * this client knows. It stays the caller's to close.
     */
    public SpotifyClientBuilder ledger(CallLedger value) {
        this.ledger = value;
        return this;
    }

    /** Sets how many calls the ledger may hold for any 24 hours, those of other processes included: 1 or more. */
    public SpotifyClientBuilder budget(long calls) {
        this.budget = calls;
        return this;
    }

    /**
     * Sets how many calls a second may be made at most: 0.001 to 10,000, default 5. A client begins with half of it and
     * opens within some ten seconds while all goes well; a 429 halves what it had.
     */
    public SpotifyClientBuilder rate(double perSecond) {
        this.rate = perSecond;
        return this;
    }

    /** Sets how many calls may be in flight: 1 to 64, default 8. */
    public SpotifyClientBuilder concurrency(int value) {
        this.concurrency = value;
        return this;
    }

    /** Sets the longest single wait on the API's word: 0 to a day, default 5 min. */
    public SpotifyClientBuilder maxWait(Duration value) {
        this.maxWait = value;
        return this;
    }

    /** Sets how failed calls are tried again. */
    public SpotifyClientBuilder retryPolicy(RetryPolicy value) {
        this.retryPolicy = value;
        return this;
    }

    /** Sets the longest time for one try, from connecting to the body's end: 1 ms to 10 min, default 30 s. */
    public SpotifyClientBuilder requestTimeout(Duration value) {
        this.requestTimeout = value;
        return this;
    }

    /** Sets the clocks, for tests. */
    public SpotifyClientBuilder time(TimeSource value) {
        this.time = value;
        return this;
    }

    /** Sets the source of chance, numbers from 0 to 1, for tests. It must be thread-safe. */
    public SpotifyClientBuilder random(DoubleSupplier value) {
        this.random = value;
        return this;
    }

    /** Sets what sends the requests, for tests; the client closes it. */
    public SpotifyClientBuilder transport(HttpTransport value) {
        this.transport = value;
        return this;
    }

    /**
     * Returns the client.
     *
     * @throws ConfigurationException if an option is wrong; the message names it
     * @throws CredentialsException if neither credentials nor a token provider were given
     */
    public SpotifyClient build() {
        apiUrl = BaseUrl.checked("apiUrl", apiUrl);
        accountsUrl = BaseUrl.checked("accountsUrl", accountsUrl);
        market = market == null ? null : checkedMarket(market);
        check(
                locale == null || locale.matches("[a-z]{2,3}_[A-Z]{2}"),
                "locale",
                locale,
                "a language and a country such as es_MX");
        check(rate >= 0.001 && rate <= 10_000, "rate", rate, "0.001 to 10000 calls a second");
        check(budget >= 1, "budget", budget, "1 call or more");
        check(concurrency >= 1 && concurrency <= 64, "concurrency", concurrency, "1 to 64");
        check(within(maxWait, Duration.ZERO, Duration.ofDays(1)), "maxWait", maxWait, "0 to a day");
        check(
                within(requestTimeout, Duration.ofMillis(1), Duration.ofMinutes(10)),
                "requestTimeout",
                requestTimeout,
                "1 ms to 10 min");
        check(
                tokenProvider == null || (credentials == null && refreshToken == null),
                "tokenProvider",
                "given",
                "either a token provider or credentials, not both");
        if (tokenProvider == null && credentials == null) {
            throw new CredentialsException("credentials are missing: give credentials(ClientCredentials), with"
                    + " refreshToken(RefreshToken) for a user, or tokenProvider(TokenProvider)");
        }
        HttpTransport wire = transport == null ? new PooledTransport(concurrency, userAgent()) : transport;
        try {
            return new SpotifyClient(this, wire);
        } catch (RuntimeException e) {
            wire.close();
            throw e;
        }
    }

    static String checkedMarket(String country) {
        check(country.matches("[A-Z]{2}"), "market", country, "two capital letters such as SE");
        return country;
    }

    TokenProvider tokens(HttpTransport tokenWire) {
        if (tokenProvider != null) {
            return tokenProvider;
        }
        if (credentials == null) {
            throw new IllegalStateException("checked before");
        }
        return refreshToken == null
                ? Tokens.ofApp(tokenWire, accountsUrl, credentials, requestTimeout, time)
                : Tokens.ofUser(tokenWire, accountsUrl, credentials, refreshToken, requestTimeout, time);
    }

    private static String userAgent() {
        return "playlake/" + LibraryVersion.current();
    }

    private static boolean within(Duration value, Duration least, Duration most) {
        return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    }

    private static void check(boolean good, String option, @Nullable Object value, String expected) {
        if (!good) {
            throw new ConfigurationException(
                    option + " is " + Excerpt.of(String.valueOf(value)) + ", expected " + expected);
        }
    }
}
