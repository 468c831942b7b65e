package io.playlake.emulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
 * close}, {@code reset}, {@code reset-in-body}, {@code truncate}, {@code stall}, {@code dribble} ({@code pause} in
 * milliseconds), {@code length-too-long}, {@code length-too-short}, {@code broken-chunks}, {@code broken-gzip}, {@code
 * truncated-gzip}, {@code wrong-gzip-checksum}, {@code bomb} ({@code mebibytes}) or {@code unknown-encoding}. Three more
 * are no rules: {@code poison} ({@code on}, {@code position}), {@code burst} ({@code seconds}, {@code status}) and {@code
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
    public static Builder builder() {
        return new Builder();
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

    /** Sets the options of an emulator; they are checked by {@link #start()}. Not thread-safe. */
    public static final class Builder {

        private int port;
        private long seed = 1;
        private AppProfile profile = AppProfile.EXTENDED;
        private int playlists = 60;
        private int categories = 4;
        private LocalDate startDate = LocalDate.of(2026, 1, 1);
        private int minItems = 8;
        private int maxItems = 260;
        private Set<Quirk> quirks = Quirk.usual();
        private int requestLimit;
        private RetryAfter retryAfter = RateOptions.DEFAULTS.retryAfter();
        private RateLimitBody rateLimitBody = RateOptions.DEFAULTS.body();
        private Duration penaltyGrowth = RateOptions.DEFAULTS.growth();
        private int dailyQuota;
        private final Map<String, Integer> dailyQuotas = new HashMap<>();
        private Duration tokenLifetime = TokenOptions.DEFAULTS.lifetime();
        private RefreshRotation refreshRotation = TokenOptions.DEFAULTS.rotation();
        private @Nullable Duration refreshTokenLifetime = TokenOptions.DEFAULTS.refreshLifetime();
        private boolean consent = TokenOptions.DEFAULTS.consent();
        private boolean etags;
        private InstantSource clock = InstantSource.system();

        private Builder() {}

        /** Sets the port, 0 to 65535; 0, the default, takes a free one. */
        public Builder port(int number) {
            port = number;
            return this;
        }

        /** Sets what the catalogue follows from; default 1. */
        public Builder seed(long number) {
            seed = number;
            return this;
        }

        /** Sets the kind of app that the client id stands for; default {@link AppProfile#EXTENDED}. */
        public Builder profile(AppProfile kind) {
            profile = kind;
            return this;
        }

        /** Sets how many playlists day 0 has, 1 to 100,000; default 60. */
        public Builder playlists(int count) {
            playlists = count;
            return this;
        }

        /** Sets how many browse categories there are, 1 to 500; default 4. */
        public Builder categories(int count) {
            categories = count;
            return this;
        }

        /** Sets the date of day 0, which starts at 00:00 UTC; default 2026-01-01. */
        public Builder startDate(LocalDate date) {
            startDate = date;
            return this;
        }

        /**
         * Sets how many items a playlist starts with, 0 to 10,000; default 8 to 260. One playlist is empty whatever
         * the range, and where it spans 100 one has exactly 100, a fifth have more and some more than 200.
         */
        public Builder items(int fewest, int most) {
            minItems = fewest;
            maxItems = most;
            return this;
        }

        /** Sets whether the {@linkplain Quirk#usual() usual} oddities of real data turn up, or none; default true. */
        public Builder quirks(boolean wanted) {
            return quirks(wanted ? Quirk.usual() : Set.of());
        }

        /** Sets which oddities of real data turn up, and no others; copies the set. Default: the usual ones. */
        public Builder quirks(Set<Quirk> wanted) {
            quirks = Set.copyOf(wanted);
            return this;
        }

        /** Adds oddities to those that are set. */
        public Builder quirk(Quirk... more) {
            EnumSet<Quirk> all = EnumSet.noneOf(Quirk.class);
            all.addAll(quirks);
            all.addAll(List.of(more));
            return quirks(all);
        }

        /** Sets how many calls are answered in any 30 seconds before a 429, 0 or more; 0, the default, is no limit. */
        public Builder requestLimit(int callsPer30Seconds) {
            requestLimit = callsPer30Seconds;
            return this;
        }

        /** Sets what the {@code Retry-After} of an exceeded rate limit says; default {@link RetryAfter#TRUE_WAIT}. */
        public Builder retryAfter(RetryAfter mode) {
            retryAfter = mode;
            return this;
        }

        /** Sets what the body of an exceeded rate limit is; default {@link RateLimitBody#JSON}. */
        public Builder rateLimitBody(RateLimitBody kind) {
            rateLimitBody = kind;
            return this;
        }

        /**
         * Sets by how much a call lengthens the time until calls are let in again, if it comes before that; zero, the
         * default, to a day.
         */
        public Builder penaltyGrowth(Duration perCall) {
            penaltyGrowth = perCall;
            return this;
        }

        /**
         * Sets how many calls each group of endpoints gets in any 24 hours before a 429 with {@code QUOTA_EXCEEDED}; 0,
         * the default, is no limit. A group is named by the first segment of its paths below {@code /v1}, but {@code
         * users} and {@code me} are one. Whatever has a valid token and keeps the rate limit counts.
         */
        public Builder dailyQuota(int callsPerGroup) {
            dailyQuota = callsPerGroup;
            return this;
        }

        /** Sets the quota of one group, such as {@code playlists}, in place of the one for all; 0 is no limit. */
        public Builder dailyQuota(String group, int calls) {
            dailyQuotas.put(Quota.named(group), calls);
            return this;
        }

        /** Sets how long access tokens are valid, 1 second to 365 days; default 1 hour. */
        public Builder tokenLifetime(Duration lifetime) {
            tokenLifetime = lifetime;
            return this;
        }

        /** Sets what becomes of a refresh token that is used; default {@link RefreshRotation#NEVER}. */
        public Builder refreshRotation(RefreshRotation rotation) {
            refreshRotation = rotation;
            return this;
        }

        /**
         * Sets how long refresh tokens are valid, 1 second to 3,650 days from the consent, or for {@link
         * #REFRESH_TOKEN} from the start; using one does not lengthen that. Null, the default, is for ever.
         */
        public Builder refreshTokenLifetime(@Nullable Duration lifetime) {
            refreshTokenLifetime = lifetime;
            return this;
        }

        /** Sets whether the user consents to what {@code /authorize} asks for, or denies it; default true. */
        public Builder consent(boolean given) {
            consent = given;
            return this;
        }

        /** Sets whether 200s of the Web API have an {@code ETag} and {@code If-None-Match} is honoured; default false. */
        public Builder etags(boolean wanted) {
            etags = wanted;
            return this;
        }

        /** Sets the clock of tokens, limits, bursts and call log; it does not move virtual days. Default: the system's. */
        public Builder clock(InstantSource source) {
            clock = source;
            return this;
        }

        /**
         * Starts the emulator.
         *
         * @throws IllegalArgumentException if an option is out of range; the message names it
         * @throws UncheckedIOException if the port is taken
         */
        public SpotifyEmulator start() {
            within("port", port, 0, 65_535);
            within("playlists", playlists, 1, 100_000);
            within("categories", categories, 1, 500);
            within("items: fewest", minItems, 0, 10_000);
            within("items: most", maxItems, minItems, 10_000);
            within("requestLimit", requestLimit, 0, Integer.MAX_VALUE);
            within("penaltyGrowth", penaltyGrowth, Duration.ZERO, Duration.ofDays(1));
            within("dailyQuota", dailyQuota, 0, Integer.MAX_VALUE);
            dailyQuotas.forEach((group, most) -> within("dailyQuota: " + group, most, 0, Integer.MAX_VALUE));
            within("tokenLifetime", tokenLifetime, Duration.ofSeconds(1), Duration.ofDays(365));
            if (refreshTokenLifetime != null) {
                within("refreshTokenLifetime", refreshTokenLifetime, Duration.ofSeconds(1), Duration.ofDays(3_650));
            }
            return new SpotifyEmulator(new Options(
                    port,
                    seed,
                    profile,
                    playlists,
                    categories,
                    startDate,
                    minItems,
                    maxItems,
                    quirks,
                    requestLimit,
                    new RateOptions(retryAfter, rateLimitBody, penaltyGrowth, dailyQuota, Map.copyOf(dailyQuotas)),
                    new TokenOptions(tokenLifetime, refreshRotation, refreshTokenLifetime, consent),
                    etags,
                    clock));
        }

        private static void within(String option, Duration value, Duration low, Duration high) {
            if (value.compareTo(low) < 0 || value.compareTo(high) > 0) {
                throw new IllegalArgumentException(option + ": " + value + ", expected " + low + " to " + high);
            }
        }

        private static void within(String option, int value, int low, int high) {
            if (value < low || value > high) {
                throw new IllegalArgumentException(option + ": " + value + ", expected " + low + " to " + high);
            }
        }
    }
}
