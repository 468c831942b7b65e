package io.playlake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.emulator.AppProfile;
import io.playlake.emulator.ListingRow;
import io.playlake.emulator.PlaylistTruth;
import io.playlake.emulator.SpotifyEmulator;
import io.playlake.error.ConfigurationException;
import io.playlake.source.BrowseCategories;
import io.playlake.source.MyPlaylists;
import io.playlake.source.PlaylistIds;
import io.playlake.table.SpotifyTables;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunTest extends EmulatedRuns {

    @Test
    void holdsWhatTheServerHeldDayByDayAndCallsNoMoreThanTheFormula() {
        Map<String, String> snapshots = new HashMap<>();
        for (int day = 0; day < 8; day++) {
            fixture.emulator.calls().reset();
            fixture.turns.clear();
            RunReport report = fixture.runDay(day);
            assertThat(fixture.turns)
                    .isEqualTo(IntStream.rangeClosed(1, report.playlistsDue())
                            .boxed()
                            .toList());
            assertThat(report.status()).isEqualTo(RunReport.Status.COMMITTED);
            assertThat(report.failures()).isEmpty();
            served.assertHeldAsServed(report.runId(), day);
            assertThat(fixture.emulator.calls().count()).isEqualTo((int) served.formula(day, snapshots));
            assertThat(report.callsMade()).isEqualTo(fixture.emulator.calls().count());
            assertThat(fixture.emulator.calls().tokenCount()).isOne();
        }
        assertThat(DatasetCheck.run(fixture.sink.open()).problems()).isEmpty();
    }

    @Test
    void doesNothingAndCallsNothingTheSecondTime() {
        RunReport first = fixture.runDay(0);
        fixture.emulator.calls().reset();
        RunReport second = fixture.run(fixture.emulator.today());
        assertThat(second.status()).isEqualTo(RunReport.Status.ALREADY_COMMITTED);
        assertThat(second.runId()).isEqualTo(first.runId());
        assertThat(fixture.emulator.calls().count()).isZero();
        assertThat(fixture.emulator.calls().tokenCount()).isZero();
        assertThat(fixture.sink.log()).hasSize(1);
    }

    @Test
    void isAnotherRunForOtherSourcesOfTheSameDate() {
        RunReport all = fixture.runDay(0);
        String category = fixture.emulator.truth().categories().get(0);
        RunReport one = fixture.run(fixture.emulator.today(), BrowseCategories.of(category), UnaryOperator.identity());
        assertThat(one.runId()).isNotEqualTo(all.runId());
        assertThat(one.playlistsDue()).isZero();
        assertThat(one.playlistsListed()).isPositive().isLessThan(all.playlistsListed());
    }

    @Test
    void countsRepeatsNullsAndStubsOfAListing() {
        String runId = fixture.runDay(0).runId();
        int defects = 0;
        for (String category : fixture.emulator.truth().categories()) {
            List<ListingRow> served = fixture.emulator.truth().listing(category, 0);
            Map<String, Object> row = Objects.requireNonNull(
                    fixture.by("category_id", SpotifyTables.CATEGORIES, runId).get(category));
            long named = served.stream()
                    .map(ListingRow::playlistId)
                    .filter(Objects::nonNull)
                    .distinct()
                    .count();
            long broken = served.stream()
                    .filter(listed -> listed.kind() != ListingRow.Kind.PLAYLIST)
                    .count();
            assertThat(row).containsEntry("listed_rows", served.size());
            assertThat(row).containsEntry("null_rows", (int) broken);
            assertThat(row).containsEntry("playlists", (int) named);
            defects += (int) broken;
        }
        assertThat(defects).isPositive();
        assertThat(fixture.rows(SpotifyTables.REJECTED_ROWS, runId)).hasSize(defects);
    }

    @Test
    void keepsEveryResponse() {
        RunReport report = fixture.runDay(0);
        List<Map<String, Object>> pages = fixture.rows(SpotifyTables.RAW_PAGES, report.runId());
        assertThat(pages).hasSize((int) report.callsMade());
        Map<String, Long> endpoints = pages.stream()
                .collect(Collectors.groupingBy(
                        page -> String.valueOf(page.get("endpoint")), TreeMap::new, Collectors.counting()));
        assertThat(endpoints).isEqualTo(report.calls());
        assertThat(pages).allSatisfy(page -> assertThat(page).containsKeys("body", "body_sha256", "received_at"));
    }

    @Test
    void spendsOneCallOnAnUnchangedPlaylistThatHasNoListing() {
        PlaylistTruth large = fixture.emulator.truth().playlists(0).stream()
                .filter(playlist -> served.listed(0).contains(playlist.id()))
                .max(Comparator.comparing(playlist -> playlist.items().size()))
                .orElseThrow();
        assertThat(large.items()).hasSizeGreaterThan(100);
        PlaylistIds source = PlaylistIds.of(large.id());
        RunReport first = fixture.run(fixture.emulator.today(), source, UnaryOperator.identity());
        RunReport second = fixture.run(fixture.emulator.today().plusSeconds(1), source, UnaryOperator.identity());
        assertThat(first.callsMade()).isEqualTo(Served.pages(large) + 1);
        assertThat(second.callsMade()).isOne();
        assertThat(second.rows()).containsEntry("playlist_items", 0L);
        assertThat(fixture.by("playlist_id", SpotifyTables.PLAYLISTS, second.runId())
                        .get(large.id()))
                .containsEntry("decision", "unchanged")
                .containsEntry("content_hash", content(first.runId(), large.id()));
        assertThat(DatasetCheck.run(fixture.sink.open()).problems()).isEmpty();
    }

    @Test
    void servesADevelopmentAppWhatItMaySee() {
        try (RunFixture development = new RunFixture(
                SpotifyEmulator.builder()
                        .playlists(30)
                        .profile(AppProfile.DEVELOPMENT)
                        .start(),
                workDirectory.resolve("development"))) {
            assertThatThrownBy(() -> development.run(
                            development.emulator.today(), BrowseCategories.all(), UnaryOperator.identity()))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("extended quota")
                    .hasMessageContaining("ids");

            RunReport report =
                    development.asUser().run(development.emulator.today(), MyPlaylists.all(), UnaryOperator.identity());
            Map<String, Map<String, Object>> playlists =
                    development.by("playlist_id", SpotifyTables.PLAYLISTS, report.runId());
            int shown = 0;
            for (ListingRow row : development.emulator.truth().myListing(0)) {
                if (row.kind() == ListingRow.Kind.PLAYLIST) {
                    PlaylistTruth truth = development
                            .emulator
                            .truth()
                            .playlist(Objects.requireNonNull(row.playlistId()), 0)
                            .orElseThrow();
                    assertThat(Objects.requireNonNull(playlists.get(truth.id())))
                            .containsEntry("items_received", truth.items().size());
                    shown++;
                }
            }
            assertThat(shown).isPositive().isEqualTo(playlists.size());
            assertThat(development.rows(SpotifyTables.RUNS, report.runId()))
                    .singleElement()
                    .satisfies(run -> assertThat(run).containsEntry("profile", "development"));
            assertThat(report.calls()).containsKey("/playlists/{id}/items").doesNotContainKey("/playlists/{id}/tracks");
        }
    }

    private Object content(String runId, String playlistId) {
        Map<String, Map<String, Object>> playlists = fixture.by("playlist_id", SpotifyTables.PLAYLISTS, runId);
        return Objects.requireNonNull(
                Objects.requireNonNull(playlists.get(playlistId)).get("content_hash"));
    }
}
