package io.playlake.sink.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.emulator.SpotifyEmulator;
import io.playlake.run.DatasetCheck;
import io.playlake.run.RunReport;
import io.playlake.schema.TableSchema;
import io.playlake.sink.Commit;
import io.playlake.sink.DataFile;
import io.playlake.sink.Dataset;
import io.playlake.table.SpotifyTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kills a run into two lakes, in a process of its own, once the first has it: the second gets it without a call. */
class TwoLakesKillTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"before create tracks/, 1", "before putIfAbsent _commits/, 1", "after putIfAbsent _commits/, 2"})
    @DisplayName("Killed between the two commits, the second lake is level after the next run, which calls nothing")
    void betweenTheCommits(String moment, int commitsOfTheSecond)
            throws IOException, InterruptedException, SQLException {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        try (SpotifyEmulator emulator = SpotifyEmulator.builder().playlists(20).start()) {
            TwoLakesRun.run(first, second, emulator);
            emulator.advanceTo(3);
            kill(first, second, emulator, moment);
            assertThat(log(first)).hasSize(2);
            assertThat(log(second)).hasSize(commitsOfTheSecond);

            emulator.calls().reset();
            RunReport report = TwoLakesRun.run(first, second, emulator);
            assertThat(report.status()).isEqualTo(RunReport.Status.ALREADY_COMMITTED);
            assertThat(report.sinks().get(1).copied()).isEqualTo(2 - commitsOfTheSecond);
            assertThat(emulator.calls().count()).isZero();
            assertThat(emulator.calls().tokenCount()).isZero();
        }
        assertSame(first, second);
    }

    private void kill(Path first, Path second, SpotifyEmulator emulator, String moment)
            throws IOException, InterruptedException {
        Path marker = folder.resolve("marker");
        Process process = TwoLakesRun.start(first, second, emulator, moment, marker);
        while (process.isAlive() && !Files.exists(marker)) {
            Thread.onSpinWait();
        }
        process.destroyForcibly();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(marker).as("the run came to its moment").exists();
    }

    private static void assertSame(Path first, Path second) throws IOException, SQLException {
        assertThat(Validity.breaches(second)).isEmpty();
        try (DuckDb duck = new DuckDb(first, SpotifyTables.all())) {
            for (TableSchema table : SpotifyTables.all()) {
                String other = "SELECT * FROM read_parquet('" + second + "/" + table.name()
                        + "/**/*.parquet', hive_partitioning = true)";
                String one = "SELECT * FROM " + table.name();
                assertThat(duck.rows(one + " EXCEPT ALL " + other))
                        .as(table.name())
                        .isEmpty();
                assertThat(duck.rows(other + " EXCEPT ALL " + one))
                        .as(table.name())
                        .isEmpty();
            }
            assertThat(duck.number("SELECT count(*) FROM playlist_items")).isPositive();
        }
        assertThat(filesOnDisk(second)).as("no file that the log does not name").isEqualTo(named(second));
        try (Dataset dataset = LocalSink.at(second).openExisting()) {
            assertThat(DatasetCheck.run(dataset).problems()).isEmpty();
        }
    }

    private static List<Commit> log(Path lake) {
        try (Dataset dataset = LocalSink.at(lake).openExisting()) {
            return dataset.log();
        }
    }

    private static Set<String> filesOnDisk(Path lake) throws IOException {
        try (Stream<Path> files = Files.walk(lake)) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .map(file -> lake.relativize(file).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Set<String> named(Path lake) {
        return log(lake).stream()
                .flatMap(commit -> commit.tables().values().stream())
                .flatMap(List::stream)
                .map(DataFile::path)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
