package io.playlake.run;

import com.google.common.collect.Iterators;
import io.playlake.change.ChangeDecision;
import io.playlake.change.PlaylistState;
import io.playlake.sink.Dataset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a run is going to spend on one kind of {@link Extras}.
 *
 * @param name as on the command line, such as {@code refresh popularity}
 * @param calls retries apart; null if that cannot be told before the due playlists are read
 * @param note a sentence about how sure that is; null if it is exact
 */
record ExtraCalls(
        String name, @Nullable Long calls, @Nullable String note) {

    /**
     * Returns the price of everything that was asked for, in calls. No call is made.
     *
     * @param turns all playlists listed, with what was decided about them
     * @param scratch a folder for temporary files
     * @throws io.playlake.error.DataRefusedException if the dataset is damaged
     */
    static List<ExtraCalls> price(RunSettings settings, Dataset dataset, List<Turn> turns, Path scratch) {
        List<ExtraCalls> prices = new ArrayList<>();
        Set<Refresh> refresh = settings.refresh();
        if (refresh.contains(Refresh.FOLLOWERS)) {
            prices.add(new ExtraCalls(
                    "refresh followers", turns.stream().filter(Extras::isStale).count(), null));
        }
        if (refresh.contains(Refresh.POPULARITY)) {
            prices.add(popularity(settings, dataset, turns, scratch));
        }
        for (Enrichment kind : settings.enrich()) {
            prices.add(new ExtraCalls(
                    "enrich " + (kind == Enrichment.ALBUMS ? Lookup.ALBUMS : Lookup.ARTISTS),
                    null,
                    "a call for each " + perCall(settings, kind == Enrichment.ALBUMS ? Lookup.ALBUMS : Lookup.ARTISTS)
                            + " that the run meets and no run before has enriched; how many, the due playlists tell"));
        }
        return prices;
    }

    private static ExtraCalls popularity(RunSettings settings, Dataset dataset, List<Turn> turns, Path scratch) {
        String name = "refresh popularity";
        if (Extras.isToldNoPopularity(settings.client())) {
            return new ExtraCalls(name, 0L, "an app in development mode is not told popularity");
        }
        StoredVersions versions = new StoredVersions(dataset);
        try (MissingIds ids = MissingIds.in(scratch)) {
            for (Turn turn : turns) {
                PlaylistState state = turn.state();
                // What has no listing may turn out to stand, and then only its first page is read.
                boolean perhaps = Extras.isStale(turn) || turn.decision() instanceof ChangeDecision.ByDetail;
                if (perhaps && state != null && state.contentHash() != null) {
                    versions.trackIds(state, ids::want);
                }
            }
            boolean exact = turns.stream().noneMatch(turn -> turn.decision().due());
            long tracks = Iterators.size(ids.take());
            return new ExtraCalls(
                    name,
                    calls(tracks, perCall(settings, Lookup.TRACKS)),
                    exact ? null : "at most, for what the due playlists show is not asked for again");
        }
    }

    private static int perCall(RunSettings settings, Lookup kind) {
        return kind.of(settings.client().catalogue(), List.of()).perCall();
    }

    private static long calls(long ids, int perCall) {
        return (ids + perCall - 1) / perCall;
    }
}
