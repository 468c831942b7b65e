package io.playlake.client;

import io.playlake.client.auth.AuthorizedTransport;
import io.playlake.client.auth.TokenProvider;
import io.playlake.client.http.HttpTransport;
import io.playlake.client.limit.GovernedTransport;
import io.playlake.client.limit.RateGovernor;
import io.playlake.client.limit.RetryingTransport;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
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
    private final ApiCaller api;

    SpotifyClient(SpotifyClientBuilder options, HttpTransport wire) {
        this.wire = wire;
        this.tokenMeter = new MeteredTransport(wire, options.time);
        this.tokenRetries = new RetryingTransport(
                tokenMeter, options.retryPolicy, options.maxWait, options.time, options.random, wait -> {});
        this.tokens = options.tokens(tokenRetries);
        RateGovernor governor = new RateGovernor(options.rate, options.maxWait, options.time);
        this.apiMeter = new MeteredTransport(wire, options.time);
        this.apiRetries = new RetryingTransport(
                new AuthorizedTransport(new GovernedTransport(apiMeter, governor), tokens),
                options.retryPolicy,
                options.maxWait,
                options.time,
                options.random,
                governor::hold);
        this.api = new ApiCaller(apiRetries, options.apiUrl, options.requestTimeout, options.market, options.locale);
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

    /** Returns the calls about the user who logged in. */
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
