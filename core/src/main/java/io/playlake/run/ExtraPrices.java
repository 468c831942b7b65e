package io.playlake.run;

import com.google.common.collect.Iterators;
import io.playlake.change.ChangeDecision;
import io.playlake.change.PlaylistState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a run is going to spend on {@link Extras}, in calls, as far as that can be told before it. */
final class ExtraPrices {

    private final RunSettings settings;
    private final @Nullable StoredVersions versions;
    private final Path scratch;

    /**
     * @param versions null if there is no dataset yet
     * @param scratch a folder for temporary files
     */
    ExtraPrices(RunSettings settings, @Nullable StoredVersions versions, Path scratch) {
        this.settings = settings;
        this.versions = versions;
        this.scratch = scratch;
    }

    /**
     * Returns the price of everything that was asked for. No call is made.
     *
     * @param turns all playlists listed, with what was decided about them
     * @throws io.playlake.error.DataRefusedException if the dataset is damaged
     */
    List<RunPlan.Extra> of(List<Turn> turns) {
        List<RunPlan.Extra> prices = new ArrayList<>();
        if (settings.refresh().contains(Refresh.FOLLOWERS)) {
            long stale = turns.stream().filter(Extras::isStale).count();
            prices.add(new RunPlan.Extra("refresh followers", stale, stale, null));
        }
        if (settings.refresh().contains(Refresh.POPULARITY)) {
            prices.add(popularity(turns));
        }
        for (Enrichment kind : settings.enrich()) {
            Lookup lookup = kind == Enrichment.ALBUMS ? Lookup.ALBUMS : Lookup.ARTISTS;
            int perCall = perCall(lookup);
            prices.add(new RunPlan.Extra(
                    "enrich " + lookup,
                    0,
                    null,
                    "a call for " + (perCall == 1 ? "each" : "every " + perCall)
                            + " that the run meets and none before has enriched; how many, the due playlists tell"));
        }
        return prices;
    }

    private RunPlan.Extra popularity(List<Turn> turns) {
        String name = "refresh popularity";
        if (Extras.isToldNoPopularity(settings.client())) {
            return new RunPlan.Extra(name, 0, 0L, "an app in development mode is not told popularity");
        }
        long tracks = tracksUnread(turns);
        int perCall = perCall(Lookup.TRACKS);
        long calls = (tracks + perCall - 1) / perCall;
        boolean exact = turns.stream().noneMatch(turn -> turn.decision().due());
        return exact
                ? new RunPlan.Extra(name, calls, calls, null)
                : new RunPlan.Extra(name, 0, calls, "what the due playlists show is not asked for again");
    }

    private long tracksUnread(List<Turn> turns) {
        StoredVersions stored = versions;
        if (stored == null) {
            return 0;
        }
        try (MissingIds ids = MissingIds.in(scratch)) {
            for (Turn turn : turns) {
                PlaylistState state = turn.state();
                // What has no listing may turn out to stand, and then only its first page is read.
                boolean perhaps = Extras.isStale(turn) || turn.decision() instanceof ChangeDecision.ByDetail;
                if (perhaps && state != null && state.contentHash() != null) {
                    stored.trackIds(state, ids::want);
                }
            }
            return Iterators.size(ids.take());
        }
    }

    private int perCall(Lookup kind) {
        return kind.of(settings.client().catalogue(), List.of()).perCall();
    }
}
