package io.playlake.run;

import io.playlake.LibraryVersion;
import io.playlake.change.SnapshotStore;
import io.playlake.error.ConfigurationException;
import io.playlake.error.DataRefusedException;
import io.playlake.error.Reason;
import io.playlake.error.SinkException;
import io.playlake.error.TryLaterException;
import io.playlake.raw.Erasure;
import io.playlake.raw.RawStage;
import io.playlake.schema.TableSchema;
import io.playlake.sink.Attempt;
import io.playlake.sink.Commit;
import io.playlake.sink.CommitDraft;
import io.playlake.sink.CommitOutcome;
import io.playlake.sink.DataFile;
import io.playlake.sink.Dataset;
import io.playlake.sink.MergeSpan;
import io.playlake.sink.Sink;
import io.playlake.source.PlaylistIds;
import io.playlake.storage.BlobStore;
import io.playlake.table.SpotifyTables;
import io.playlake.time.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites what a dataset holds, as one commit each that is no run: merges small files, and forgets playlists, users, or
 * what is old. Calls no API. What a crash cuts short is not there, or is finished by the next run or the next maintenance.
 *
 * <p>Methods throw {@link TryLaterException} if a run holds the dataset or its work directory, or committed meanwhile,
 * {@link ConfigurationException} if there is no dataset or it cannot do what is asked, {@link DataRefusedException} if what
 * they read is damaged, and {@link SinkException} if it cannot be read or written. Thread-safe.
 */
public final class Maintenance {

    private static final String COMPACT = "compact";

    private final Sink sink;
    private final @Nullable SnapshotStore state;
    private final @Nullable Path workDirectory;
    private final Set<String> copied;
    private final TimeSource time;
    private final RandomGenerator random;

    private Maintenance(Builder builder, Sink sink) {
        this.sink = sink;
        this.state = builder.state;
        this.workDirectory = builder.workDirectory;
        this.copied = Set.copyOf(builder.copied);
        this.time = builder.time;
        this.random = builder.random;
    }

    /** Starts the options; a sink is needed. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * What came of it.
     *
     * @param seq of the commit; 0 if there was nothing to do
     * @param playlists that were forgotten, by id, sorted; those of a user are those that the user owned
     * @param filesBefore files of tables that were put away
     * @param filesAfter files in their place
     * @param rowsBefore rows in the first
     * @param rowsAfter rows in the second
     * @param strays files that are no part of the dataset, and were not looked at, a line each
     */
    public record Result(
            long seq,
            Set<String> playlists,
            long filesBefore,
            long filesAfter,
            long rowsBefore,
            long rowsAfter,
            List<String> strays) {

        public Result {
            playlists = new TreeSet<>(playlists);
            strays = List.copyOf(strays);
        }
    }

    /**
     * Merges the small files of each day or month. No row changes, but that with {@link MergeSpan#MONTH} the folder of a
     * row, and with it the {@code run_date} that readers see, becomes the first day of its month.
     */
    public Result compact(MergeSpan span) {
        return run(COMPACT, (dataset, attempt, base) -> {
            Supplier<CommitDraft> draft = draft(base, Map.of());
            return dataset.compact(attempt, base, SpotifyTables.all(), span, draft.get());
        });
    }

    /**
     * Forgets a playlist: its rows in every table, its state, raw pages about it, what is staged in the work directory of
     * this machine, and its place in the raw pages of listings. If a source still lists it, the next run fetches it as new, unless it is excluded.
     *
     * @param playlist an id, a URI or a link
     */
    public Result forgetPlaylist(String playlist) {
        Erasure erasure = Erasure.ofPlaylists(Set.of(PlaylistIds.idOf("playlist", playlist)));
        return forget(dataset -> erasure);
    }

    /**
     * Forgets a user: the playlists that the user owned, as {@link #forgetPlaylist} does, and the id, in whatever form it
     * is stored, and the name wherever else they stand; see {@link Erasure} for what is found in free text.
     *
     * @param user an id, a URI or a URL
     */
    public Result forgetUser(String user) {
        if (user.isBlank()) {
            throw new ConfigurationException("user is empty, expected an id");
        }
        return forget(dataset -> {
            Set<String> ids = new TreeSet<>(copied);
            ids.add(dataset.id());
            Erasure erasure = Erasure.ofUser(user.strip(), ids);
            return erasure.withPlaylists(Forgetting.ownedBy(erasure, dataset));
        });
    }

    /**
     * Forgets the runs that ended before an instant, with their raw pages, and the versions that no later run names. What
     * time it was is told by when things were received; logical dates make no difference. The runs themselves stay known.
     *
     * @param instant not in the future
     */
    public Result forgetBefore(Instant instant) {
        if (instant.isAfter(time.now())) {
            throw new ConfigurationException("before is " + instant + ", expected a time that has come");
        }
        return run("forget", (dataset, attempt, base) -> {
            requireKnownTables(dataset);
            return dataset.revise(attempt, base, new Retention(dataset, instant, draft(base, Map.of())));
        });
    }

    private interface Finder {
        Erasure find(Dataset dataset);
    }

