package io.playlake.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.playlake.emulator.SpotifyEmulator;
import io.playlake.examples.cli.Cli.Result;
import io.playlake.schema.TableSchema;
import io.playlake.table.SpotifyTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs into several lakes, and copies from one to another. */
class SeveralSinksTest {

    @TempDir
    Path folder;

    private SpotifyEmulator emulator;
    private Cli cli;

    @BeforeEach
    void start() {
        emulator = SpotifyEmulator.builder().playlists(12).items(1, 30).start();
        cli = Cli.against(emulator);
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    private String lake(String name) {
        return "local:" + folder.resolve(name);
    }

    private Result run(int day, String... more) {
        emulator.advanceTo(day);
        List<String> args = Stream.concat(
                        Stream.of(
                                "run",
                                "--source",
                                "browse:*",
                                "--logical-date",
                                emulator.today().toString(),
                                "--progress",
                                "none"),
                        Stream.of(more))
                .toList();
        return cli.call(args.toArray(String[]::new));
    }

    private void assertSameRows(String copy, String original) throws SQLException {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement sql = duckdb.createStatement()) {
            for (TableSchema table : SpotifyTables.all()) {
                String here = rows(original, table);
                String there = rows(copy, table);
                assertThat(number(sql, here + " EXCEPT ALL " + there))
                        .as(table.name())
                        .isZero();
                assertThat(number(sql, there + " EXCEPT ALL " + here))
                        .as(table.name())
                        .isZero();
            }
            assertThat(number(sql, rows(copy, SpotifyTables.PLAYLIST_ITEMS.schema())))
                    .isPositive();
        }
        assertThat(cli.call("verify", "--sink", lake(copy)).code()).isZero();
    }

    private String rows(String lake, TableSchema table) {
        return "SELECT * FROM read_parquet('" + folder.resolve(lake) + "/" + table.name()
                + "/**/*.parquet', hive_partitioning = true)";
    }

    private static long number(Statement sql, String rows) throws SQLException {
        try (ResultSet result = sql.executeQuery("SELECT count(*) FROM (" + rows + ")")) {
            result.next();
            return result.getLong(1);
        }
    }

    @Test
    void forgetsInAllLakesAtOnce() throws SQLException {
        run(0, "--sink", lake("a"), "--sink", lake("b"));
        run(1, "--sink", lake("a"));
        String id = emulator.truth().playlists(0).get(0).id();
        String[] forget = {"forget", "--playlist", id, "--sink", lake("a"), "--sink", lake("b")};
        Result uneven = cli.call(forget);
        assertThat(uneven.code()).isEqualTo(78);
        assertThat(uneven.err()).contains("the sinks end with different commits, [1, 2]");
        assertThat(cli.call("replay", "--from", lake("a"), "--to", lake("b")).code())
                .isZero();
        Result forgotten = cli.call(forget);
        assertThat(forgotten.code()).isZero();
        assertThat(forgotten.out().lines().filter(line -> line.contains("commit 3")))
                .hasSize(2);
        assertThat(run(2, "--exclude", id, "--sink", lake("a"), "--sink", lake("b"))
                        .code())
                .isZero();
        assertSameRows("b", "a");
    }

    @Test
    void keepsAllLakesLevelAndSaysHowEachStands() throws SQLException {
        String[] sinks = {"--sink", lake("a"), "--sink", lake("b"), "--sink", "optional:" + lake("c")};
        Result first = run(0, sinks);
        assertThat(first.code()).isZero();
        assertThat(first.out())
                .contains("  where     " + lake("a") + "\n", "  also      " + lake("b") + ", 1 commit copied\n")
                .contains("  also      " + lake("c") + ", 1 commit copied\n");
        JsonObject report = JsonParser.parseString(run(1, "--sink", lake("a"), "--sink", lake("b"), "--json")
                        .out())
                .getAsJsonObject();
        assertThat(report.getAsJsonArray("sinks")).hasSize(2);
        assertThat(report.getAsJsonArray("sinks")
                        .get(1)
                        .getAsJsonObject()
                        .get("seq")
                        .getAsLong())
                .isEqualTo(2);
        assertThat(run(2, sinks).out()).contains("  also      " + lake("c") + ", 2 commits copied\n");
        assertSameRows("b", "a");
        assertSameRows("c", "a");
    }

