package io.playlake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.emulator.PlaylistTruth;
import io.playlake.error.AccessDeniedException;
import io.playlake.error.ConfigurationException;
import io.playlake.error.CredentialsException;
import io.playlake.error.TryLaterException;
import io.playlake.source.BrowseCategories;
import io.playlake.source.PlaylistIds;
import io.playlake.table.SpotifyTables;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What a run does when the API fails it. */
class RunFailuresTest extends EmulatedRuns {

    @Test
    void refusesACategoryThatDoesNotExist() {
        assertThatThrownBy(() ->
                        fixture.run(fixture.emulator.today(), BrowseCategories.of("nowhere"), UnaryOperator.identity()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'nowhere'");
        assertThat(fixture.sink.log()).isEmpty();
    }

    @Test
    void refusesAnIdThatNeverExistedAndReportsOneThatVanished() {
        String known = fixture.emulator.truth().playlists(0).get(0).id();
        assertThatThrownBy(() -> fixture.run(
                        fixture.emulator.today(),
                        PlaylistIds.of(known, "0000000000000000000000"),
                        UnaryOperator.identity()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("0000000000000000000000");

        assertThatThrownBy(() ->
                        fixture.run(fixture.emulator.today(), PlaylistIds.of(known, "short"), UnaryOperator.identity()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'short'");

        fixture.run(fixture.emulator.today(), PlaylistIds.of(known), UnaryOperator.identity());
        fixture.emulator.faults().on("/playlists/" + known).times(9).answer(404);
        fixture.emulator.advanceDay();
        RunReport later = fixture.run(fixture.emulator.today(), PlaylistIds.of(known), UnaryOperator.identity());
        assertThat(later.status()).isEqualTo(RunReport.Status.COMMITTED);
        assertThat(later.playlistsFailed()).isOne();
        assertThat(later.failures()).singleElement().asString().contains(known).contains("404");
        assertThat(fixture.by("playlist_id", SpotifyTables.PLAYLISTS, later.runId())
                        .get(known))
                .containsEntry("outcome", "failed")
                .containsKey("content_hash");
    }

    @Test
    void letsOnePlaylistFailAloneAndTakesItUpAgain() {
        fixture.runDay(0);
        String failing = served.movedOn(1);
        fixture.emulator.faults().on("/playlists/" + failing).replaceBody("{\"id\":\"" + failing + "\",\"tracks\":{}}");
        RunReport report = fixture.runDay(1);
        assertThat(report.status()).isEqualTo(RunReport.Status.COMMITTED);
        assertThat(report.failures())
                .singleElement()
                .asString()
                .contains(failing)
                .contains("$.tracks");
        assertThat(fixture.rows(SpotifyTables.RAW_PAGES, report.runId()))
                .as("the body that nobody understood is kept")
                .anySatisfy(
                        page -> assertThat(page).containsEntry("body", "{\"id\":\"" + failing + "\",\"tracks\":{}}"));

        fixture.emulator.calls().reset();
        RunReport next = fixture.run(fixture.emulator.today().plusSeconds(60));
        assertThat(next.playlistsDue()).isOne();
        assertThat(fixture.by("playlist_id", SpotifyTables.PLAYLISTS, next.runId())
                        .get(failing))
                .containsEntry("decision", "left_over");
        served.assertHeldAsServed(next.runId(), 1);
    }

    @Test
    void commitsWhatIsFinishedWhenARateLimitEndsTheRunAndContinuesLater() {
        fixture.emulator
                .faults()
                .on("/playlists/*")
                .skip(10)
                .times(1_000)
                .answer(429, "{}", Map.of("Retry-After", "4000"));
        RunReport partial = fixture.runDay(0);
        assertThat(partial.status()).isEqualTo(RunReport.Status.PARTIAL);
        assertThat(partial.playlistsFetched()).isBetween(1, 10);
        assertThat(partial.notBefore())
                .isBetween(
                        fixture.emulator.today().plusSeconds(4000),
                        fixture.emulator.today().plusSeconds(4010));
        fixture.emulator.faults().clear();
        fixture.emulator.calls().reset();

        assertThatThrownBy(() -> fixture.run(fixture.emulator.today()))
                .isInstanceOfSatisfying(
                        TryLaterException.class,
                        e -> assertThat(e.notBefore()).contains(Objects.requireNonNull(partial.notBefore())));
        assertThat(fixture.emulator.calls().count() + fixture.emulator.calls().tokenCount())
                .as("no call before the time is come")
                .isZero();

        fixture.time.jumpTo(Objects.requireNonNull(partial.notBefore()));
        RunReport rest = fixture.run(fixture.emulator.today());
        assertThat(rest.status()).isEqualTo(RunReport.Status.COMMITTED);
        assertThat(rest.runId()).isEqualTo(partial.runId() + "-2");
        assertThat(rest.playlistsDue()).isEqualTo(partial.playlistsListed() - partial.playlistsFetched());
        served.assertHeldAsServed(rest.runId(), 0);
        assertThat(fixture.run(fixture.emulator.today()).status()).isEqualTo(RunReport.Status.ALREADY_COMMITTED);
    }

    @Test
    void takesUpStagedUnitsInsteadOfFetchingThemAgain() {
        fixture.emulator.faults().on("/playlists/*").skip(12).times(1_000).answer(401);
        assertThatThrownBy(() -> fixture.runDay(0)).isInstanceOf(CredentialsException.class);
        assertThat(fixture.sink.log()).isEmpty();
        long staged = fixture.emulator.calls().list().stream()
                .filter(call -> call.status() == 200 && call.path().contains("/playlists/"))
                .filter(call -> !call.path().contains("/browse/"))
                .count();
        fixture.emulator.faults().clear();
        fixture.emulator.calls().reset();

        RunReport report = fixture.run(fixture.emulator.today());
        assertThat(report.status()).isEqualTo(RunReport.Status.COMMITTED);
        assertThat(report.callsMade()).isLessThan(served.formula(0, new HashMap<>()));
        assertThat(staged).isPositive();
        served.assertHeldAsServed(report.runId(), 0);
        assertThat(DatasetCheck.run(fixture.sink.open()).problems()).isEmpty();
    }

    @Test
    void commitsWhatIsStagedWhenALimitForbidsEveryCall() {
        fixture.emulator.faults().on("/playlists/*").skip(12).times(1_000).answer(401);
        assertThatThrownBy(() -> fixture.runDay(0)).isInstanceOf(CredentialsException.class);
        fixture.emulator.faults().clear();
        fixture.emulator.faults().on("/playlists/*").times(1_000).answer(429, "{}", Map.of("Retry-After", "4000"));
        RunReport partial = fixture.run(fixture.emulator.today());
        assertThat(partial.status()).isEqualTo(RunReport.Status.PARTIAL);
        assertThat(partial.playlistsFetched()).isPositive();

        fixture.emulator.faults().clear();
        fixture.emulator.calls().reset();
        fixture.time.jumpTo(Objects.requireNonNull(partial.notBefore()));
        RunReport rest = fixture.run(fixture.emulator.today());
        assertThat(rest.playlistsFetched()).isEqualTo(partial.playlistsListed() - partial.playlistsFetched());
        served.assertHeldAsServed(rest.runId(), 0);
    }

    @Test
    void finishesARunOfEverythingInAsManyPartsAsItTakes() {
        fixture.runDay(0);
        Instant date = fixture.emulator.today().plusSeconds(1);
        int parts = 0;
        int fetched = 0;
        RunReport report;
        do {
            fixture.emulator.faults().clear();
            limitAfter(12);
            report = fixture.run(date, BrowseCategories.all(), builder -> builder.full(true));
            fetched += report.playlistsFetched();
            parts++;
            fixture.time.advance(Duration.ofSeconds(5_000));
        } while (report.status() == RunReport.Status.PARTIAL && parts < 30);
        assertThat(report.status()).isEqualTo(RunReport.Status.COMMITTED);
        assertThat(parts).isGreaterThan(1);
        assertThat(fetched).as("each once").isEqualTo(report.playlistsListed());
    }

    @Test
    void seesInALaterPartWhatChangedSinceTheFirst() {
        fixture.runDay(0);
        Instant date = fixture.emulator.today().plusSeconds(1);
        limitAfter(12);
        RunReport first = fixture.run(date, BrowseCategories.all(), builder -> builder.full(true));
        assertThat(first.status()).isEqualTo(RunReport.Status.PARTIAL);
        fixture.emulator.faults().clear();
        fixture.time.advance(Duration.ofSeconds(5_000));
        RunReport between = fixture.run(
                date, BrowseCategories.of(fixture.emulator.truth().categories().get(0)), UnaryOperator.identity());
        assertThat(between.status()).isEqualTo(RunReport.Status.COMMITTED);

        fixture.emulator.advanceTo(3);
        RunReport second = fixture.run(date, BrowseCategories.all(), builder -> builder.full(true));
        assertThat(second.runId()).isEqualTo(first.runId() + "-2");
        served.assertHeldAsServed(second.runId(), 3);
    }

    @Test
    void finishesALookAtIdsInAsManyPartsAsItTakes() {
        List<String> large = fixture.emulator.truth().playlists(0).stream()
                .filter(playlist ->
                        playlist.items().size() > 100 && served.listed(0).contains(playlist.id()))
                .map(PlaylistTruth::id)
                .toList();
        PlaylistIds source = PlaylistIds.labelled("large", large);
        fixture.run(fixture.emulator.today(), source, UnaryOperator.identity());
        Instant date = fixture.emulator.today().plusSeconds(1);
        int parts = 0;
        RunReport report;
        do {
            fixture.emulator.faults().clear();
            limitAfter(2);
            report = fixture.run(date, source, UnaryOperator.identity());
            parts++;
            fixture.time.advance(Duration.ofSeconds(5_000));
        } while (report.status() == RunReport.Status.PARTIAL && parts <= large.size());
        assertThat(report.status()).isEqualTo(RunReport.Status.COMMITTED);
        assertThat(parts).isGreaterThan(1);
    }

    @Test
    void keepsTheListingWhenOnlyBrokenPlaylistsAreDue() {
        fixture.runDay(0);
        List<String> unchanged = served.listed(0).stream().sorted().toList();
        for (int i = 0; i < 7; i++) {
            // Every other one, so that it is not the API that seems to fail.
            fixture.emulator
                    .faults()
                    .on("/playlists/" + unchanged.get(2 * i))
                    .times(999)
                    .answer(500);
        }
        RunReport broken = fixture.run(
                fixture.emulator.today().plusSeconds(1),
                BrowseCategories.all(),
                builder -> builder.full(true).concurrency(1));
        assertThat(broken.playlistsFailed()).isPositive();
        for (int i = 2; i < 5; i++) {
            RunReport report = fixture.run(fixture.emulator.today().plusSeconds(i));
            assertThat(report.playlistsListed()).isEqualTo(unchanged.size());
        }
        assertThat(fixture.sink.log()).hasSize(5);
    }

    @Test
    void commitsNothingWhenAFirstRunIsRefusedEverything() {
        fixture.emulator.faults().on("/playlists/*").times(1_000).answer(403);
        assertThatThrownBy(() -> fixture.runDay(0))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("403");
        assertThat(fixture.sink.log()).isEmpty();
    }

    @Test
    void commitsNothingWhenTheApiIsAwayFromIdsKnownBefore() {
        String known = served.listed(0).iterator().next();
        fixture.run(fixture.emulator.today(), PlaylistIds.of(known), UnaryOperator.identity());
        fixture.emulator.faults().on("/playlists/*").times(1_000).answer(503);
        Instant date = fixture.emulator.today().plusSeconds(1);
        assertThatThrownBy(() -> fixture.run(date, PlaylistIds.of(known), UnaryOperator.identity()))
                .isInstanceOf(TryLaterException.class);
        fixture.emulator.faults().clear();
        assertThat(fixture.run(date, PlaylistIds.of(known), UnaryOperator.identity())
                        .status())
                .isEqualTo(RunReport.Status.COMMITTED);
    }

    @Test
    void remembersALimitThatEndedTheListing() {
        fixture.emulator.faults().on("/browse/*").times(99).answer(429, "{}", Map.of("Retry-After", "4000"));
        assertThatThrownBy(() -> fixture.runDay(0)).isInstanceOf(TryLaterException.class);
        fixture.emulator.faults().clear();
        fixture.emulator.calls().reset();
        assertThatThrownBy(() -> fixture.run(fixture.emulator.today()))
                .isInstanceOf(TryLaterException.class)
                .hasMessageContaining("no call before");
        assertThat(fixture.emulator.calls().count() + fixture.emulator.calls().tokenCount())
                .isZero();
        fixture.time.advance(Duration.ofSeconds(4_010));
        assertThat(fixture.run(fixture.emulator.today()).status()).isEqualTo(RunReport.Status.COMMITTED);
    }

    private void limitAfter(int calls) {
        fixture.emulator
                .faults()
                .on("/playlists/*")
                .skip(calls)
                .times(99)
                .answer(429, "{}", Map.of("Retry-After", "4000"));
    }

    @Test
    void doesNotLetOnePlaylistSpoilTheRun() {
        fixture.runDay(0);
        String failing = served.movedOn(1);
        Map<String, String> soon = Map.of("Retry-After", "1");
        List<Runnable> faults = List.of(
                () -> fixture.emulator
                        .faults()
                        .on("/playlists/" + failing)
                        .times(99)
                        .replaceBody("<html>busy</html>"),
                () -> fixture.emulator
                        .faults()
                        .on("/playlists/" + failing)
                        .times(99)
                        .answer(503, "", soon),
                () -> fixture.emulator
                        .faults()
                        .on("/playlists/" + failing)
                        .times(99)
                        .answer(500));
        int second = 0;
        for (Runnable fault : faults) {
            fixture.emulator.faults().clear();
            fault.run();
            RunReport report = fixture.run(fixture.emulator.today().plusSeconds(++second));
            assertThat(report.status()).isEqualTo(RunReport.Status.COMMITTED);
            assertThat(report.failures()).singleElement().asString().contains(failing);
            assertThat(report.playlistsFetched()).isEqualTo(report.playlistsDue() - 1);
        }
        fixture.emulator.faults().clear();
        RunReport healed = fixture.run(fixture.emulator.today().plusSeconds(60));
        assertThat(healed.playlistsDue()).isOne();
        served.assertHeldAsServed(healed.runId(), 1);
    }

    @Test
    void leavesOutOneCategoryThatCannotBeListed() {
        String failing = fixture.emulator.truth().categories().get(1);
        fixture.emulator
                .faults()
                .on("/browse/categories/" + failing + "/playlists")
                .times(99)
                .answer(502);
        RunReport report = fixture.runDay(0);
        assertThat(report.status()).isEqualTo(RunReport.Status.COMMITTED);
        assertThat(report.failures()).singleElement().asString().contains("category " + failing);
        assertThat(report.categories())
                .isEqualTo(fixture.emulator.truth().categories().size() - 1);
        assertThat(DatasetCheck.run(fixture.sink.open()).problems()).isEmpty();
    }

    @Test
    void endsARunWhoseApiFailsOnePlaylistAfterTheOther() {
        fixture.emulator.faults().on("/playlists/*").times(1_000).answer(503);
        assertThatThrownBy(() -> fixture.runDay(0))
                .isInstanceOf(TryLaterException.class)
                .hasMessageContaining("503");
        assertThat(fixture.sink.log()).isEmpty();
    }

    @Test
    void callsNobodyBeforeTheTimeWhateverTheLogicalDate() {
        fixture.emulator
                .faults()
                .on("/playlists/*")
                .skip(10)
                .times(1_000)
                .answer(429, "{}", Map.of("Retry-After", "4000"));
        fixture.runDay(0);
        fixture.emulator.faults().clear();
        fixture.emulator.calls().reset();
        assertThatThrownBy(() -> fixture.run(fixture.emulator.today().plusSeconds(7)))
                .isInstanceOf(TryLaterException.class);
        assertThat(fixture.emulator.calls().count() + fixture.emulator.calls().tokenCount())
                .isZero();
    }
}
