package io.playlake.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.change.ChangeDecision;
import io.playlake.client.SpotifyClient;
import io.playlake.emulator.PlaylistTruth;
import io.playlake.raw.PersonalData;
import io.playlake.sink.Dataset;
import io.playlake.source.BrowseCategories;
import io.playlake.source.ListedPlaylist;
import io.playlake.source.PlaylistIds;
import io.playlake.table.SpotifyTables;
import io.playlake.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Popularity and followers, which move without a snapshot. */
class RefreshTest extends ExtraRuns {

    private static final Set<Refresh> BOTH = EnumSet.allOf(Refresh.class);

    @Test
    void holdsTodaysPopularityOfEveryTrackAndTheFollowersOfEveryPlaylist() {
        fixture.runDay(0);
        for (int day = 1; day < 4; day++) {
            RunReport report = runDay(day, BOTH, Set.of());
            assertThat(report.failures()).isEmpty();
            served.assertHeldAsServed(report.runId(), day);

            RunFixture everything = new RunFixture(fixture.emulator, workDirectory.resolve("full" + day));
            everything.time.jumpTo(fixture.emulator.today());
            RunReport full =
                    everything.run(fixture.emulator.today(), BrowseCategories.all(), builder -> builder.full(true));
            assertThat(popularity(fixture, report)).isEqualTo(popularity(everything, full));

            int unchanged = 0;
            for (Map<String, Object> row : fixture.rows(SpotifyTables.PLAYLISTS, report.runId())) {
                String id = (String) Objects.requireNonNull(row.get("playlist_id"));
                PlaylistTruth truth = fixture.emulator.truth().playlist(id, day).orElseThrow();
                assertThat(row).as(id).containsEntry("followers", truth.followers());
                unchanged += "unchanged".equals(row.get("decision")) && "none".equals(row.get("outcome")) ? 1 : 0;
            }
            assertThat(unchanged).isEqualTo(unchanged(day).size()).isPositive();
        }
        assertThat(DatasetCheck.run(fixture.sink.open()).problems()).isEmpty();
    }

    @Test
    void holdsNeitherUnlessAsked() {
        fixture.runDay(0);
        RunReport report = fixture.runDay(1);
        assertThat(popularity(fixture, report).keySet())
                .doesNotContainAnyElementsOf(notShownElsewhere(1))
                .isNotEmpty();
        Map<String, Map<String, Object>> playlists = fixture.by("playlist_id", SpotifyTables.PLAYLISTS, report.runId());
        assertThat(unchanged(1))
                .isNotEmpty()
                .allSatisfy(playlist -> assertThat(playlists.get(playlist.id())).doesNotContainKey("followers"));
        assertThat(rules(report)).doesNotContainKeys("popularity_refreshed", "followers_refreshed");
    }

    @Test
    void callsExactlyWhatItCosts() {
        Map<String, @Nullable String> snapshots = new HashMap<>();
        for (int day = 0; day < 4; day++) {
            fixture.emulator.calls().reset();
            RunReport report = runDay(day, BOTH, Set.of());
            long base = served.formula(day, snapshots);
            long heads = day == 0 ? 0 : unchanged(day).size();
            int tracks = day == 0 ? 0 : notShownElsewhere(day).size();
            assertThat(fixture.emulator.calls().count()).isEqualTo((int) (base + heads + pages(tracks, 50)));
            assertThat(asked("/tracks")).hasSize(tracks).doesNotHaveDuplicates();
            assertThat(report.callsMade()).isEqualTo(fixture.emulator.calls().count());
            assertThat(fixture.rows(SpotifyTables.RAW_PAGES, report.runId())).hasSize((int) report.callsMade());
            assertThat(report.calls().getOrDefault("/tracks", 0L)).isEqualTo(pages(tracks, 50));
        }
    }

    @Test
    void doesNothingTheSecondTimeAndIsAnotherRunThanOneWithout() {
        RunReport plain = fixture.runDay(0);
        RunReport report = runDay(0, BOTH, Set.of());
        assertThat(report.runId()).isNotEqualTo(plain.runId());
        fixture.emulator.calls().reset();
        assertThat(runDay(0, BOTH, Set.of()).status()).isEqualTo(RunReport.Status.ALREADY_COMMITTED);
        assertThat(fixture.emulator.calls().count()).isZero();
    }

    @Test
    void namesRunsWithoutExtrasAsEver() {
        Instant date = Instant.parse("2026-01-01T00:00:00Z");
        assertThat(RunId.of(date, List.of("b", "a"), List.of(), null, null, "acc")
                        .base())
                .isEqualTo("20260101T000000Z-cb040b90");
        assertThat(RunId.of(date, List.of("b", "a"), List.of("enrich ALBUMS", "refresh POPULARITY"), null, null, "acc")
                        .base())
                .isEqualTo("20260101T000000Z-4878c4b6");
    }

