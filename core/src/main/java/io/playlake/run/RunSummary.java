package io.playlake.run;

import com.google.gson.Gson;
import io.playlake.LibraryVersion;
import io.playlake.client.AppProfile;
import io.playlake.client.ClientStats;
import io.playlake.error.TryLaterException;
import io.playlake.quality.QualityResult;
import io.playlake.sink.Attempt;
import io.playlake.sink.Commit;
import io.playlake.source.ListedCategory;
import io.playlake.source.Listing;
import io.playlake.source.PlaylistSource;
import io.playlake.table.QualityRow;
import io.playlake.table.RunRow;
import io.playlake.table.SpotifyTables;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a run says of itself: in its tables, in its commit, and in its report. */
final class RunSummary {

    private static final Gson GSON = new Gson();

    private final RunSettings settings;
    private final Attempt attempt;
    private final Instant startedAt;
    private final Listing listing;
    private final List<Turn> turns;
    private final Tally tally;
    private final ClientStats calls;
    private final List<String> failures;
    private final @Nullable TryLaterException stopped;

    RunSummary(
            RunSettings settings,
            Attempt attempt,
            Instant startedAt,
            Listing listing,
            List<Turn> turns,
            Tally tally,
            ClientStats calls,
            List<String> failures,
            @Nullable TryLaterException stopped) {
        this.settings = settings;
        this.attempt = attempt;
        this.startedAt = startedAt;
        this.listing = listing;
        this.turns = turns;
        this.tally = tally;
        this.calls = calls;
        this.failures = failures;
        this.stopped = stopped;
    }

    boolean complete() {
        return stopped == null;
    }

    @Nullable
    Instant notBefore() {
        return stopped == null ? null : stopped.notBefore().orElse(null);
    }

    void writeQuality(RunTables tables, int rejects, long conflicts, List<QualityResult> others) {
        long rows = 0;
        long claimed = 0;
        for (ListedCategory category : listing.categories()) {
            Integer total = category.totalClaimed();
            if (total != null) {
                rows += category.rows();
                claimed += total;
            }
        }
        List<QualityResult> results = List.of(
                QualityResult.equal(
                        "items_complete",
                        "playlist_items",
                        tally.received,
                        tally.claimed,
                        "items of the playlists read, against those the API said there are"),
                QualityResult.equal(
                        "listings_complete",
                        "category_playlists",
                        rows,
                        claimed,
                        "rows of all listings, against those the API said there are"),
                QualityResult.none(
                        "nothing_failed",
                        "playlists",
                        failures.size(),
                        "categories, playlists and what was asked for on top that could not be read"),
                QualityResult.none(
                        "nothing_rejected", "rejected_rows", rejects, "rows received that no table could take"),
                QualityResult.none(
                        "nothing_suspect",
                        "playlists",
                        tally.suspect,
                        "playlists held back, since their items came back null or not at all"),
                QualityResult.none(
                        "sightings_agree",
                        "tracks",
                        conflicts,
                        "sightings of a track, album or episode that differ from the one that was kept"));
        Stream.concat(results.stream(), others.stream())
                .sorted(Comparator.comparing(QualityResult::rule))
                .forEach(result -> tables.write(
                        SpotifyTables.QUALITY_RESULTS,
                        settings.time().now(),
                        new QualityRow(
                                result.rule(),
                                result.table(),
                                "warn",
                                result.passed() ? "passed" : "failed",
                                result.measured(),
                                result.expected(),
                                result.message())));
    }

    void writeRun(RunTables tables) {
        SortedMap<String, Long> rows = tables.counts();
        rows.merge("runs", 1L, Long::sum);
        tables.write(
                SpotifyTables.RUNS,
                settings.time().now(),
                new RunRow(
                        attempt.logicalDate(),
                        attempt.attemptId(),
                        startedAt,
                        complete(),
                        tally.profile,
                        settings.client().market().orElse(null),
                        settings.client().locale().orElse(null),
                        LibraryVersion.current(),
                        GSON.toJson(settings.sources().stream()
                                .map(PlaylistSource::name)
                                .toList()),
                        turns.size(),
                        due(),
                        tally.fetched,
                        tally.unchanged,
                        tally.failed,
                        GSON.toJson(calls.calls()),
                        Math.toIntExact(callsSaved()),
                        Math.toIntExact(calls.retries()),
                        Math.toIntExact(calls.rateLimited()),
                        GSON.toJson(rows),
                        notBefore()));
    }

    /** The figures that a commit carries, so that the history of runs can be told from the log alone. */
    Map<String, Long> counts(SortedMap<String, Long> rows) {
        Map<String, Long> counts = new TreeMap<>();
        counts.put("categories", (long) listing.categories().size());
        counts.put("playlists_listed", (long) turns.size());
        counts.put("playlists_due", (long) due());
        counts.put("playlists_fetched", (long) tally.fetched);
        counts.put("playlists_changed", (long) tally.changed);
        counts.put("playlists_unchanged", (long) tally.unchanged);
        counts.put("playlists_failed", (long) tally.failed);
        counts.put("calls", calls.totalCalls());
        counts.put("calls_saved", callsSaved());
        counts.put("rows", rows.values().stream().mapToLong(Long::longValue).sum());
        return counts;
    }

    RunReport report(SinkGroup sinks, Commit commit, SortedMap<String, Long> rows) {
        return new RunReport(
                status(sinks),
                sinks.name(),
                attempt.runId(),
                attempt.logicalDate(),
                commit.seq(),
                listing.categories().size(),
                listing.categories().stream().mapToInt(ListedCategory::rows).sum(),
                turns.size(),
                due(),
                tally.fetched,
                tally.changed,
                tally.unchanged,
                tally.failed,
                calls.calls(),
                calls.tokenCalls(),
                callsSaved(),
                calls.retries(),
                calls.rateLimited(),
                rows,
                notBefore(),
                failures,
                sinks.reports());
    }

    private RunReport.Status status(SinkGroup sinks) {
        if (!complete()) {
            return RunReport.Status.PARTIAL;
        }
        return sinks.behind() ? RunReport.Status.BEHIND : RunReport.Status.COMMITTED;
    }

    /** What had no listing and took a look to be found unchanged was not due. */
    private int due() {
        return (int) turns.stream().filter(turn -> turn.decision().due()).count() - tally.looked;
    }

    private long callsSaved() {
        long saved = 0;
        for (Turn turn : turns) {
            if (!turn.decision().due() && !turn.doneBefore()) {
                Integer total = turn.listed().totalTracks();
                saved += CallFormula.pages(
                        total != null
                                ? total
                                : turn.state() == null ? 0 : turn.state().items(),
                        AppProfile.EXTENDED);
            }
        }
        return saved;
    }
}
