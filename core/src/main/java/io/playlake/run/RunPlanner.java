package io.playlake.run;

import io.playlake.change.ChangeDecision;
import io.playlake.change.PlaylistState;
import io.playlake.change.StateKey;
import io.playlake.client.AppProfile;
import io.playlake.client.ClientStats;
import io.playlake.model.SimplifiedPlaylist;
import io.playlake.raw.RawStage;
import io.playlake.sink.Dataset;
import io.playlake.source.Listing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists as a run does, decides as a run does, and adds up what the rest would cost. */
final class RunPlanner {

    private final RunSettings settings;
    private final @Nullable Dataset dataset;
    private final RunStart start;
    private final Map<String, String> names = new HashMap<>();
    private boolean newerShape;

    /** @param dataset null if there is none yet */
    RunPlanner(RunSettings settings, @Nullable Dataset dataset, RunStart start) {
        this.settings = settings;
        this.dataset = dataset;
        this.start = start;
    }

    /** @param workDirectory where a run would stage; null if no run was there yet */
    RunPlan plan(@Nullable Path workDirectory) {
        if (start.completed().isPresent()) {
            AppProfile profile = settings.client().profile().orElse(AppProfile.EXTENDED);
            return told(true, profile, 0, 0, List.of(), List.of(), List.of(), List.of());
        }
        start.requireCallsWelcome();
        if (dataset == null || workDirectory == null) {
            return listed(null);
        }
        try (RawStage stage = RawStage.look(workDirectory.resolve("raw"), settings.personalData(), dataset.id())) {
            stage.requireCallsWelcome(start.at());
            return listed(stage);
        }
    }

    private RunPlan listed(@Nullable RawStage stage) {
        List<String> warnings = new ArrayList<>();
        ClientStats before = settings.client().stats();
        Listing listing;
        try (ListingPass listed = ListingPass.unstaged(settings.excluded(), this::see)) {
            listing = listed.list(settings.sources(), settings.client());
            listed.requireSomething();
            listed.failures().forEach((id, cause) -> warnings.add("category " + id + ": " + cause.getMessage()));
            listed.gaps().forEach((id, gap) -> warnings.add("category " + id + ": " + gap));
            listed.shortfalls().forEach((id, gap) -> warnings.add("category " + id + ": " + gap));
        }
        ClientStats after = settings.client().stats();
        long calls = after.totalCalls() - before.totalCalls() - (after.retries() - before.retries());
        if (dataset != null && stage != null && !settings.acceptShrink()) {
            new ShrinkCheck(dataset, stage, start.runId())
                    .warnings(listing, start.head())
                    .forEach(shrunken -> warnings.add(shrunken + ", so the run would be held back once"));
        }
        AppProfile profile =
                settings.client().profile().orElse(newerShape ? AppProfile.DEVELOPMENT : AppProfile.EXTENDED);
        List<Turn> turns = turns(listing);
        int categories = listing.categories().size();
        List<RunPlan.Turn> priced = priced(turns, stage, profile);
        List<RunPlan.Extra> extras = new ExtraPrices(
                        settings,
                        dataset == null ? null : new StoredVersions(dataset),
                        Path.of(System.getProperty("java.io.tmpdir")))
                .of(turns);
        return told(false, profile, categories, calls, priced, extras, nulls(profile, turns), warnings);
    }

    private RunPlan told(
            boolean committed,
            AppProfile profile,
            int categories,
            long listingCalls,
            List<RunPlan.Turn> turns,
            List<RunPlan.Extra> extras,
            List<String> nulls,
            List<String> warnings) {
        OptionalLong left = settings.client().callsLeft();
        return new RunPlan(
                settings.sink().name(),
                committed ? start.completed().orElseThrow().attempt().runId() : start.runId(),
                start.logicalDate(),
                committed,
                profile,
                categories,
                listingCalls,
                turns,
                extras,
                left.isPresent() ? left.getAsLong() : null,
                nulls,
                warnings);
    }

    private void see(SimplifiedPlaylist row) {
        String name = row.name();
        if (name != null) {
            names.putIfAbsent(row.id(), name);
        }
        newerShape |= row.tracksUrl() != null && row.tracksUrl().endsWith("/items");
    }

