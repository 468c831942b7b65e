package io.playlake.emulator;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

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
 * <p>People who run it as a server steer it over HTTP: {@code GET /_emulator/calls}, {@code POST /_emulator/reset} (the
 * call log), {@code GET /_emulator/day}, {@code POST /_emulator/day/N} and {@code GET /_emulator/truth} (the events as
 * JSON lines). These need no token and are not logged.
 *
 * <p>Thread-safe. Whoever starts it closes it.
 */
public final class SpotifyEmulator implements AutoCloseable {

    /** The only client id that the token endpoint accepts. */
    public static final String CLIENT_ID = "emulator-client-id";

    /** The secret of {@link #CLIENT_ID}. */
    public static final String CLIENT_SECRET = "emulator-client-secret";

    /** The refresh token of the user {@link #USER_ID}; it never expires. */
    public static final String REFRESH_TOKEN = "emulator-refresh-token";

    /** The user who owns what {@code /me/playlists} lists. */
    public static final String USER_ID = "lake_listener";

    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int THREADS = 64;

    private final World world;
    private final Tokens tokens;
    private final CallLog calls = new CallLog();
    private final Faults faults = new Faults();
    private final GroundTruth truth;
    private final Snapshots snapshots;
    private final Edits edits;
    private final HttpServer server;
    private final ExecutorService executor;
    private final AtomicBoolean closed = new AtomicBoolean();

    static {
        // Without it every answer on a kept connection waits for a delayed acknowledgement; a value already set stays.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    SpotifyEmulator(Options options) {
        world = new World(options);
        truth = new GroundTruth(world);
        snapshots = new Snapshots(world);
        edits = new Edits(world);
        tokens = new Tokens(options.seed(), options.clock());
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), options.port()), 256);
        } catch (IOException e) {
            throw new UncheckedIOException("port: " + options.port() + ", expected one that is free", e);
        }
        executor = Executors.newFixedThreadPool(THREADS, new Threads());
        server.setExecutor(executor);
        server.createContext(
                "/",
                new FrontDoor(
                        options.clock(),
                        tokens,
                        new RateWindow(options.requestLimit(), options.clock()),
                        new WebApi(world, options, snapshots, edits),
                        new Controls(world, calls),
                        calls,
                        faults));
        server.start();
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
        return server.getAddress().getPort();
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
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        server.stop(0);
        executor.shutdownNow();
        try {
            executor.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Names the threads, and does not let them hold up the end of the JVM. */
    private static final class Threads implements ThreadFactory {

        private final AtomicInteger count = new AtomicInteger();

        @Override
        public Thread newThread(Runnable task) {
            Thread thread = new Thread(task, "spotify-emulator-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        }
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

        /** Sets the clock of tokens, rate limit and call log; it does not move virtual days. Default: the system's. */
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
                    clock));
        }

        private static void within(String option, int value, int low, int high) {
            if (value < low || value > high) {
                throw new IllegalArgumentException(option + ": " + value + ", expected " + low + " to " + high);
            }
        }
    }
}