    @Test
    void aRequiredLakeThatMissedARunIs74UntilItHasIt() throws IOException, SQLException {
        String[] sinks = {"--sink", lake("a"), "--sink", lake("b")};
        assertThat(run(0, sinks).code()).isZero();
        Path state = folder.resolve("b/_state");
        Files.move(state, folder.resolve("kept"));
        Files.createFile(state);

        Result behind = run(1, sinks);
        assertThat(behind.code()).isEqualTo(74);
        assertThat(behind.out())
                .startsWith("committed, but not everywhere: run ")
                .contains("  where     " + lake("a") + "\n", "  behind    " + lake("b") + ": ");
        assertThat(behind.err())
                .contains("playlake: warning: sink " + lake("b") + " is left behind: ")
                .contains("playlake: behind: the run is committed, and not yet in " + lake("b") + "; the same command");
        emulator.calls().reset();
        Result still = run(1, sinks);
        assertThat(still.code()).isEqualTo(74);
        assertThat(still.err()).contains("_state").hasLineCount(1);

        Files.delete(state);
        Files.move(folder.resolve("kept"), state);
        Result level = run(1, sinks);
        assertThat(level.code()).isZero();
        assertThat(level.out()).startsWith("committed before").contains("1 commit copied");
        assertThat(emulator.calls().count()).isZero();
        assertThat(emulator.calls().tokenCount()).isZero();
        assertSameRows("b", "a");
    }

    @Test
    void replayFillsANewLakeWithoutACall() throws SQLException {
        run(0, "--sink", lake("a"));
        run(1, "--sink", lake("a"));
        emulator.calls().reset();
        Cli bare = Cli.bare();
        Result replayed = bare.call("replay", "--from", lake("a"), "--to", lake("b"));
        assertThat(replayed.code()).isZero();
        assertThat(replayed.out())
                .startsWith(lake("b") + ": 2 commits copied, ")
                .endsWith(" rows, level with commit 2 of " + lake("a") + System.lineSeparator());
        assertThat(bare.call("replay", "--from", lake("a"), "--to", lake("b")).out())
                .startsWith(lake("b") + ": 0 commits copied, 0 rows, level with commit 2");
        assertThat(emulator.calls().count()).isZero();
        assertSameRows("b", "a");
        assertThat(bare.call("runs", "--sink", lake("b")).out())
                .isEqualTo(bare.call("runs", "--sink", lake("a")).out());

        Result joined = run(2, "--sink", lake("b"), "--sink", lake("a"));
        assertThat(joined.code()).as("any of them may be named first").isZero();
        assertSameRows("b", "a");
    }

    @Test
    void replayRefusesWhatItCannotContinue() {
        run(0, "--sink", lake("a"));
        run(1, "--sink", lake("b"));
        Result foreign = cli.call("replay", "--from", lake("a"), "--to", lake("b"));
        assertThat(foreign.code()).isEqualTo(78);
        assertThat(foreign.err())
                .contains(folder.resolve("b") + " has a history of its own")
                .hasLineCount(1);
        Result none = cli.call("replay", "--from", lake("none"), "--to", lake("c"));
        assertThat(none.code()).isEqualTo(78);
        assertThat(folder.resolve("c")).doesNotExist();
        Result run = run(2, "--sink", lake("a"), "--sink", lake("b"));
        assertThat(run.code()).isEqualTo(78);
    }

    @Test
    void takesSinksFromAFileThatCommandsOfOneLakeDoNotGuessFrom() throws IOException {
        Path config = Files.writeString(
                folder.resolve("p.properties"), "sink = " + lake("a") + "; optional:" + lake("b") + "\n");
        assertThat(run(0, "--config", config.toString()).code()).isZero();
        assertThat(folder.resolve("b/_commits")).isNotEmptyDirectory();
        Result verify = cli.call("verify", "--config", config.toString());
        assertThat(verify.code()).isEqualTo(64);
        assertThat(verify.err()).contains("--sink is there 2 times, expected the one lake to look at");
        assertThat(cli.call("verify", "--config", config.toString(), "--sink", lake("b"))
                        .code())
                .isZero();
        assertThat(cli.call("check", "--config", config.toString()).out())
                .contains(folder.resolve("a") + " holds 1 commit", folder.resolve("b") + " holds 1 commit");
    }
}
