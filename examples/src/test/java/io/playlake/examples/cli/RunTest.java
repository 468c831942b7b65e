package io.playlake.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.playlake.emulator.AppProfile;
import io.playlake.emulator.SpotifyEmulator;
import io.playlake.examples.cli.Cli.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs against the emulator, looked at with DuckDB and with the other commands. */
class RunTest {

    @TempDir
    Path folder;

    private SpotifyEmulator emulator;
    private Cli cli;
    private String sink;

    @BeforeEach
    void start() {
        emulator = SpotifyEmulator.builder().playlists(15).items(1, 130).start();
        cli = Cli.against(emulator);
        sink = "local:" + folder.resolve("it's a [lake]");
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    private Result run(String date, String... more) {
        List<String> args = Stream.concat(
                        Stream.of("run", "--source", "browse:*", "--sink", sink, "--logical-date", date),
                        Stream.of(more))
                .toList();
        return cli.call(args.toArray(String[]::new));
    }

    private static JsonObject json(Result result) {
        return JsonParser.parseString(result.out()).getAsJsonObject();
    }

    @Test
    void keepsWhatTheApiHolds() throws SQLException {
        JsonObject report = json(run("2026-01-01", "--json"));
        assertThat(report.get("status").getAsString()).isEqualTo("COMMITTED");
        assertThat(report.get("run_id").getAsString()).startsWith("20260101T000000Z-");
        int listed = report.get("playlists_listed").getAsInt();
        assertThat(report.get("playlists_fetched").getAsInt()).isEqualTo(listed).isPositive();
        long calls = report.getAsJsonObject("calls").entrySet().stream()
                .mapToLong(entry -> entry.getValue().getAsLong())
                .sum();
        assertThat(calls).isEqualTo(emulator.calls().count());

        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement sql = duckdb.createStatement()) {
            sql.execute(cli.call("sql", "--sink", sink).out());
            assertThat(number(sql, "SELECT count(*) FROM playlists")).isEqualTo(listed);
            assertThat(number(sql, "SELECT count(*) FROM playlist_items"))
                    .isEqualTo(number(sql, "SELECT sum(items_received) FROM playlists"))
                    .isPositive();
            assertThat(number(sql, "SELECT count(*) FROM playlist_items i ANTI JOIN playlists p USING (content_hash)"))
                    .isZero();
        }
        Result verified = cli.call("verify", "--sink", sink);
        assertThat(verified.out()).contains("1 commit,", "0 problems");
        assertThat(verified.code()).isZero();
    }

    @Test
    void theSameDateAgainDoesNothingAndCallsNothing() {
        assertThat(run("2026-01-01").code()).isZero();
        emulator.calls().reset();
        Result again = run("2026-01-01T00:00:00Z");
        assertThat(again.code()).isZero();
        assertThat(again.out()).startsWith("committed before, nothing to do: run 20260101T000000Z-");
        assertThat(json(run("2026-01-01", "--json")).get("status").getAsString())
                .isEqualTo("ALREADY_COMMITTED");
        assertThat(emulator.calls().count()).isZero();
        assertThat(emulator.calls().tokenCount()).isZero();
    }

