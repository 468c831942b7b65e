package io.playlake.run;

import io.playlake.LibraryVersion;
import io.playlake.change.PlaylistState;
import io.playlake.change.StateKey;
import io.playlake.change.StateLines;
import io.playlake.client.ClientStats;
import io.playlake.error.PlaylakeException;
import io.playlake.error.RateLimitedException;
import io.playlake.error.RequestRefusedException;
import io.playlake.error.SinkException;
import io.playlake.error.TryLaterException;
import io.playlake.raw.RawStage;
import io.playlake.raw.UnitKey;
import io.playlake.schema.Row;
import io.playlake.sink.Attempt;
import io.playlake.sink.Commit;
import io.playlake.sink.CommitDraft;
import io.playlake.sink.CommitOutcome;
import io.playlake.sink.Dataset;
import io.playlake.sink.SinkSession;
import io.playlake.source.Listing;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** One process at work on one run, with the lock held: list, decide, fetch, write, commit, project, tidy. */
final class RunAttempt {

    /** So often the whole state goes into a commit, which keeps its fold short. */
    private static final int CHECKPOINT_EVERY = 50;

    private final RunSettings settings;
    private final Dataset dataset;
    private final Attempt attempt;
    private final Instant startedAt;
    private final Optional<Commit> base;
    private final long seq;
    private final List<Commit> earlierParts;
    private final ClientStats callsBefore;
    private final @Nullable String market;
    private final List<String> failures = new ArrayList<>();
    private final List<UnitKey> written = new ArrayList<>();
    private @Nullable PlaylakeException firstFailure;

    RunAttempt(
            RunSettings settings,
            Dataset dataset,
            Attempt attempt,
            Instant startedAt,
            Optional<Commit> base,
            List<Commit> earlierParts) {
        this.settings = settings;
        this.dataset = dataset;
        this.attempt = attempt;
        this.startedAt = startedAt;
        this.base = base;
        this.seq = base.map(Commit::seq).orElse(0L) + 1;
        this.earlierParts = earlierParts;
        this.callsBefore = settings.client().stats();
        this.market = settings.client().market().orElse(null);
    }

    RunReport run(Path workDirectory) {
        settings.listener().started(attempt.runId());
        Snapshots snapshots = new Snapshots(dataset, settings.state(), settings.listener()::warning);
        snapshots.level(base);
        try (RawStage stage = RawStage.open(workDirectory.resolve("raw"), settings.personalData(), dataset.id());
                ListingPass listed = new ListingPass(stage, settings.excluded())) {
            stage.requireCallsWelcome(startedAt);
            Listing listing = list(stage, listed);
            reportFailures(listed);
            if (!settings.acceptShrink()) {
                new ShrinkCheck(dataset, stage, attempt.runId()).check(listing, base);
            }
            List<Turn> turns = Turn.decide(
                    settings,
                    listing,
                    keys -> snapshots.get(keys, base),
                    StateLog.changed(dataset, earlierParts),
                    startedAt);
            long due = turns.stream().filter(turn -> turn.decision().due()).count();
            settings.listener().listed(listing.categories().size(), turns.size(), (int) due);
            Written written = fetchAndWrite(stage, listing, listed, turns, (int) due);
            snapshots.advance(base, written.commit(), written.changes());
            tidy(stage);
            settings.listener().finished(written.report());
            return written.report();
        }
    }

    /** Counts the turns that ended, for those who watch. */
    private final class Progress implements Runnable {

        private final int due;
        private int done;

        Progress(int due) {
            this.due = due;
        }

        @Override
        public void run() {
            settings.listener().fetched(++done, due);
        }
    }

    private record Written(Commit commit, List<PlaylistState> changes, RunReport report) {}

    /** Tells of categories that failed; where all did there is no listing to go by. */
    private void reportFailures(ListingPass listed) {
        listed.failures().forEach((category, cause) -> {
            failures.add("category " + category + ": " + cause.getMessage());
            settings.listener().warning("category " + category + " is left out: " + cause.getMessage());
        });
        listed.gaps().forEach((category, shortfall) -> {
            failures.add("category " + category + ": " + shortfall);
            settings.listener().warning("category " + category + " has gaps: " + shortfall);
        });
        listed.shortfalls()
                .forEach((category, shortfall) ->
                        settings.listener().warning("category " + category + " may be incomplete: " + shortfall));
        listed.requireSomething();
    }

    private Listing list(RawStage stage, ListingPass listed) {
        try {
            return listed.list(settings.sources(), settings.client());
        } catch (RateLimitedException e) {
            e.notBefore().ifPresent(stage::remember);
            throw e;
        }
    }

