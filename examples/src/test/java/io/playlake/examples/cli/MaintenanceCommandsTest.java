package io.playlake.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.playlake.emulator.SpotifyEmulator;
import io.playlake.examples.cli.Cli.Result;
import io.playlake.testing.ManualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lake being merged and forgotten from, as a person asks for it. */
class MaintenanceCommandsTest {

    private final ManualTime time = new ManualTime(Instant.parse("2026-01-01T06:00:00Z"));

    @TempDir
    Path folder;

    private SpotifyEmulator emulator;
    private Cli cli;
    private Path lake;
    private List<String> ids;

    @BeforeEach
    void runsThrice() {
        emulator = SpotifyEmulator.builder().playlists(6).items(2, 9).start();
        cli = Cli.against(emulator).at(time);
        lake = folder.resolve("lake");
        ids = emulator.truth().playlists(0).stream()
                .map(truth -> truth.id())
                .limit(2)
                .toList();
        for (int run = 0; run < 3; run++) {
            assertThat(call("run", "--source", "ids:" + String.join(",", ids)).code())
                    .isZero();
            time.advance(Duration.ofHours(1));
        }
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    private Result call(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--sink", "local:" + lake));
        return cli.call(all.toArray(String[]::new));
    }

    @Test
    void mergesFilesAndShowsNoRunOfIt() throws IOException {
        Result compact = call("compact");
        assertThat(compact.code()).isZero();
        assertThat(compact.out()).contains("files became ", ", commit 4");
        assertThat(call("compact").out()).contains("there is nothing to merge");
        try (Stream<Path> files = Files.walk(lake.resolve("playlists"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".parquet")))
                    .hasSize(1);
        }
        assertThat(JsonParser.parseString(call("runs", "--json").out()).getAsJsonArray())
                .hasSize(3);
        assertThat(call("sql").out()).contains("/playlists/run_date=2026-01-01/compact-20260101T090000Z.");
        assertThat(call("verify").out()).contains("4 commits", "0 problems");
        assertThat(call("as-of", "2026-01-02", ids.get(0)).code()).isZero();
    }

    @Test
    void forgetsAPlaylistAndSaysHowItStaysForgotten() {
        Result forgotten = call("forget", "--playlist", "https://open.spotify.com/playlist/" + ids.get(0));
        assertThat(forgotten.code()).isZero();
        assertThat(forgotten.out()).contains("rows gone", "commit 4", "--exclude " + ids.get(0));
        assertThat(forgotten.err()).isEmpty();
        assertThat(call("as-of", "2026-01-02", ids.get(0)).code()).isEqualTo(78);
        assertThat(call("as-of", "2026-01-02", ids.get(1)).code()).isZero();
        assertThat(call("verify").code()).isZero();
        Result again = call("forget", "--playlist", ids.get(0));
        assertThat(again.out()).contains("holds nothing of that");
    }

    @Test
    void forgetsUsersAndThePast() {
        String owner = emulator.truth().playlists(0).get(0).ownerId();
        assertThat(call("forget", "--user", owner).code()).isZero();
        assertThat(call("verify").code()).isZero();
        Result old = call("forget", "--before", "2026-01-01T08:30");
        assertThat(old.out()).contains("rows gone");
        assertThat(call("verify").code()).isZero();
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThat(call("forget").err()).contains("expected one of --playlist, --user and --before");
        assertThat(call("forget", "--user", "x", "--playlist", ids.get(0)).code())
                .isEqualTo(64);
        Result future = call("forget", "--before", "2030-01-01");
        assertThat(future.code()).isEqualTo(64);
        assertThat(future.err()).contains("--before is 2030-01-01T00:00:00Z, expected a time that has come");
        assertThat(call("compact", "--by", "year").err()).contains("day or month");
        assertThat(cli.call("compact", "--sink", "local:" + folder.resolve("none"))
                        .code())
                .isEqualTo(78);
    }

    @Test
    void warnsOfFilesThatItDidNotLookThrough() throws IOException {
        Path stray = lake.resolve("playlists/run_date=2026-01-01/mine.parquet");
        Files.write(stray, new byte[] {1});
        assertThat(call("forget", "--playlist", ids.get(0)).err())
                .contains("not looked through: " + stray + " is named by no commit");
        assertThat(stray).exists();
    }
}
