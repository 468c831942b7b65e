package io.playlake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.emulator.AppProfile;
import io.playlake.emulator.SpotifyEmulator;
import io.playlake.error.ConfigurationException;
import io.playlake.source.PlaylistSource;
import io.playlake.source.SearchedPlaylists;
import io.playlake.source.UserPlaylists;
import io.playlake.table.SpotifyTables;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs from searches, other users, and a source of the user's own. */
class SourcesTest {

    @TempDir
    Path work;

    private RunFixture fixture(AppProfile profile) {
        return new RunFixture(SpotifyEmulator.builder().profile(profile).start(), work).asUser();
    }

    private static List<Map<String, Object>> pairs(RunFixture fixture, RunReport report) {
        return fixture.rows(SpotifyTables.CATEGORY_PLAYLISTS, report.runId());
    }

    @ParameterizedTest
    @EnumSource
    void listsWhatASearchFinds(AppProfile profile) {
        try (RunFixture fixture = fixture(profile)) {
            RunReport report =
                    fixture.run(fixture.emulator.today(), SearchedPlaylists.of("a", "found"), UnaryOperator.identity());
            assertThat(pairs(fixture, report))
                    .isNotEmpty()
                    .hasSize(report.playlistsListed())
                    .allSatisfy(row -> assertThat(row).containsEntry("category_id", "search:found"));
            assertThat(fixture.rows(SpotifyTables.SCHEMA_DRIFT, report.runId())).isEmpty();
        }
    }

    @Test
    void listsWhatAUserShows() {
        try (RunFixture fixture = fixture(AppProfile.EXTENDED)) {
            RunReport report = fixture.run(
                    fixture.emulator.today(), UserPlaylists.of(SpotifyEmulator.USER_ID), UnaryOperator.identity());
            assertThat(pairs(fixture, report))
                    .isNotEmpty()
                    .allSatisfy(row -> assertThat(row).containsEntry("category_id", "user:" + SpotifyEmulator.USER_ID));
        }
    }

    @Test
    void saysWhatElseToDoWhereTheAppMayNot() {
        try (RunFixture fixture = fixture(AppProfile.DEVELOPMENT)) {
            assertThatThrownBy(() -> fixture.run(
                            fixture.emulator.today(), UserPlaylists.of("someone"), UnaryOperator.identity()))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("source user")
                    .hasMessageContaining("extended quota")
                    .hasMessageContaining("use me");
        }
    }

    @Test
    void aSourceOfOnesOwnIsAFewLines() {
        try (RunFixture fixture = fixture(AppProfile.EXTENDED)) {
            PlaylistSource own = PlaylistSource.of(
                    "featured",
                    (spotify, listing) ->
                            listing.pages("featured", "own", spotify.browse().featured()));
            RunReport report = fixture.run(fixture.emulator.today(), own, UnaryOperator.identity());
            assertThat(pairs(fixture, report)).isNotEmpty().hasSize(report.playlistsListed());
        }
    }
}
