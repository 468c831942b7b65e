package io.playlake.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.playlake.emulator.AppProfile;
import io.playlake.emulator.SpotifyEmulator;
import io.playlake.error.CommitUnknownException;
import io.playlake.error.StateException;
import io.playlake.examples.cli.Cli.Result;
import io.playlake.sink.Dataset;
import io.playlake.sink.local.LocalSink;
import io.playlake.storage.BlobStore;
import io.playlake.testing.ManualTime;
import io.playlake.time.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every exit code, through the real entry; what is wrong is always one line, and never a stack trace. */
class ExitCodesTest {

    @TempDir
    Path folder;

    private String sink() {
        return "local:" + folder.resolve("lake");
    }

    private Result run(Cli cli, String source, String... more) {
        List<String> args = Stream.concat(Stream.of("run", "--source", source, "--sink", sink()), Stream.of(more))
                .toList();
        return cli.call(args.toArray(String[]::new));
    }

    private static void failed(Result result, int code, String... message) {
        assertThat(result.err()
                        .lines()
                        .filter(line -> line.startsWith("playlake: "))
                        .filter(line -> !line.startsWith("playlake: warning")))
                .singleElement()
                .asString()
                .contains(message);
        assertThat(result.all()).doesNotContain("\tat ").doesNotContain("Exception");
        assertThat(result.code()).isEqualTo(code);
    }