    @Test
    void refreshesAndEnrichesWhatIsAskedFor() throws SQLException {
        run("2026-01-01");
        JsonObject plain = json(run("2026-01-02", "--json"));
        assertThat(plain.getAsJsonObject("calls").has("/playlists/{id}")).isFalse();
        JsonObject report =
                json(run("2026-01-03", "--json", "--refresh", "popularity,followers", "--enrich", "artists"));
        JsonObject calls = report.getAsJsonObject("calls");
        assertThat(calls.get("/playlists/{id}").getAsInt())
                .isEqualTo(report.get("playlists_listed").getAsInt());
        assertThat(report.get("playlists_fetched").getAsInt()).isZero();

        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement sql = duckdb.createStatement()) {
            sql.execute(cli.call("sql", "--sink", sink).out());
            String last = " WHERE run_id LIKE '20260103%'";
            assertThat(number(sql, "SELECT count(followers) FROM playlists" + last))
                    .isEqualTo(report.get("playlists_listed").getAsInt());
            assertThat(number(sql, "SELECT count(followers) FROM playlists WHERE run_id LIKE '20260102%'"))
                    .isZero();
            long tracks = number(sql, "SELECT count(DISTINCT item_id) FROM playlist_items WHERE item_type = 'track'");
            assertThat(number(sql, "SELECT count(popularity) FROM tracks" + last))
                    .isEqualTo(tracks);
            assertThat(calls.get("/tracks").getAsLong()).isEqualTo((tracks + 49) / 50);
            long artists = number(sql, "SELECT count(DISTINCT artist_id) FROM track_artists" + last);
            assertThat(number(sql, "SELECT count(genres) FROM artists" + last)).isGreaterThanOrEqualTo(artists);
            assertThat(number(sql, "SELECT count(*) - count(genres) FROM artists" + last))
                    .isZero();
        }
        assertThat(cli.call("verify", "--sink", sink).code()).isZero();
        assertThat(json(run("2026-01-04", "--json", "--refresh=popularity", "--refresh=followers", "--enrich=artists"))
                        .getAsJsonObject("calls")
                        .has("/artists"))
                .as("no artist is enriched twice")
                .isFalse();
    }

    @Test
    void anotherDateFetchesWhatChanged() {
        JsonObject first = json(run("2026-01-01", "--json"));
        JsonObject second = json(run("2026-01-02", "--json"));
        assertThat(second.get("playlists_fetched").getAsInt()).isZero();
        assertThat(second.get("calls_saved").getAsInt()).isPositive();
        assertThat(json(run("2026-01-03", "--json", "--full"))
                        .get("playlists_fetched")
                        .getAsInt())
                .isEqualTo(first.get("playlists_listed").getAsInt());

        Result runs = cli.call("runs", "--sink", sink);
        assertThat(runs.out()).hasLineCount(5).contains("2026-01-02T00:00:00Z  yes");
        JsonArray array = JsonParser.parseString(
                        cli.call("runs", "--sink", sink, "--json").out())
                .getAsJsonArray();
        assertThat(array).hasSize(3);
        assertThat(array.get(1).getAsJsonObject().get("playlists_due").getAsInt())
                .isZero();
        assertThat(array.get(1).getAsJsonObject().get("run_id")).isEqualTo(second.get("run_id"));
    }

    @Test
    void saysInAFewLinesWhatCameOfIt() {
        Result result = run("2026-01-01", "--progress", "plain");
        assertThat(result.out())
                .startsWith("committed: run 20260101T000000Z-")
                .contains("playlists ", " failed", "calls ", " saved", "rows ", "where ", folder.toString());
        assertThat(result.err()).contains(" in 4 categories listed, ");
        assertThat(run("2026-01-02", "--progress", "none").err()).isEmpty();
    }

    @Test
    void drawsABarOnATerminal() {
        cli.onTerminal();
        Result result = run("2026-01-01");
        assertThat(result.err())
                .contains("\r\u001b[K[..", "\r\u001b[K[##############################] fetched ")
                .endsWith("\r\u001b[K")
                .doesNotContain("\n");
        assertThat(run("2026-01-02", "--progress", "plain").err()).doesNotContain("\r");
    }

    @Test
    void keepsStateInAFileWhereAsked() {
        Path state = folder.resolve("state");
        assertThat(run("2026-01-01", "--state", "local:" + state, "--work", folder + "/work")
                        .code())
                .isZero();
        assertThat(state).isNotEmptyFile();
        assertThat(json(run("2026-01-02", "--state", "local:" + state, "--json"))
                        .get("playlists_fetched")
                        .getAsInt())
                .isZero();
    }

    @Test
    void takesSourcesFromAVariableAndOptionsFromAFile() throws IOException {
        String id = emulator.truth().playlists(0).get(0).id();
        Path ids = Files.writeString(folder.resolve("ids"), "# one\nspotify:playlist:" + id + "\n");
        Path config = Files.writeString(
                folder.resolve("c.properties"), "sink = " + sink + "\njson = true\nlogical-date = 2026-01-01\n");
        Result result = cli.with("PLAYLAKE_SOURCE", "browse:party;ids:@" + ids + "=mine")
                .call("run", "--config", config.toString());
        assertThat(json(result).get("categories").getAsInt()).isEqualTo(2);
    }

    @Test
    void readsThePlaylistsOfAUser() {
        cli.with("SPOTIFY_REFRESH_TOKEN", SpotifyEmulator.REFRESH_TOKEN);
        Result result = cli.call("run", "--source", "me", "--sink", sink, "--json");
        assertThat(json(result).get("playlists_fetched").getAsInt()).isPositive();
    }

    @Test
    void listsCategories() {
        Result result = cli.call("categories");
        assertThat(result.code()).isZero();
        assertThat(result.out()).startsWith("id ").contains("party  ").hasLineCount(6);
    }

    @Test
    void checksWhatWorks() throws IOException {
        Result extended = cli.call("check", "--sink", sink);
        assertThat(extended.code()).isZero();
        assertThat(extended.out())
                .containsPattern("credentials +ok")
                .containsPattern("app +extended")
                .containsPattern("source browse +ok")
                .containsPattern("source me +no")
                .containsPattern("sink +ok");
        assertThat(folder.resolve("it's a [lake]")).doesNotExist();

        Files.createFile(folder.resolve("file"));
        Result noSink = cli.call("check", "--sink", "local:" + folder.resolve("file"));
        assertThat(noSink.out()).containsPattern("sink +no");
        assertThat(noSink.code()).isEqualTo(78);

        Result refused = cli.with("SPOTIFY_CLIENT_SECRET", "wrong").call("check");
        assertThat(refused.out()).containsPattern("credentials +no");
        assertThat(refused.code()).isEqualTo(77);
    }

    @Test
    void checksAnAppInDevelopmentMode() {
        try (SpotifyEmulator development =
                SpotifyEmulator.builder().profile(AppProfile.DEVELOPMENT).start()) {
            Result result = Cli.against(development)
                    .with("SPOTIFY_REFRESH_TOKEN", SpotifyEmulator.REFRESH_TOKEN)
                    .call("check");
            assertThat(result.out())
                    .containsPattern("app +development")
                    .containsPattern("source browse +no")
                    .containsPattern("source me +ok");
            assertThat(result.code()).isZero();
        }
    }

    @Test
    void writesNoSecretAnywhere() throws IOException {
        cli.with("SPOTIFY_REFRESH_TOKEN", SpotifyEmulator.REFRESH_TOKEN).with("PLAYLAKE_DEBUG", "1");
        StringBuilder said = new StringBuilder(run("2026-01-01").all());
        emulator.faults().on("/browse/*").answer(400, SpotifyEmulator.CLIENT_SECRET, Map.of());
        said.append(run("2026-01-02").all())
                .append(cli.call("check", "--sink", sink).all());
        said.append(cli.call("run", "--api-url", "http://me:" + SpotifyEmulator.CLIENT_SECRET + "@127.0.0.1/")
                .all());
        said.append(cli.call("run", "--client-secret", SpotifyEmulator.CLIENT_SECRET)
                .all());
        said.append(cli.call("run", "--client-secret=" + SpotifyEmulator.CLIENT_SECRET)
                .all());
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                said.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(said).doesNotContain(SpotifyEmulator.CLIENT_SECRET, SpotifyEmulator.REFRESH_TOKEN, "Bearer ");
    }

    private static long number(Statement sql, String query) throws SQLException {
        try (ResultSet rows = sql.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
