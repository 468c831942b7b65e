package io.playlake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.error.ConfigurationException;
import io.playlake.source.BrowseCategories;
import io.playlake.source.PlaylistIds;
import io.playlake.table.SpotifyTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Playlists that nobody wants, though a source lists them. */
class ExcludeTest extends EmulatedRuns {

    @Test
    void leavesAPlaylistOutOfEverythingButTheRowsOfItsListings() {
        List<String> listed = new ArrayList<>(served.listed(0));
        String one = listed.get(0);
        String other = listed.get(listed.size() - 1);
        RunReport report = fixture.run(
                fixture.emulator.today(),
                BrowseCategories.all(),
                builder -> builder.exclude(List.of(one))
                        .exclude(List.of("https://open.spotify.com/playlist/" + other + "?si=x")));
        RunReport all = fixture.run(fixture.emulator.today().plusSeconds(1));

        assertThat(report.playlistsListed()).isEqualTo(listed.size() - 2);
        assertThat(fixture.by("playlist_id", SpotifyTables.PLAYLISTS, report.runId()))
                .hasSize(listed.size() - 2)
                .doesNotContainKeys(one, other);
        List<String> others = places(all);
        others.removeIf(place -> place.contains(" " + one + " ") || place.contains(" " + other + " "));
        assertThat(places(report)).as("the others keep their places").containsExactlyElementsOf(others);
        assertThat(fixture.emulator.calls().list().stream()
                        .filter(call -> call.path().endsWith("/playlists/" + one)))
                .as("calls for it, of which the second run made one")
                .hasSize(1);
        assertThat(rowsReceived(report)).isEqualTo(rowsReceived(all));
        assertThat(fixture.by("rule", SpotifyTables.QUALITY_RESULTS, report.runId())
                        .get("listings_complete"))
                .containsEntry("outcome", "passed");
        assertThat(DatasetCheck.run(fixture.sink.open()).problems()).isEmpty();
    }

    private List<String> places(RunReport report) {
        return fixture.rows(SpotifyTables.CATEGORY_PLAYLISTS, report.runId()).stream()
                .map(row -> row.get("category_id") + " " + row.get("playlist_id") + " " + row.get("position"))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private int rowsReceived(RunReport report) {
        return fixture.rows(SpotifyTables.CATEGORIES, report.runId()).stream()
                .mapToInt(row -> (Integer) Objects.requireNonNull(row.get("listed_rows")))
                .sum();
    }

    @Test
    void appliesToIdsToo() {
        List<String> listed = new ArrayList<>(served.listed(0));
        RunReport report = fixture.run(
                fixture.emulator.today(),
                PlaylistIds.of(listed.get(0), listed.get(1)),
                builder -> builder.exclude(List.of("spotify:playlist:" + listed.get(0))));
        assertThat(fixture.rows(SpotifyTables.PLAYLISTS, report.runId()))
                .extracting(row -> row.get("playlist_id"))
                .containsExactly(listed.get(1));
        Map<String, Object> pair =
                fixture.rows(SpotifyTables.CATEGORY_PLAYLISTS, report.runId()).get(0);
        assertThat(pair).containsEntry("position", 1);
    }

    @Test
    void isPartOfWhatARunAsksFor() {
        String id = served.listed(0).iterator().next();
        RunReport all = fixture.run(fixture.emulator.today());
        RunReport none =
                fixture.run(fixture.emulator.today(), BrowseCategories.all(), builder -> builder.exclude(List.of()));
        RunReport less =
                fixture.run(fixture.emulator.today(), BrowseCategories.all(), builder -> builder.exclude(List.of(id)));
        RunReport same = fixture.run(
                fixture.emulator.today(),
                BrowseCategories.all(),
                builder -> builder.exclude(List.of("spotify:playlist:" + id, id)));
        assertThat(none.runId()).isEqualTo(all.runId());
        assertThat(less.runId()).isNotEqualTo(all.runId());
        assertThat(same.runId()).isEqualTo(less.runId());
        assertThat(same.status()).isEqualTo(RunReport.Status.ALREADY_COMMITTED);
    }

    @Test
    void refusesWhatIsNoPlaylist() {
        Playlake.Builder builder = Playlake.builder();
        assertThatThrownBy(() -> builder.exclude(List.of("spotify:album:x")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("exclude: 'spotify:album:x' is not the id of a playlist");
    }
}
