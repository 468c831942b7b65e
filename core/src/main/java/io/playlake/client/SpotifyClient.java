package io.playlake.client;

import io.playlake.client.auth.AuthorizedTransport;
import io.playlake.client.auth.TokenProvider;
import io.playlake.client.http.HttpTransport;
import io.playlake.client.limit.CallLedger;
import io.playlake.client.limit.GovernedTransport;
import io.playlake.client.limit.RateGovernor;
import io.playlake.client.limit.RetryingTransport;
import io.playlake.error.Reason;
import io.playlake.error.SinkException;
import io.playlake.time.TimeSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The Spotify Web API. Built once and shared: thread-safe, with one pool of connections, one token and one rate limit
 * for all threads.
 *
 * <p>Every call blocks until its answer is there, and throws a {@link io.playlake.error.PlaylakeException} otherwise:
 * {@link io.playlake.error.TryLaterException} when waiting longer than allowed would be needed or the retries are used
 * up, {@link io.playlake.error.CredentialsException}, {@link io.playlake.error.AccessDeniedException}, {@link
 * io.playlake.error.ResourceNotFoundException}, {@link io.playlake.error.RequestRefusedException} for any other
 * refusal, {@link io.playlake.error.MalformedResponseException}, and {@link io.playlake.error.CancelledException} when
 * the thread is interrupted or the client closed.
 */
public final class SpotifyClient implements AutoCloseable {

    private final HttpTransport wire;
    private final MeteredTransport apiMeter;
    private final MeteredTransport tokenMeter;
    private final RetryingTransport apiRetries;
    private final RetryingTransport tokenRetries;
    private final TokenProvider tokens;
    private final CallLedger ledger;
    private final long budget;
    private final TimeSource time;
    private final ApiCaller api;

    SpotifyClient(SpotifyClientBuilder options, HttpTransport wire) {
        this.wire = wire;
        this.tokenMeter = new MeteredTransport(wire, options.time);
        this.tokenRetries = new RetryingTransport(
                tokenMeter, options.retryPolicy, options.maxWait, options.time, options.random, (group, wait) -> {});
        this.tokens = options.tokens(tokenRetries);
        this.ledger = options.ledger == null ? CallLedger.inMemory() : options.ledger;
        this.budget = options.budget;
        this.time = options.time;
        RateGovernor governor = new RateGovernor(options.rate, options.maxWait, ledger, options.budget, options.time);
        this.apiMeter = new MeteredTransport(wire, options.time);
        this.apiRetries = new RetryingTransport(
                new AuthorizedTransport(new GovernedTransport(apiMeter, governor), tokens),
                options.retryPolicy,
                options.maxWait,
                options.time,
                options.random,
                governor::hold);
        this.api = new ApiCaller(
                apiRetries,
                options.apiUrl,
                options.requestTimeout,
                options.market,
                options.locale,
                new AppAccess(options.profile, ledger, options.time));
    }

    /** Returns a builder with all defaults; credentials or a token provider must be given. */
    public static SpotifyClientBuilder builder() {
        return new SpotifyClientBuilder();
    }

    /** Returns the calls about browse categories. */
    public BrowseEndpoints browse() {
        return new BrowseEndpoints(api);
    }

    /** Returns the calls about playlists. */
    public PlaylistEndpoints playlists() {
        return new PlaylistEndpoints(api);
    }

    /** Returns the calls about tracks, artists, albums and episodes. */
    public CatalogueEndpoints catalogue() {
        return new CatalogueEndpoints(api);
    }

    /** Returns the search. */
    public SearchEndpoints search() {
        return new SearchEndpoints(api);
    }

    /** Returns the calls about users and their playlists. */
    public UserEndpoints users() {
        return new UserEndpoints(api);
    }

    /** Returns the market that contents are asked for; empty if none was set. */
    public Optional<String> market() {
        return Optional.ofNullable(api.market());
    }

    /** Returns the language that names are asked for, such as {@code es_MX}; empty if none was set. */
    public Optional<String> locale() {
        return Optional.ofNullable(api.locale());
    }

    /** Returns 8 hexadecimal digits that stand for the app that asks; made from its client id, not from a secret. */
    public String accountFingerprint() {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(tokens.account().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Returns the kind of app that this one was said to be, or turned out to be; empty while nothing told. */
    public Optional<AppProfile> profile() {
        return api.access().profile();
    }

    /**
     * Returns how many calls the account made in the last 24 hours, as far as the ledger knows.
     *
     * @throws io.playlake.error.SinkException if the ledger cannot be read
     */
    public long callsOfTheDay() {
        try {
            return ledger.calls(time.now());
        } catch (IOException e) {
            throw new SinkException("the call ledger cannot be read: " + Reason.of(e), e);
        }
    }

    /**
     * Returns how many calls the budget leaves now, 0 or more; empty without a budget. More come free as those of the
     * last 24 hours grow old.
     *
     * @throws io.playlake.error.SinkException if the ledger cannot be read
     */
    public OptionalLong callsLeft() {
        return budget == CallLedger.UNLIMITED
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(0, budget - callsOfTheDay()));
    }

    /** Returns what was done so far. */
    public ClientStats stats() {
        return new ClientStats(
                new TreeMap<>(apiMeter.calls()),
                tokenMeter.total(),
                apiRetries.retries() + tokenRetries.retries(),
                apiRetries.rateLimited() + tokenRetries.rateLimited());
    }

    /** Ends calls in flight and frees connections; closing twice does nothing. */
    @Override
    public void close() {
        wire.close();
    }

    @Override
    public String toString() {
        return "SpotifyClient[account=" + accountFingerprint() + "]";
    }
}
