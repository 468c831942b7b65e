package io.playlake.run;

import io.playlake.change.SnapshotStore;
import io.playlake.client.SpotifyClient;
import io.playlake.error.ConfigurationException;
import io.playlake.error.Reason;
import io.playlake.error.SinkException;
import io.playlake.error.TryLaterException;
import io.playlake.raw.PersonalData;
import io.playlake.sink.Attempt;
import io.playlake.sink.Commit;
import io.playlake.sink.Dataset;
import io.playlake.sink.Sink;
import io.playlake.source.PlaylistIds;
import io.playlake.source.PlaylistSource;
import io.playlake.storage.BlobStore;
import io.playlake.time.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the history of playlists: each {@link #run} lists them, fetches those that changed, and commits them to a sink,
 * whole or not at all.
 *
 * <p>A run that a crash cut short leaves nothing visible, and needs no repair: the same run again takes up what was
 * staged. A run that was committed does nothing the second time, and calls nothing.
 *
 * <p>A run makes, retries and token calls apart, {@code ceil(max(1, rows) / 50)} calls for each listing, and for each due
 * playlist of n items {@code ceil(max(1, n) / 100)}, and one more if n is over 100, to see that its snapshot stood still
 * meanwhile. An app in development mode has pages of 50 after the first 100 items. A playlist that moved meanwhile is read
 * again; one whose snapshot keeps moving without a change saves the one call more, and is read again if its items differ
 * from those known. {@link Builder#refresh} and {@link Builder#enrich} come on top.
 *
 * <p>Thread-safe, but one run at a time holds the dataset. Client and snapshot store stay the caller's to close.
 */
public final class Playlake implements AutoCloseable {

    private final RunSettings settings;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Playlake(RunSettings settings) {
        this.settings = settings;
    }

    /** Starts the options; a client, a source and a sink are needed. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Runs once.
     *
     * @return what came of it, also if this run was committed before, or a limit left something over
     * @throws TryLaterException if another run holds the dataset, the API cannot be reached or limits calls for longer
     *     than the client may wait, or it is too early to continue; nothing was committed
     * @throws io.playlake.error.CredentialsException if the API refuses the client's credentials
     * @throws ConfigurationException if a named category or playlist does not exist
     * @throws io.playlake.error.DataRefusedException if a category lost more than half of its playlists; see
     *     {@link Builder#acceptShrink}
     * @throws SinkException if the sink cannot be read or written
     * @throws IllegalStateException if this object is closed
     * @throws io.playlake.error.PlaylakeException of other types as their documentation says
     */
    public RunReport run() {
        if (closed.get()) {
            throw new IllegalStateException("this Playlake is closed");
        }
        try (Dataset dataset = settings.sink().open();
                BlobStore.Lock lock = dataset.tryLock()
                        .orElseThrow(() ->
                                new TryLaterException("another run is at work on " + dataset.name(), null, null))) {
            dataset.recover(lock);
            return run(dataset);
        } catch (UncheckedIOException e) {
            throw new SinkException("work directory: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new SinkException(settings.sink().name() + ": the lock cannot be given up: " + Reason.of(e), e);
        }
    }

    /**
     * Tells what {@link #run} would do now, and the calls it would make; the listing is made for it, and no other call.
     * Nothing is written and no lock is taken, so a plan disturbs no run; it goes by the log of the sink.
     *
     * @throws TryLaterException if the API cannot be reached or limits calls for longer than the client may wait, or it
     *     is too early to continue
     * @throws io.playlake.error.CredentialsException if the API refuses the client's credentials
     * @throws ConfigurationException if a named category does not exist
     * @throws SinkException if the sink cannot be read
     * @throws IllegalStateException if this object is closed
     */
    public RunPlan plan() {
        if (closed.get()) {
            throw new IllegalStateException("this Playlake is closed");
        }
        try (Dataset dataset = existing()) {
            RunStart start = RunStart.of(settings, dataset);
            return new RunPlanner(settings, dataset, start).plan(dataset == null ? null : workDirectory(dataset));
        }
    }

    private @Nullable Dataset existing() {
        try {
            return settings.sink().openExisting();
        } catch (ConfigurationException e) {
            return null; // the first run founds it
        }
    }

    /** Refuses further runs and plans; one under way ends by itself. */
    @Override
    public void close() {
        closed.set(true);
    }

    private RunReport run(Dataset dataset) {
        RunStart start = RunStart.of(settings, dataset);
        if (start.completed().isPresent()) {
            RunReport report =
                    alreadyCommitted(settings.sink().name(), start.completed().get());
            settings.listener().finished(report);
            return report;
        }
        start.requireCallsWelcome();
        warnOfThePast(start);
        String attemptId = String.format(Locale.ROOT, "%08x", settings.random().nextInt());
        Attempt attempt = new Attempt(start.runId(), attemptId, start.logicalDate());
        return new RunAttempt(settings, dataset, attempt, start.at(), start.head(), start.parts())
                .run(workDirectory(dataset));
    }

    private void warnOfThePast(RunStart start) {
        start.head().map(head -> head.attempt().logicalDate()).ifPresent(newest -> {
            if (start.logicalDate().isBefore(newest)) {
                settings.listener()
                        .warning("logical date " + start.logicalDate() + " is older than the newest committed, "
                                + newest + "; the API has no past, so this run shows what is there now");
            }
        });
    }

    private static RunReport alreadyCommitted(String sink, Commit commit) {
        return new RunReport(
                RunReport.Status.ALREADY_COMMITTED,
                sink,
                commit.attempt().runId(),
                commit.attempt().logicalDate(),
                commit.seq(),
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                new TreeMap<>(),
                0,
                0,
                0,
                0,
                new TreeMap<>(),
                null,
                List.of());
    }

    private Path workDirectory(Dataset dataset) {
        Path chosen = settings.workDirectory();
        if (chosen != null) {
            return chosen;
        }
        return settings.sink()
                .workDirectory()
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "playlake", dataset.id()));
    }

    /** The options; checked at {@link #build}. */
    public static final class Builder {

        private @Nullable SpotifyClient client;
        private final List<PlaylistSource> sources = new ArrayList<>();
        private @Nullable Sink sink;
        private @Nullable SnapshotStore state;
        private @Nullable Instant logicalDate;
        private Duration auditCycle = Duration.ofDays(14);
        private boolean full;
        private boolean acceptShrink;
        private Set<Refresh> refresh = Set.of();
        private Set<Enrichment> enrich = Set.of();
        private PersonalData personalData = PersonalData.HASH;
        private final SortedSet<String> excluded = new TreeSet<>();
        private int concurrency = 8;
        private @Nullable Path workDirectory;
        private RunListener listener = RunListener.NONE;
        private TimeSource time = TimeSource.system();
        private RandomGenerator random = new SecureRandom();

        private Builder() {}

        /** The client that calls are made with; needed. It stays the caller's to close. */
        public Builder client(SpotifyClient client) {
            this.client = client;
            return this;
        }

        /** Adds a source; at least one is needed. */
        public Builder source(PlaylistSource source) {
            sources.add(source);
            return this;
        }

        /** Where runs are committed; needed. */
        public Builder sink(Sink sink) {
            this.sink = sink;
            return this;
        }

        /** Where state is looked up; by default the log of the sink itself. It stays the caller's to close. */
        public Builder state(SnapshotStore state) {
            this.state = state;
            return this;
        }

        /** What names the run and its partition, in whole seconds; by default the time at which it starts. */
        public Builder logicalDate(Instant logicalDate) {
            this.logicalDate = logicalDate;
            return this;
        }

        /** How long at most a playlist goes unread while its snapshot stands; 14 days by default. */
        public Builder auditCycle(Duration auditCycle) {
            this.auditCycle = auditCycle;
            return this;
        }

        /** Whether everything is fetched, changed or not; false by default. */
        public Builder full(boolean full) {
            this.full = full;
            return this;
        }

        /**
         * Whether a category may lose more than half of its playlists since it was listed last, ten or more of them;
         * false by default: the first run that sees it ends with a {@link io.playlake.error.DataRefusedException} and
         * commits nothing, the next one that sees it again goes on.
         */
        public Builder acceptShrink(boolean acceptShrink) {
            this.acceptShrink = acceptShrink;
            return this;
        }

        /**
         * What becomes of personal data in responses before they are staged; hashed by default. What was staged otherwise
         * and not committed is fetched again, what is committed stays as it is.
         */
        public Builder personalData(PersonalData personalData) {
            this.personalData = personalData;
            return this;
        }

        /**
         * What is asked for of unchanged playlists too, since it moves without their snapshot; nothing by default. It is
         * part of what names the run. What a limit or a failure keeps it from is a warning and a line of {@link
         * RunReport#failures}, and the run complete without.
         */
        public Builder refresh(Set<Refresh> refresh) {
            this.refresh = Set.copyOf(refresh);
            return this;
        }

        /** What is asked for in full, for ids that no run has enriched yet; nothing by default. As {@link #refresh}. */
        public Builder enrich(Set<Enrichment> enrich) {
            this.enrich = Set.copyOf(enrich);
            return this;
        }

        /**
         * Leaves playlists out, whichever source lists them: they are in no table but as rows that a listing had, and in
         * the raw pages of listings, which stay as received. Further calls add to it.
         *
         * @param playlists ids, URIs or links
         * @throws ConfigurationException if one is not an id; the message names it
         */
        public Builder exclude(Collection<String> playlists) {
            playlists.forEach(playlist -> excluded.add(PlaylistIds.idOf("exclude", playlist)));
            return this;
        }

        /** How many playlists are fetched at a time, 1 to 64; 8 by default. */
        public Builder concurrency(int concurrency) {
            this.concurrency = concurrency;
            return this;
        }

        /** A local folder for what is staged; by default one that goes with the sink, or in the user's cache. */
        public Builder workDirectory(Path workDirectory) {
            this.workDirectory = workDirectory;
            return this;
        }

        /** Who is told what happens. */
        public Builder listener(RunListener listener) {
            this.listener = listener;
            return this;
        }

        /** The clocks; for tests. */
        public Builder time(TimeSource time) {
            this.time = time;
            return this;
        }

        /** Chance, for the ids of attempts; for tests. */
        public Builder random(RandomGenerator random) {
            this.random = random;
            return this;
        }

        /**
         * Checks the options.
         *
         * @throws ConfigurationException if one is missing or out of range; the message names it
         */
        public Playlake build() {
            if (concurrency < 1 || concurrency > 64) {
                throw new ConfigurationException("concurrency is " + concurrency + ", expected 1 to 64");
            }
            if (auditCycle.isNegative() || auditCycle.isZero()) {
                throw new ConfigurationException("auditCycle is " + auditCycle + ", expected more than nothing");
            }
            if (logicalDate != null && !logicalDate.equals(logicalDate.truncatedTo(ChronoUnit.SECONDS))) {
                throw new ConfigurationException("logicalDate is " + logicalDate + ", expected whole seconds");
            }
            if (sources.isEmpty()) {
                throw new ConfigurationException("source is missing, expected at least one");
            }
            List<String> names = sources.stream().map(PlaylistSource::name).toList();
            if (names.stream().distinct().count() < names.size()) {
                throw new ConfigurationException("source is named twice: " + names);
            }
            return new Playlake(new RunSettings(
                    needed(client, "client"),
                    List.copyOf(sources),
                    needed(sink, "sink"),
                    state,
                    logicalDate,
                    auditCycle,
                    full,
                    acceptShrink,
                    refresh,
                    enrich,
                    personalData,
                    Collections.unmodifiableSortedSet(new TreeSet<>(excluded)),
                    concurrency,
                    workDirectory,
                    listener,
                    time,
                    random));
        }

        private static <T> T needed(@Nullable T value, String option) {
            if (value == null) {
                throw new ConfigurationException(option + " is missing");
            }
            return value;
        }
    }
}
