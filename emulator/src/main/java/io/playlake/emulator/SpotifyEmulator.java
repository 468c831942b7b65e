package io.playlake.emulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * The Spotify Web API on loopback, over a synthetic catalogue that changes from one virtual day to the next. The same
 * seed and options give the same catalogue, and byte for byte the same bodies but for the port, on every machine.
 *
 * <p>Two lines in a JUnit test:
 *
 * <pre>{@code
 * try (SpotifyEmulator emulator = SpotifyEmulator.start()) {
 *     collect(emulator.apiUrl(), emulator.accountsUrl(), SpotifyEmulator.CLIENT_ID, SpotifyEmulator.CLIENT_SECRET);
 * }
 * }</pre>
 *
 * <p>People who run it as a server steer it over HTTP, without a token and without a trace in the call log:
 *
 * <table>
 * <caption>Controls, below {@code /_emulator/}</caption>
 * <tr><td>{@code GET calls}</td><td>how many calls there were, and how many came {@linkplain CallLog#early() early}
 * <tr><td>{@code POST reset}</td><td>forgets them
 * <tr><td>{@code GET day}, {@code POST day/N}</td><td>the virtual day; moves to another
 * <tr><td>{@code GET truth}</td><td>the events so far as JSON lines
 * <tr><td>{@code POST faults}</td><td>arms a fault that query or form describe
 * <tr><td>{@code GET faults}, {@code DELETE faults}</td><td>how many are pending; clears all
 * <tr><td>{@code POST tokens/expire}, {@code POST tokens/revoke}</td><td>ends access tokens or refresh tokens
 * </table>
 *
 * <p>A fault is described by {@code on}, {@code query}, {@code skip}, {@code times} (a number or {@code forever}), which
 * are as in {@link FaultRule}, and {@code do}: {@code answer} (the default, with {@code status}, {@code body} and {@code
 * header=Name: value}), {@code redirect} ({@code status}, {@code location}), {@code replace} ({@code body}), {@code
 * close}, {@code reset}, {@code reset-in-body}, {@code truncate}, {@code stall}, {@code gateway-timeout} and {@code
 * dribble} ({@code pause} in milliseconds), {@code length-too-long}, {@code length-too-short}, {@code broken-chunks},
 * {@code broken-gzip}, {@code truncated-gzip}, {@code wrong-gzip-checksum}, {@code bomb} ({@code mebibytes}) or {@code
 * unknown-encoding}. Three more are no rules: {@code poison} ({@code on}, {@code position}), {@code burst} ({@code seconds}, {@code status}) and {@code
 * random} ({@code share}, {@code status}).
 *
 * <pre>{@code
 * curl -d on=/browse/* -d times=3 -d status=429 -d 'header=Retry-After: 5' http://127.0.0.1:8080/_emulator/faults
 * }</pre>
 *
 * <p>Thread-safe. Whoever starts it closes it.
 */
public final class SpotifyEmulator implements AutoCloseable {

    /** The only client id that the token endpoint accepts. */
    public static final String CLIENT_ID = "emulator-client-id";

    /** The secret of {@link #CLIENT_ID}. */
    public static final String CLIENT_SECRET = "emulator-client-secret";

    /** A refresh token of the user {@link #USER_ID}; unless options say otherwise, it never expires. */
    public static final String REFRESH_TOKEN = "emulator-refresh-token";

    /** The user who owns what {@code /me/playlists} lists. */
    public static final String USER_ID = "lake_listener";

    private final World world;
    private final Tokens tokens;
    private final CallLog calls = new CallLog();
    private final Faults faults;
    private final GroundTruth truth;
    private final Snapshots snapshots;
    private final Edits edits;
    private final Listener listener;

    SpotifyEmulator(Options options) {
        world = new World(options);
        truth = new GroundTruth(world);
        snapshots = new Snapshots(world);
        edits = new Edits(world);
        faults = new Faults(options.seed(), options.clock());
        Authorization authorization = new Authorization(
                options.seed(), options.clock(), options.tokens().consent());
        tokens = new Tokens(options.seed(), options.clock(), options.tokens(), authorization);
        FrontDoor door = new FrontDoor(
                options,
                tokens,
                authorization,
                new WebApi(world, options, snapshots, edits),
                new Controls(world, calls, faults, tokens),
                calls,
                faults);
        try {
            listener = new Listener(options.port(), door);
        } catch (IOException e) {
            throw new UncheckedIOException("port: " + options.port() + ", expected one that is free", e);
        }
        listener.start();
    }

    /** Starts an emulator with the defaults of {@link #builder()} on a free port. */
    public static SpotifyEmulator start() {
        return builder().start();
    }

    /** Returns a builder with the defaults. */
    public static SpotifyEmulatorBuilder builder() {
        return new SpotifyEmulatorBuilder();
    }

    /** Returns the base of the Web API, such as {@code http://127.0.0.1:8080/v1}. */
    public String apiUrl() {
        return accountsUrl() + "/v1";
    }

    /** Returns the base of the accounts service, such as {@code http://127.0.0.1:8080}. */
    public String accountsUrl() {
        return "http://127.0.0.1:" + port();
    }

    /** Returns the port that is listened on. */
    public int port() {
        return listener.port();
    }

    /** Returns the virtual day, from 0. */
    public int day() {
        return world.today().day();
    }

    /** Returns the date of the virtual day. */
    public LocalDate date() {
        return world.date(day());
    }

    /** Returns the virtual time: the beginning of the day in UTC. Whatever the catalogue shows happened before it. */
    public Instant today() {
        return date().atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** Moves to the next virtual day. Requests under way see either day as a whole. */
    public void advanceDay() {
        world.advance();
    }

    /**
     * Moves to a virtual day; the present one changes nothing.
     *
     * @throws IllegalArgumentException if the day has passed
     */
    public void advanceTo(int day) {
        world.advanceTo(day);
    }

    /** Makes every token that was issued invalid, so that the next call gets a 401. */
    public void expireTokens() {
        tokens.expireAll();
    }

    /** Makes every refresh token invalid, as if all users had withdrawn their consent; for good. */
    public void revokeRefreshTokens() {
        tokens.revokeAll();
    }

    /** Returns what the catalogue really holds and held. */
    public GroundTruth truth() {
        return truth;
    }

    /** Returns what playlists show as their snapshot ids. */
    public Snapshots snapshots() {
        return snapshots;
    }

    /** Returns what happens to playlists on demand. */
    public Edits edits() {
        return edits;
    }

    /** Returns the log of calls. */
    public CallLog calls() {
        return calls;
    }

    /** Returns what goes wrong on purpose. */
    public Faults faults() {
        return faults;
    }

    /** Stops listening, closes all connections and ends all threads. Closing again does nothing. */
    @Override
    public void close() {
        listener.close();
    }
}
