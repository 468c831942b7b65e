package io.playlake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.emulator.AppProfile;
import io.playlake.emulator.SpotifyEmulator;
import io.playlake.error.CommitUnknownException;
import io.playlake.error.CredentialsException;
import io.playlake.error.TryLaterException;
import io.playlake.source.BrowseCategories;
import io.playlake.source.MyPlaylists;
import io.playlake.table.SpotifyTables;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Extras that cannot be had, and runs that end while they are asked for. */
class ExtraFailuresTest extends ExtraRuns {

    private static final Set<Refresh> REFRESH = EnumSet.allOf(Refresh.class);
    private static final Set<Enrichment> ENRICH = EnumSet.allOf(Enrichment.class);

    @Test
    void isCompleteWithoutWhatALimitCutsOff() {
        fixture.runDay(0);
        fixture.emulator.faults().on("/tracks").skip(2).forever().answer(429, "{}", Map.of("Retry-After", "4000"));
        RunReport report = runDay(1, REFRESH, ENRICH);
        assertThat(report.status()).isEqualTo(RunReport.Status.COMMITTED);
        assertThat(report.notBefore()).isNull();
        served.assertHeldAsServed(report.runId(), 1);
        assertThat(report.failures())
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).startsWith("tracks: ").contains(" are not asked for: "));
        assertThat(fixture.warnings).hasSize(3);
        assertThat(fixture.by("rule", SpotifyTables.QUALITY_RESULTS, report.runId())
                        .get("popularity_refreshed"))
                .containsEntry("outcome", "failed")
                .containsEntry("measured", 100.0);
        assertThat(fixture.by("rule", SpotifyTables.QUALITY_RESULTS, report.runId())
                        .get("followers_refreshed"))
                .containsEntry("outcome", "passed");
        assertThat(fixture.rows(SpotifyTables.RAW_PAGES, report.runId()))
                .filteredOn(page -> "/tracks".equals(page.get("endpoint")))
                .hasSize(2);
        assertThat(DatasetCheck.run(fixture.sink.open()).problems()).isEmpty();

        fixture.emulator.faults().clear();
        fixture.emulator.calls().reset();
        fixture.emulator.advanceTo(2);
        assertThatThrownBy(() -> fixture.run(fixture.emulator.today()))
                .as("the API is not called before the time it named")
                .isInstanceOf(TryLaterException.class);
        assertThat(fixture.emulator.calls().count()).isZero();
    }

    @Test
    void keepsTheFollowersThatCameBeforeALimit() {
        RunReport first = fixture.runDay(0);
        fixture.emulator
                .faults()
                .on("/playlists/{id}")
                .skip(5)
                .forever()
                .answer(429, "{}", Map.of("Retry-After", "4000"));
        RunReport report = fixture.run(
                fixture.emulator.today().plusSeconds(1),
                BrowseCategories.all(),
                builder -> builder.refresh(EnumSet.of(Refresh.FOLLOWERS)));
        assertThat(report.status()).isEqualTo(RunReport.Status.COMMITTED);
        assertThat(report.failures())
                .singleElement()
                .asString()
                .startsWith("followers of " + (first.playlistsListed() - 5) + " of " + first.playlistsListed());
        assertThat(fixture.rows(SpotifyTables.PLAYLISTS, report.runId()).stream()
                        .filter(row -> row.containsKey("followers")))
                .hasSize(5);
        served.assertHeldAsServed(report.runId(), 0);
    }

    @Test
    void leavesExtrasToTheContinuationOfAPartialRun() {
        fixture.runDay(0);
        String moved = served.movedOn(1);
        fixture.emulator.faults().on("/playlists/" + moved).forever().answer(429, "{}", Map.of("Retry-After", "4000"));
        RunReport partial = runDay(1, REFRESH, ENRICH);
        assertThat(partial.status()).isEqualTo(RunReport.Status.PARTIAL);
        assertThat(partial.failures()).isEmpty();
        assertThat(partial.calls()).doesNotContainKeys("/tracks", "/artists", "/albums");

        fixture.emulator.faults().clear();
        fixture.emulator.calls().reset();
        fixture.time.jumpTo(Objects.requireNonNull(partial.notBefore()));
        RunReport rest = fixture.run(
                fixture.emulator.today(),
                BrowseCategories.all(),
                builder -> builder.refresh(REFRESH).enrich(ENRICH));
        assertThat(rest.status()).isEqualTo(RunReport.Status.COMMITTED);
        assertThat(rest.failures()).isEmpty();
        assertThat(rest.calls()).containsKeys("/tracks", "/artists", "/albums");
        assertThat(answered().stream().filter(call -> call.contains("followers")))
                .as("what the first part read is fresh")
                .hasSameSizeAs(unchanged(1));
        assertThat(DatasetCheck.run(fixture.sink.open()).problems()).isEmpty();
    }

    @Test
    void fetchesNothingTwiceAfterACrashAmongTheExtras() {
        fixture.runDay(0);
        fixture.emulator.calls().reset();
        fixture.emulator.faults().on("/artists").skip(2).forever().answer(401);
        // One at a time, for what is under way when a run ends is lost.
        assertThatThrownBy(() -> runDay(
                        1, builder -> builder.refresh(REFRESH).enrich(ENRICH).concurrency(1)))
                .isInstanceOf(CredentialsException.class);
        Set<String> first = new TreeSet<>(answered());
        assertThat(first).anySatisfy(call -> assertThat(call).contains("/artists"));
        fixture.emulator.faults().clear();
        fixture.emulator.calls().reset();

        RunReport report = runDay(1, REFRESH, ENRICH);
        assertThat(report.status()).isEqualTo(RunReport.Status.COMMITTED);
        assertThat(answered()).isNotEmpty().doesNotContainAnyElementsOf(first);
        assertThat(report.failures()).isEmpty();
        assertThat(DatasetCheck.run(fixture.sink.open()).problems()).isEmpty();
    }

    @Test
    void callsForTheListingOnlyAfterACrashBeforeTheCommit() {
        fixture.runDay(0);
        fixture.into = new LostReplySink(fixture.sink, false);
        assertThatThrownBy(() -> runDay(1, REFRESH, ENRICH)).isInstanceOf(CommitUnknownException.class);
        fixture.into = fixture.sink;
        assertThat(answered()).isNotEmpty();
        fixture.emulator.calls().reset();
        RunReport report = runDay(1, REFRESH, ENRICH);
        assertThat(report.status()).isEqualTo(RunReport.Status.COMMITTED);
        assertThat(answered()).isEmpty();
        assertThat(fixture.by("rule", SpotifyTables.QUALITY_RESULTS, report.runId()))
                .satisfies(rules -> List.of(
                                "followers_refreshed", "popularity_refreshed", "albums_enriched", "artists_enriched")
                        .forEach(rule -> assertThat(rules.get(rule)).containsEntry("outcome", "passed")));

        fixture.emulator.calls().reset();
        fixture.run(
                fixture.emulator.today().plusSeconds(60), BrowseCategories.all(), builder -> builder.refresh(REFRESH));
        assertThat(fixture.emulator.calls().count("/tracks"))
                .as("another run asks anew")
                .isPositive();
    }

    @Test
    void letsOnePlaylistAndOneBatchFailAlone() {
        fixture.runDay(0);
        fixture.emulator.advanceTo(1);
        String gone = unchanged(1).get(0).id();
        fixture.emulator.faults().on("/playlists/" + gone).forever().answer(404);
        fixture.emulator.faults().on("/tracks").skip(1).times(1).replaceBody("{\"tracks\":7}");
        RunReport report = runDay(1, REFRESH, Set.of());
        assertThat(report.status()).isEqualTo(RunReport.Status.COMMITTED);
        assertThat(report.failures())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).contains(gone, "404"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("tracks: 50 could not be read: ")
                        .contains("$.tracks"));
        assertThat(fixture.by("playlist_id", SpotifyTables.PLAYLISTS, report.runId())
                        .get(gone))
                .containsEntry("decision", "unchanged")
                .containsEntry("outcome", "none")
                .doesNotContainKey("followers");
        assertThat(fixture.rows(SpotifyTables.RAW_PAGES, report.runId()))
                .anySatisfy(page -> assertThat(page).containsEntry("body", "{\"tracks\":7}"));
        assertThat(DatasetCheck.run(fixture.sink.open()).problems()).isEmpty();
    }

    @Test
    void asksADevelopmentAppOneByOneAndNotForWhatItIsNotTold() {
        try (RunFixture development = new RunFixture(
                        SpotifyEmulator.builder()
                                .playlists(30)
                                .profile(AppProfile.DEVELOPMENT)
                                .start(),
                        workDirectory.resolve("development"))
                .asUser()) {
            RunReport report = development.run(
                    development.emulator.today(),
                    MyPlaylists.all(),
                    builder -> builder.refresh(REFRESH).enrich(EnumSet.of(Enrichment.ARTISTS)));
            assertThat(report.status()).isEqualTo(RunReport.Status.COMMITTED);
            assertThat(report.failures()).singleElement().asString().contains("development mode");
            List<Map<String, Object>> artists = development.rows(SpotifyTables.ARTISTS, report.runId());
            assertThat(artists)
                    .isNotEmpty()
                    .allSatisfy(
                            row -> assertThat(row).containsKey("genres").doesNotContainKeys("popularity", "followers"));
            assertThat(report.calls()).containsEntry("/artists/{id}", (long) artists.size());
            assertThat(report.calls().keySet()).noneMatch(endpoint -> endpoint.startsWith("/tracks"));

            development.emulator.calls().reset();
            RunReport next = development.run(
                    development.emulator.today().plusSeconds(1),
                    MyPlaylists.all(),
                    builder -> builder.refresh(REFRESH).enrich(EnumSet.of(Enrichment.ARTISTS)));
            assertThat(next.playlistsDue()).isZero();
            assertThat(next.failures()).singleElement().asString().contains("not told popularity");
            assertThat(development.emulator.calls().count("/tracks/{id}"))
                    .as("the first answer tells that no other will")
                    .isOne();
            assertThat(development.emulator.calls().count("/artists/{id}")).isZero();
            assertThat(development.rows(SpotifyTables.PLAYLISTS, next.runId()))
                    .isNotEmpty()
                    .allSatisfy(row -> assertThat(row).containsKey("followers"));
            assertThat(DatasetCheck.run(development.sink.open()).problems()).isEmpty();
        }
    }
}
