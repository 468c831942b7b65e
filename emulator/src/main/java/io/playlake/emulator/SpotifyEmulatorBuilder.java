package io.playlake.emulator;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sets the options of an emulator; they are checked by {@link #start()}. Not thread-safe. */
public final class SpotifyEmulatorBuilder {

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

    SpotifyEmulatorBuilder() {}

    /** Sets the port, 0 to 65535; 0, the default, takes a free one. */
    public SpotifyEmulatorBuilder port(int number) {
        port = number;
        return this;
    }

    /** Sets what the catalogue follows from; default 1. */
    public SpotifyEmulatorBuilder seed(long number) {
        seed = number;
        return this;
    }

    /** Sets the kind of app that the client id stands for; default {@link AppProfile#EXTENDED}. */
    public SpotifyEmulatorBuilder profile(AppProfile kind) {
        profile = kind;
        return this;
    }

    /** Sets how many playlists day 0 has, 1 to 100,000; default 60. */
    public SpotifyEmulatorBuilder playlists(int count) {
        playlists = count;
        return this;
    }

    /** Sets how many browse categories there are, 1 to 500; default 4. */
    public SpotifyEmulatorBuilder categories(int count) {
        categories = count;
        return this;
    }

    /** Sets the date of day 0, which starts at 00:00 UTC; default 2026-01-01. */
    public SpotifyEmulatorBuilder startDate(LocalDate date) {
        startDate = date;
        return this;
    }

    /**
     * Sets how many items a playlist starts with, 0 to 10,000; default 8 to 260. One playlist is empty whatever
     * the range, and where it spans 100 one has exactly 100, a fifth have more and some more than 200.
     */
    public SpotifyEmulatorBuilder items(int fewest, int most) {
        minItems = fewest;
        maxItems = most;
        return this;
    }

    /** Sets whether the {@linkplain Quirk#usual() usual} oddities of real data turn up, or none; default true. */
    public SpotifyEmulatorBuilder quirks(boolean wanted) {
        return quirks(wanted ? Quirk.usual() : Set.of());
    }

    /** Sets which oddities of real data turn up, and no others; copies the set. Default: the usual ones. */
    public SpotifyEmulatorBuilder quirks(Set<Quirk> wanted) {
        quirks = Set.copyOf(wanted);
        return this;
    }

    /** Adds oddities to those that are set. */
    public SpotifyEmulatorBuilder quirk(Quirk... more) {
        EnumSet<Quirk> all = EnumSet.noneOf(Quirk.class);
        all.addAll(quirks);
        all.addAll(List.of(more));
        return quirks(all);
    }

    /** Sets how many calls are answered in any 30 seconds before a 429, 0 or more; 0, the default, is no limit. */
    public SpotifyEmulatorBuilder requestLimit(int callsPer30Seconds) {
        requestLimit = callsPer30Seconds;
        return this;
    }

    /** Sets what the {@code Retry-After} of an exceeded rate limit says; default {@link RetryAfter#TRUE_WAIT}. */
    public SpotifyEmulatorBuilder retryAfter(RetryAfter mode) {
        retryAfter = mode;
        return this;
    }

    /** Sets what the body of an exceeded rate limit is; default {@link RateLimitBody#JSON}. */
    public SpotifyEmulatorBuilder rateLimitBody(RateLimitBody kind) {
        rateLimitBody = kind;
        return this;
    }

    /**
     * Sets by how much a call lengthens the time until calls are let in again, if it comes before that; zero, the
     * default, to a day.
     */
    public SpotifyEmulatorBuilder penaltyGrowth(Duration perCall) {
        penaltyGrowth = perCall;
        return this;
    }

    /**
     * Sets how many calls each group of endpoints gets in any 24 hours before a 429 with {@code QUOTA_EXCEEDED}; 0,
     * the default, is no limit. A group is named by the first segment of its paths below {@code /v1}, but {@code
     * users} and {@code me} are one. Whatever has a valid token and keeps the rate limit counts.
     */
    public SpotifyEmulatorBuilder dailyQuota(int callsPerGroup) {
        dailyQuota = callsPerGroup;
        return this;
    }

    /** Sets the quota of one group, such as {@code playlists}, in place of the one for all; 0 is no limit. */
    public SpotifyEmulatorBuilder dailyQuota(String group, int calls) {
        dailyQuotas.put(Quota.named(group), calls);
        return this;
    }

    /** Sets how long access tokens are valid, 1 second to 365 days; default 1 hour. */
    public SpotifyEmulatorBuilder tokenLifetime(Duration lifetime) {
        tokenLifetime = lifetime;
        return this;
    }

    /** Sets what becomes of a refresh token that is used; default {@link RefreshRotation#NEVER}. */
    public SpotifyEmulatorBuilder refreshRotation(RefreshRotation rotation) {
        refreshRotation = rotation;
        return this;
    }

    /**
     * Sets how long refresh tokens are valid, 1 second to 3,650 days from the consent, or for {@link SpotifyEmulator#REFRESH_TOKEN} from the start; using one does not lengthen that. Null, the default, is for ever.
     */
    public SpotifyEmulatorBuilder refreshTokenLifetime(@Nullable Duration lifetime) {
        refreshTokenLifetime = lifetime;
        return this;
    }

    /** Sets whether the user consents to what {@code /authorize} asks for, or denies it; default true. */
    public SpotifyEmulatorBuilder consent(boolean given) {
        consent = given;
        return this;
    }

    /** Sets whether 200s of the Web API have an {@code ETag} and {@code If-None-Match} is honoured; default false. */
    public SpotifyEmulatorBuilder etags(boolean wanted) {
        etags = wanted;
        return this;
    }

    /** Sets the clock of tokens, limits, bursts and call log; it does not move virtual days. Default: the system's. */
    public SpotifyEmulatorBuilder clock(InstantSource source) {
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
