package io.playlake.sink.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.emulator.SpotifyEmulator;
import io.playlake.run.DatasetCheck;
import io.playlake.run.RunReport;
import io.playlake.schema.Column;
import io.playlake.schema.TableSchema;
import io.playlake.sink.Dataset;
import io.playlake.table.SpotifyTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kills runs of a process of their own, and runs them again: the database must end as if nothing had happened. */
class KillTest {

    /** What differs from run to run. */
    private static final Set<String> OF_THE_RUN =
            Set.of("run_id", "extracted_at", "changed_after", "changed_by", "requested_at", "received_at", "etag");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    @DisplayName("Killed while it fetches and while it commits, a run ends as if nothing had happened")
    void killed(String kind) throws IOException, InterruptedException, SQLException {
        Random random = new Random(20261124);
        String killed = url(kind, "killed");
        String undisturbed = url(kind, "undisturbed");
        try (SpotifyEmulator emulator =
                SpotifyEmulator.builder().playlists(25).port(0).start()) {
            run(killed, emulator);
            run(undisturbed, emulator);
            emulator.advanceTo(6);
            long calls = run(undisturbed, emulator).callsMade();
            // Some while it fetches; some at or after the last call, when it loads and commits.
            for (long seen : new long[] {calls / 3, calls, calls}) {
                emulator.calls().reset();
                long pause = seen == calls ? random.nextLong(400_000_000) : 0;
                Process process = SinkRun.start(killed, folder.resolve("killed-work"), emulator);
                long at = Long.MAX_VALUE;
                while (process.isAlive() && System.nanoTime() < at) {
                    if (at == Long.MAX_VALUE && emulator.calls().count() >= seen) {
                        at = System.nanoTime() + pause;
                    }
                    Thread.onSpinWait();
                }
                process.destroyForcibly();
                assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            }
            RunReport report = run(killed, emulator);
            assertThat(report.failures()).isEmpty();
        }
        assertThat(contents(killed)).isEqualTo(contents(undisturbed));
        try (Dataset dataset = sink(killed).openExisting()) {
            assertThat(DatasetCheck.run(dataset).problems()).isEmpty();
            assertThat(dataset.log()).hasSize(2);
        }
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertThat(files.filter(file -> file.getFileName().toString().endsWith(".rows")))
                    .as("temporary files of the dead")
                    .isEmpty();
        }
    }

    private RunReport run(String url, SpotifyEmulator emulator) {
        String work = url.contains("undisturbed") ? "undisturbed-work" : "killed-work";
        return SinkRun.run(sink(url), folder.resolve(work), emulator, null);
    }

    private String url(String kind, String name) throws SQLException {
        if (kind.equals("sqlite")) {
            return "jdbc:sqlite:" + folder.resolve(name + ".db");
        }
        String database = RealPostgres.newDatabase();
        try (Connection connection = RealPostgres.connect(database)) {
            Sql.run(connection, "CREATE SCHEMA " + name);
        }
        return RealPostgres.url(database) + "?currentSchema=" + name;
    }

    private static JdbcSink sink(String url) {
        JdbcSink.Builder builder = JdbcSink.builder().url(url);
        if (!url.startsWith("jdbc:sqlite:")) {
            builder.user(RealPostgres.USER).password(RealPostgres.PASSWORD);
        }
        return builder.build();
    }

    /** Returns all rows of the tables of the catalogue, without what differs from run to run. */
    private static List<String> contents(String url) throws SQLException {
        List<String> contents = new ArrayList<>();
        try (Connection connection = url.startsWith("jdbc:sqlite:")
                ? DriverManager.getConnection(url)
                : DriverManager.getConnection(url, RealPostgres.USER, RealPostgres.PASSWORD)) {
            for (TableSchema table : SpotifyTables.all()) {
                if (Set.of("runs", "quality_results").contains(table.name())) {
                    continue;
                }
                String columns = table.columns().stream()
                        .map(Column::name)
                        .filter(name -> !OF_THE_RUN.contains(name))
                        .map(name -> '"' + name + '"')
                        .collect(Collectors.joining(", "));
                Sql.rows(connection, "SELECT " + columns + " FROM \"" + table.name() + '"').stream()
                        .map(row -> table.name() + ": " + row)
                        .sorted()
                        .forEach(contents::add);
            }
        }
        return contents;
    }
}