    private Result forget(Finder finder) {
        Set<String> playlists = new TreeSet<>();
        Result result = run("forget", (dataset, attempt, base) -> {
            requireKnownTables(dataset);
            Erasure erasure = finder.find(dataset);
            playlists.addAll(erasure.playlists());
            RawStage.clear(WorkDirectory.raw(WorkDirectory.of(workDirectory, sink, dataset)));
            Supplier<CommitDraft> draft = draft(base, Map.of("playlists_forgotten", (long) playlists.size()));
            return dataset.revise(attempt, base, new Forgetting(erasure, draft));
        });
        return new Result(
                result.seq(),
                playlists,
                result.filesBefore(),
                result.filesAfter(),
                result.rowsBefore(),
                result.rowsAfter(),
                result.strays());
    }

    /** Returns whether a rewriting commit merged files, and changed no row. */
    static boolean isCompaction(Commit rewriting) {
        return rewriting.attempt().runId().startsWith(COMPACT + "-");
    }

    private interface Work {
        Optional<CommitOutcome> on(Dataset dataset, Attempt attempt, Commit base);
    }

    private Result run(String name, Work work) {
        try (Dataset dataset = sink.openExisting();
                BlobStore.Lock lock = dataset.tryLock()
                        .orElseThrow(
                                () -> new TryLaterException("a run is at work on " + dataset.name(), null, null))) {
            dataset.recover(lock);
            Optional<Commit> head = dataset.head();
            if (head.isEmpty()) {
                return new Result(0, Set.of(), 0, 0, 0, 0, List.of());
            }
            Map<String, DataFile> before = dataset.files().values().stream()
                    .flatMap(List::stream)
                    .collect(Collectors.toMap(DataFile::path, file -> file));
            Commit base = head.get();
            Attempt attempt = new Attempt(
                    name + "-" + RunId.time(time.now()),
                    String.format(Locale.ROOT, "%08x", random.nextInt()),
                    base.attempt().logicalDate());
            Optional<CommitOutcome> outcome = work.on(dataset, attempt, base);
            if (outcome.isPresent() && outcome.get() instanceof CommitOutcome.Conflict) {
                throw new TryLaterException("a run committed to " + dataset.name() + " meanwhile", null, null);
            }
            level(dataset);
            return result(dataset, outcome, before);
        } catch (IOException e) {
            throw new SinkException(sink.name() + ": the lock cannot be given up: " + Reason.of(e), e);
        }
    }

    private void level(Dataset dataset) {
        if (state != null) {
            new Snapshots(dataset, state, warning -> {}).level(dataset.head());
        }
    }

    private static Result result(Dataset dataset, Optional<CommitOutcome> outcome, Map<String, DataFile> before) {
        if (outcome.isEmpty() || !(outcome.get() instanceof CommitOutcome.Committed committed)) {
            return new Result(0, Set.of(), 0, 0, 0, 0, dataset.strays());
        }
        List<DataFile> putAway = committed.commit().replaced().stream()
                .flatMap(replacement -> replacement.files().stream())
                .flatMap(path -> Optional.ofNullable(before.get(path)).stream())
                .toList();
        List<DataFile> written = committed.commit().tables().values().stream()
                .flatMap(List::stream)
                .toList();
        return new Result(
                committed.commit().seq(),
                Set.of(),
                putAway.size(),
                written.size(),
                putAway.stream().mapToLong(DataFile::rows).sum(),
                written.stream().mapToLong(DataFile::rows).sum(),
                dataset.strays());
    }

    /** A rewriting leaves the log saying of runs what it said before. */
    private Supplier<CommitDraft> draft(Commit base, Map<String, Long> counts) {
        return () -> new CommitDraft(
                base.complete(),
                base.notBefore(),
                time.now().truncatedTo(ChronoUnit.MICROS),
                LibraryVersion.current(),
                counts);
    }

    private static void requireKnownTables(Dataset dataset) {
        Set<String> others = new TreeSet<>(dataset.files().keySet());
        SpotifyTables.all().stream().map(TableSchema::name).forEach(others::remove);
        if (!others.isEmpty()) {
            throw new DataRefusedException(
                    dataset.name() + " has tables " + others + ", which this version does not know and could not look"
                            + " through; nothing was changed",
                    null);
        }
    }

    /** The options; checked at {@link #build}. */
    public static final class Builder {

        private @Nullable Sink sink;
        private @Nullable SnapshotStore state;
        private @Nullable Path workDirectory;
        private final Set<String> copied = new TreeSet<>();
        private TimeSource time = TimeSource.system();
        private RandomGenerator random = new SecureRandom();

        private Builder() {}

        /** What is to be rewritten; needed. */
        public Builder sink(Sink sink) {
            this.sink = sink;
            return this;
        }

        /** A store that is brought level afterwards; without it, the next run does that. It stays the caller's to close. */
        public Builder state(SnapshotStore state) {
            this.state = state;
            return this;
        }

        /** Where runs stage; by default as for {@link Playlake.Builder#workDirectory}. */
        public Builder workDirectory(Path workDirectory) {
            this.workDirectory = workDirectory;
            return this;
        }

        /**
         * Names a dataset of which runs were copied to this one, with the pseudonyms that they have there: a user is known
         * by those too.
         */
        public Builder copiedFrom(String datasetId) {
            copied.add(datasetId);
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
         * @throws ConfigurationException if one is missing; the message names it
         */
        public Maintenance build() {
            if (sink == null) {
                throw new ConfigurationException("sink is missing");
            }
            return new Maintenance(this, sink);
        }
    }
}