    @Test
    void refreshesTheTracksBehindTheFirstPageOfAPlaylistThatHasNoListing() {
        PlaylistTruth large = fixture.emulator.truth().playlists(0).stream()
                .filter(playlist -> served.listed(0).contains(playlist.id()))
                .max(Comparator.comparing(playlist -> playlist.items().size()))
                .orElseThrow();
        PlaylistIds source = PlaylistIds.of(large.id());
        fixture.run(fixture.emulator.today(), source, builder -> builder.refresh(BOTH));
        fixture.emulator.calls().reset();
        RunReport second =
                fixture.run(fixture.emulator.today().plusSeconds(1), source, builder -> builder.refresh(BOTH));
        Set<String> all = tracks(List.of(large));
        assertThat(popularity(fixture, second).keySet()).isEqualTo(all);
        Set<String> behind = new TreeSet<>(all);
        behind.removeAll(tracks(List.of(first100(large))));
        assertThat(asked("/tracks")).hasSameElementsAs(behind).isNotEmpty();
        assertThat(fixture.emulator.calls().count()).isEqualTo(1 + pages(behind.size(), 50));
        assertThat(DatasetCheck.run(fixture.sink.open()).problems()).isEmpty();
    }

    @Test
    void knowsThePriceBeforehand() {
        fixture.runDay(0);
        List<ExtraCalls> prices = prices(new ChangeDecision.Unchanged(), BOTH, EnumSet.of(Enrichment.ALBUMS));
        fixture.emulator.calls().reset();
        fixture.run(fixture.emulator.today().plusSeconds(1), BrowseCategories.all(), builder -> builder.refresh(BOTH));
        assertThat(prices)
                .containsExactly(
                        new ExtraCalls(
                                "refresh followers",
                                (long) fixture.emulator.calls().count("/playlists/{id}"),
                                null),
                        new ExtraCalls(
                                "refresh popularity",
                                (long) fixture.emulator.calls().count("/tracks"),
                                null),
                        new ExtraCalls(
                                "enrich albums",
                                null,
                                "a call for each 20 that the run meets and no run before has enriched; how many, the"
                                        + " due playlists tell"));
        assertThat(prices.subList(0, 2))
                .allSatisfy(price -> assertThat(price.calls()).isPositive());
    }

    @Test
    void knowsTheMostThatPopularityMayCostWhereSomethingIsDue() {
        fixture.runDay(0);
        Set<Refresh> popularity = EnumSet.of(Refresh.POPULARITY);
        ExtraCalls standing =
                prices(new ChangeDecision.Unchanged(), popularity, Set.of()).get(0);
        assertThat(prices(new ChangeDecision.ByDetail(new ChangeDecision.Full()), popularity, Set.of()))
                .singleElement()
                .satisfies(price -> assertThat(price.calls()).isEqualTo(standing.calls()))
                .satisfies(price -> assertThat(price.note()).startsWith("at most"));
        assertThat(prices(new ChangeDecision.Full(), popularity, Set.of()))
                .singleElement()
                .satisfies(price -> assertThat(price.calls()).isZero());
    }

    /** Returns what a run will spend, if the same is decided about all playlists. */
    private List<ExtraCalls> prices(ChangeDecision decision, Set<Refresh> refresh, Set<Enrichment> enrich) {
        Dataset dataset = fixture.sink.open();
        List<Turn> turns = StateLog.fold(dataset, dataset.head()).values().stream()
                .map(state -> new Turn(
                        new ListedPlaylist(state.key().playlistId(), state.listSnapshot(), false, state.items()),
                        decision,
                        state,
                        false))
                .toList();
        assertThat(turns).hasSize(served.listed(0).size());
        try (SpotifyClient client = fixture.client()) {
            return ExtraCalls.price(settings(client, refresh, enrich), dataset, turns, workDirectory.resolve("prices"));
        }
    }

    private RunSettings settings(SpotifyClient client, Set<Refresh> refresh, Set<Enrichment> enrich) {
        return new RunSettings(
                client,
                List.of(BrowseCategories.all()),
                fixture.sink,
                null,
                null,
                Duration.ofDays(14),
                false,
                false,
                refresh,
                enrich,
                PersonalData.HASH,
                new TreeSet<>(),
                8,
                null,
                RunListener.NONE,
                TimeSource.system(),
                new Random(1));
    }

    private static PlaylistTruth first100(PlaylistTruth all) {
        return new PlaylistTruth(
                all.id(),
                all.day(),
                all.name(),
                all.description(),
                all.ownerId(),
                all.followers(),
                all.listSnapshot(),
                all.detailSnapshot(),
                all.items().subList(0, 100));
    }

    /** Returns the tracks of the unchanged playlists that no changed one has. */
    private Set<String> notShownElsewhere(int day) {
        List<PlaylistTruth> unchanged = unchanged(day);
        List<PlaylistTruth> changed = served.listed(day).stream()
                .map(id -> fixture.emulator.truth().playlist(id, day).orElseThrow())
                .filter(playlist -> !unchanged.contains(playlist))
                .toList();
        Set<String> ids = tracks(unchanged);
        ids.removeAll(tracks(changed));
        return ids;
    }

    private Map<String, Object> rules(RunReport report) {
        Map<String, Object> rules = new TreeMap<>();
        fixture.by("rule", SpotifyTables.QUALITY_RESULTS, report.runId())
                .forEach((rule, row) -> rules.put(rule, Objects.requireNonNull(row.get("outcome"))));
        return rules;
    }

    private static Map<String, Object> popularity(RunFixture of, RunReport report) {
        Map<String, Object> popularity = new TreeMap<>();
        of.by("track_id", SpotifyTables.TRACKS, report.runId())
                .forEach((id, row) -> popularity.put(id, Objects.requireNonNull(row.get("popularity"))));
        return popularity;
    }
}