    @Test
    void damageIs65() throws IOException {
        try (SpotifyEmulator emulator = small()) {
            assertThat(run(Cli.against(emulator), "browse:party").code()).isZero();
        }
        try (Stream<Path> files = Files.walk(folder.resolve("lake/tracks"))) {
            Files.delete(files.filter(file -> file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow());
        }
        Result verified = Cli.bare().call("verify", "--sink", sink());
        assertThat(verified.code()).isEqualTo(65);
        assertThat(verified.out()).contains("tracks");
    }

    @Test
    void aBugIs70AndSaysHowToSeeMore() {
        Cli broken = Cli.bare().at(new NoClock());
        Result result = run(
                broken.with("SPOTIFY_CLIENT_ID", "i").with("SPOTIFY_CLIENT_SECRET", "s"),
                "browse:party",
                "--progress=none");
        assertThat(result.code()).isEqualTo(70);
        assertThat(result.err()).contains("this is a bug", "PLAYLAKE_DEBUG=1").doesNotContain("\tat ");
        assertThat(run(broken.with("PLAYLAKE_DEBUG", "1"), "browse:party").err())
                .contains("\tat ");
    }

    @Test
    void aSinkThatCannotBeMadeIs74() throws IOException {
        Files.createFile(folder.resolve("file"));
        try (SpotifyEmulator emulator = small()) {
            Result result = Cli.against(emulator)
                    .call("run", "--source", "browse:party", "--sink", "local:" + folder.resolve("file/lake"));
            failed(result, 74, folder.resolve("file/lake").toString());
        }
    }

    @Test
    void aSinkThatIsAFileIs78() throws IOException {
        Files.createFile(folder.resolve("lake"));
        try (SpotifyEmulator emulator = small()) {
            failed(run(Cli.against(emulator), "browse:party"), 78, "is not a folder, expected one");
        }
    }

    @Test
    void anotherRunAtWorkIs75() throws IOException {
        try (SpotifyEmulator emulator = small();
                Dataset dataset = LocalSink.at(folder.resolve("lake")).open();
                BlobStore.Lock lock = dataset.tryLock().orElseThrow()) {
            assertThat(lock).isNotNull();
            failed(run(Cli.against(emulator), "browse:party"), 75, "another run is at work");
            assertThat(emulator.calls().count()).isZero();
        }
    }

    @Test
    void anUnreachableApiIs75() {
        Cli cli = Cli.bare()
                .at(new ManualTime())
                .with("SPOTIFY_CLIENT_ID", "id")
                .with("SPOTIFY_CLIENT_SECRET", "secret")
                .with("PLAYLAKE_API_URL", "http://127.0.0.1:1/v1")
                .with("PLAYLAKE_ACCOUNTS_URL", "http://127.0.0.1:1");
        Result result = run(cli, "browse:party");
        assertThat(result.code()).isEqualTo(75);
        assertThat(result.err()).contains("/api/token");
    }

    @Test
    void aLimitIs75AndNamesWhenToComeBack() {
        ManualTime time = new ManualTime();
        try (SpotifyEmulator emulator = small()) {
            emulator.faults().on("/browse/*").answer(429, "Too many requests", Map.of("Retry-After", "3600"));
            Result result = run(Cli.against(emulator).at(time), "browse:party", "--json");
            failed(result, 75, "2026-01-01T01:0");
            JsonObject report = JsonParser.parseString(result.out()).getAsJsonObject();
            assertThat(report.get("status").getAsString()).isEqualTo("FAILED");
            assertThat(report.get("exit_code").getAsInt()).isEqualTo(75);
            assertThat(report.get("error").getAsString()).isNotEmpty();
            assertThat(report.get("not_before").getAsString()).startsWith("2026-01-01T01:0");
        }
    }

    @Test
    void aPartialRunIs75AndIsContinued() {
        ManualTime time = new ManualTime();
        try (SpotifyEmulator emulator = small()) {
            emulator.faults()
                    .on("/playlists/{id}")
                    .skip(3)
                    .answer(429, "Too many requests", Map.of("Retry-After", "3600"));
            Cli cli = Cli.against(emulator).at(time).with("PLAYLAKE_CONCURRENCY", "1");
            Result partial = run(cli, "browse:*", "--json", "--logical-date", "2026-01-01");
            failed(partial, 75, "partial", "not before 2026-01-01T01:0");
            assertThat(JsonParser.parseString(partial.out())
                            .getAsJsonObject()
                            .get("status")
                            .getAsString())
                    .isEqualTo("PARTIAL");
            failed(run(cli, "browse:*", "--logical-date", "2026-01-01"), 75, "2026-01-01T01:0");
            time.advance(Duration.ofHours(2));
            assertThat(run(cli, "browse:*", "--logical-date", "2026-01-01").code())
                    .isZero();
        }
    }

    @Test
    void nonsenseIs76() {
        try (SpotifyEmulator emulator = small()) {
            emulator.faults().on("/browse/*").times(50).replaceBody("{\"playlists\":{\"items\":7}}");
            failed(
                    run(Cli.against(emulator), "browse:party"),
                    76,
                    "/browse/categories/party/playlists: $.playlists.items: found a number, expected an array");
        }
    }

    @Test
    void credentialsAre77() {
        failed(run(Cli.bare(), "browse:party"), 77, "SPOTIFY_CLIENT_ID and SPOTIFY_CLIENT_SECRET");
        failed(
                run(Cli.bare().with("SPOTIFY_CLIENT_ID", "id"), "browse:party"),
                77,
                "missing in the environment: SPOTIFY_CLIENT_SECRET");
        failed(run(Cli.bare(), "me"), 77, "source me: SPOTIFY_REFRESH_TOKEN is missing");
        try (SpotifyEmulator emulator = small()) {
            Cli cli = Cli.against(emulator).with("SPOTIFY_CLIENT_SECRET", "canary-wrong");
            Result result = run(cli, "browse:party");
            failed(result, 77, "refused the credentials of client " + SpotifyEmulator.CLIENT_ID);
            assertThat(result.all()).doesNotContain("canary");
        }
        assertThat(folder.resolve("lake/_commits")).doesNotExist();
    }

    @Test
    void whatDoesNotExistIs78() {
        try (SpotifyEmulator emulator = small()) {
            Cli cli = Cli.against(emulator);
            failed(run(cli, "browse:nowhere"), 78, "there is no category 'nowhere'");
            failed(run(cli, "ids:0000000000000000000000"), 78, "there is no playlist '0000000000000000000000'");
            failed(cli.call("verify", "--sink", "local:" + folder.resolve("no")), 78, "there is no dataset at");
        }
    }

    @Test
    void whatThisAppMayNotIs78() {
        try (SpotifyEmulator emulator =
                SpotifyEmulator.builder().profile(AppProfile.DEVELOPMENT).start()) {
            failed(run(Cli.against(emulator), "browse:party"), 78, "extended quota", "status 403", "use ids");
            failed(Cli.against(emulator).call("categories"), 78, "extended quota", "--source ids", "--source me");
        }
    }

    @Test
    void otherFailuresOfTheLibrary() {
        assertThat(ExitCode.of(new CommitUnknownException("?", null))).isEqualTo(75);
        assertThat(ExitCode.of(new StateException("?", null))).isEqualTo(78);
        assertThat(ExitCode.of(new AssertionError())).isEqualTo(70);
    }

    private static final class NoClock implements TimeSource {

        @Override
        public Instant now() {
            throw new IllegalStateException("no clock");
        }

        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public void sleep(Duration duration) {}
    }

    private static SpotifyEmulator small() {
        return SpotifyEmulator.builder().playlists(12).items(1, 120).start();
    }
}