    private List<Turn> turns(Listing listing) {
        Set<StateKey> done = dataset == null ? Set.of() : StateLog.changed(dataset, start.parts());
        return Turn.decide(settings, listing, this::states, done, start.at());
    }

    private List<RunPlan.Turn> priced(List<Turn> turns, @Nullable RawStage stage, AppProfile profile) {
        PlaylistFetcher fetcher = stage == null ? null : new PlaylistFetcher(settings.client(), stage, settings.time());
        return turns.stream().map(turn -> priced(turn, fetcher, profile)).toList();
    }

    /** A store may be levelled by a run only; the log knows as much. */
    private Map<StateKey, PlaylistState> states(Set<StateKey> keys) {
        return dataset == null ? Map.of() : new Snapshots(dataset, null, warning -> {}).get(keys, start.head());
    }

    private RunPlan.Turn priced(Turn turn, @Nullable PlaylistFetcher fetcher, AppProfile profile) {
        boolean staged = turn.decision().due()
                && fetcher != null
                && fetcher.adopt(turn.listed(), turn.state()).isPresent();
        Price price = staged ? new Price(0, 0L) : Price.of(turn, profile);
        return new RunPlan.Turn(
                turn.listed().id(),
                names.get(turn.listed().id()),
                turn.decision().label(),
                turn.decision().due(),
                reason(turn, staged, price),
                price.calls(),
                price.most());
    }

    private static String reason(Turn turn, boolean staged, Price price) {
        if (staged) {
            return turn.decision().reason() + "; an attempt before has staged it";
        }
        if (turn.decision() instanceof ChangeDecision.ByDetail) {
            return "it has no listing: its first page tells whether it changed";
        }
        boolean unknown = turn.decision().due() && price.most() == null;
        return turn.decision().reason() + (unknown ? "; its first page tells how many there are" : "");
    }

    private List<String> nulls(AppProfile profile, List<Turn> turns) {
        List<String> nulls = new ArrayList<>();
        if (profile == AppProfile.DEVELOPMENT) {
            nulls.add(
                    "tracks.popularity, tracks.markets, tracks.linked_from_id, episodes.publisher, artists.popularity,"
                            + " artists.followers, albums.label: Spotify does not tell apps in development mode");
            nulls.add("playlists.content_hash, with no items, where the user of the token neither owns a playlist nor"
                    + " collaborates on it: apps in development mode are not shown the items");
        }
        long unread = turns.stream().filter(Extras::isStale).count();
        if (unread > 0 && !settings.refresh().contains(Refresh.FOLLOWERS)) {
            nulls.add("playlists.followers of " + unread + " unchanged: they are not read, and listings do not tell");
        }
        if (!settings.enrich().contains(Enrichment.ARTISTS)) {
            nulls.add(
                    "artists.popularity, artists.followers, artists.genres: playlists do not tell, and no call is spent");
        }
        if (!settings.enrich().contains(Enrichment.ALBUMS)) {
            nulls.add("albums.label, albums.upc: playlists do not tell, and no call is spent");
        }
        return nulls;
    }

    /** @param most null if it is not known */
    private record Price(long calls, @Nullable Long most) {

        static Price of(Turn turn, AppProfile profile) {
            if (!turn.decision().due()) {
                return new Price(0, 0L);
            }
            Integer items = items(turn);
            if (items == null) {
                return new Price(1, null);
            }
            PlaylistState state = turn.state();
            long read = CallFormula.read(items, profile);
            if (state != null && state.isVolatile() && read > 1) {
                // Its snapshot is not asked for; other items than before are believed when seen twice.
                long pages = CallFormula.pages(items, profile);
                return new Price(turn.decision() instanceof ChangeDecision.ByDetail ? 1 : pages, 2 * pages);
            }
            return new Price(turn.decision() instanceof ChangeDecision.ByDetail ? 1 : read, read);
        }

        /** The listing tells; without one, the last read, if that was shown items. */
        private static @Nullable Integer items(Turn turn) {
            Integer listed = turn.listed().totalTracks();
            PlaylistState state = turn.state();
            return listed != null || state == null || state.contentHash() == null
                    ? listed
                    : Integer.valueOf(state.items());
        }
    }
}