    private Written fetchAndWrite(RawStage stage, Listing listing, ListingPass listed, List<Turn> turns, int due) {
        PlaylistFetcher fetcher = new PlaylistFetcher(settings.client(), stage, settings.time());
        try (FetchPool pool = new FetchPool(fetcher, settings.concurrency());
                SinkSession session = dataset.begin(attempt, base);
                RunTables tables = new RunTables(attempt.runId(), session, stage.scratch())) {
            Map<String, Future<FetchResult>> results = new HashMap<>();
            for (Turn turn : turns) {
                if (turn.decision().due()) {
                    results.put(turn.listed().id(), pool.submit(turn));
                }
            }
            RawRows raw = new RawRows(tables);
            ListingRows listingRows = new ListingRows(tables, raw, listing, startedAt);
            Iterator<Row> heads = listingRows.write(listed.segments());
            Extras extras = new Extras(settings, dataset, base, stage, pool, tables, raw, this::warn);
            extras.begin(turns);
            Sightings sightings = new Sightings(tables, extras);
            PlaylistRows rows = new PlaylistRows(
                    tables,
                    raw,
                    sightings,
                    new EventRows(tables, new StoredVersions(dataset), settings.listener()::warning),
                    market,
                    settings.auditCycle(),
                    seq);
            Progress progress = new Progress(due);
            for (Turn turn : turns) {
                PlaylistHead head = turn.listed().byIdOnly()
                        ? PlaylistHead.ofId(turn.listed().id(), startedAt)
                        : PlaylistHead.of(
                                listingRows, heads.next(), turn.listed().id());
                Future<FetchResult> result = results.get(turn.listed().id());
                if (result == null) {
                    rows.unchanged(turn, extras.unchanged(turn, head));
                } else {
                    FetchResult fetched = pool.get(turn, result, progress);
                    write(rows, turn, head, fetched);
                    extras.read(turn, fetched);
                }
            }
            TryLaterException stopped = rows.tally().leftOver == 0 ? null : pool.stopped();
            requireSomething(rows.tally(), stopped);
            extras.finish(sightings, stopped != null);
            written.addAll(extras.written());
            RunSummary summary = new RunSummary(
                    settings, attempt, startedAt, listing, turns, rows.tally(), callsSince(), failures, stopped);
            raw.writeDrift(settings.time().now());
            summary.writeQuality(tables, raw.rejects(), sightings.conflicts(), extras.quality());
            summary.writeRun(tables);
            Commit commit = commit(session, summary, tables, rows.changes());
            return new Written(
                    commit, rows.changes(), summary.report(settings.sink().name(), commit, tables.counts()));
        }
    }

    private void write(PlaylistRows rows, Turn turn, PlaylistHead head, FetchResult result) {
        if (result instanceof FetchResult.Staged staged) {
            String problem = staged.unit().summary().problem();
            if (problem != null) {
                failed(turn, problem);
            }
            rows.staged(turn, head, staged.unit());
            written.add(staged.unit().key());
        } else if (result instanceof FetchResult.Failed failure) {
            firstFailure = firstFailure == null ? failure.cause() : firstFailure;
            if (turn.state() != null && failure.cause() instanceof RequestRefusedException) {
                rows.tally().vanished++;
            }
            failed(turn, failure.cause().getMessage());
            rows.failed(turn, head, failure.cause().getMessage());
        } else {
            rows.leftOver(turn, head);
        }
    }

    /** Tells of what was asked for on top, and could not be had. */
    private void warn(String failure) {
        failures.add(failure);
        settings.listener().warning(failure + "; the run is complete without");
    }

    private void failed(Turn turn, String reason) {
        failures.add("playlist " + turn.listed().id() + ": " + reason);
        settings.listener().warning("playlist " + turn.listed().id() + " could not be read, and stays due: " + reason);
    }

    /** Where nothing could be read, there is nothing worth a commit; that something is gone for good is worth one. */
    private void requireSomething(Tally tally, @Nullable TryLaterException stopped) {
        boolean nothing = tally.fetched + tally.unchanged + tally.vanished == 0;
        if (nothing && (stopped == null || stopped.notBefore().isEmpty()) && firstFailure != null) {
            throw firstFailure;
        }
    }

    private Commit commit(SinkSession session, RunSummary summary, RunTables tables, List<PlaylistState> changes) {
        try {
            try (OutputStream delta = session.stateDelta()) {
                StateLines.write(changes, delta);
            }
            if (seq % CHECKPOINT_EVERY == 0) {
                Map<StateKey, PlaylistState> all = StateLog.fold(dataset, base);
                changes.forEach(state -> all.put(state.key(), state));
                try (OutputStream checkpoint = session.stateCheckpoint()) {
                    StateLines.write(all.values(), checkpoint);
                }
            }
        } catch (IOException e) {
            throw new SinkException(dataset.name() + ": state cannot be written: " + e.getMessage(), e);
        }
        CommitOutcome outcome = session.commit(new CommitDraft(
                summary.complete(),
                summary.notBefore(),
                settings.time().now(),
                LibraryVersion.current(),
                summary.counts(tables.counts())));
        if (outcome instanceof CommitOutcome.Committed committed) {
            return committed.commit();
        }
        throw new TryLaterException(
                "another run committed to " + dataset.name() + " first; what this one fetched is staged, and taken up"
                        + " when it is repeated",
                null,
                null);
    }

    private void tidy(RawStage stage) {
        try {
            stage.tidy(written, settings.time().now());
        } catch (PlaylakeException e) {
            settings.listener().warning(e.getMessage() + "; the run is committed");
        }
    }

    private ClientStats callsSince() {
        ClientStats now = settings.client().stats();
        TreeMap<String, Long> calls = new TreeMap<>();
        now.calls().forEach((endpoint, count) -> {
            long made = count - callsBefore.calls().getOrDefault(endpoint, 0L);
            if (made > 0) {
                calls.put(endpoint, made);
            }
        });
        return new ClientStats(
                calls,
                now.tokenCalls() - callsBefore.tokenCalls(),
                now.retries() - callsBefore.retries(),
                now.rateLimited() - callsBefore.rateLimited());
    }
}
