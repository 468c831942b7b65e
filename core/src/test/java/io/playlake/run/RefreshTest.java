package io.playlake.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.emulator.PlaylistTruth;
import io.playlake.source.BrowseCategories;
import io.playlake.source.PlaylistIds;
import io.playlake.table.SpotifyTables;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
