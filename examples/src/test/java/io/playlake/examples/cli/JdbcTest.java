package io.playlake.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.emulator.SpotifyEmulator;
import io.playlake.examples.cli.Cli.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line with a database as the lake, and as the place of state. */
class JdbcTest {

    private static final String PASSWORD = "canary-p4ssw0rd";

    @TempDir
    Path folder;

    private SpotifyEmulator emulator;
    private String database;

    @BeforeEach
    void start() {
        emulator = SpotifyEmulator.builder().playlists(15).items(1, 30).start();
        database = "jdbc:sqlite:" + folder.resolve("lake.db");
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    private Result run(String sink, String date, String... more) {
        List<String> all = new ArrayList<>(
                List.of("run", "--sink", sink, "--source", "browse:*", "--progress", "none", "--logical-date", date));
        all.addAll(List.of("--work", folder.resolve("work").toString()));
        all.addAll(List.of(more));
        return Cli.against(emulator)
                .with("PLAYLAKE_JDBC_USER", "lake")
                .with("PLAYLAKE_JDBC_PASSWORD", PASSWORD)
                .call(all.toArray(String[]::new));
    }

    @Test
    @DisplayName("A database is a lake like any other")
    void isALake() {
        Result probe = Cli.against(emulator).call("check", "--sink", database);
        assertThat(probe.out()).contains(database + " holds no lake yet");
        assertThat(folder.resolve("lake.db")).doesNotExist();
        for (int day = 1; day <= 2; day++) {
            emulator.advanceTo(day);
            Result result = run(database, "2026-01-0" + day, "--state", database);
            assertThat(result.err()).isEmpty();
            assertThat(result.code()).isZero();
        }
        assertThat(run(database, "2026-01-02").code()).isZero();
        assertThat(Cli.bare().call("runs", "--sink", database).out()).contains("20260101T000000Z", "20260102T000000Z");
        assertThat(Cli.bare().call("verify", "--sink", database).code()).isZero();
        assertThat(Cli.against(emulator).call("check", "--sink", database).out())
                .contains(database + " holds 2 commits");
        Result sql = Cli.bare().call("sql", "--sink", database);
        assertThat(sql.code()).isEqualTo(64);
        assertThat(sql.err()).contains("the tables are in the database as they are");
    }

    @Test
    @DisplayName("A database holds the state of a lake that is elsewhere")
    void keepsState() {
        String lake = "local:" + folder.resolve("lake");
        assertThat(run(lake, "2026-01-01", "--state", database).code()).isZero();
        emulator.calls().reset();
        assertThat(run(lake, "2026-01-02", "--state", database).code()).isZero();
        assertThat(emulator.calls().byEndpoint())
                .containsOnlyKeys("/browse/categories", "/browse/categories/{id}/playlists");
        Result rebuilt = Cli.bare().call("rebuild-state", "--sink", lake, "--state", database);
        assertThat(rebuilt.out()).contains("level with commit 2 of ");
    }

    @Test
    @DisplayName("A password belongs in the environment, and is never shown")
    void refusesPasswords() {
        for (String url : List.of(
                "jdbc:postgresql://lake:" + PASSWORD + "@localhost/lake",
                "jdbc:postgresql://localhost/lake?password=" + PASSWORD,
                "jdbc:mariadb://localhost/lake?user=lake&trustStorePassword=" + PASSWORD)) {
            Result result = run(url, "2026-01-01");
            assertThat(result.code()).isEqualTo(64);
            assertThat(result.all()).contains("password").doesNotContain(PASSWORD);
        }
        Result unreachable = run("jdbc:postgresql://localhost:1/lake", "2026-01-01");
        assertThat(unreachable.code()).isEqualTo(74);
        assertThat(unreachable.err())
                .contains("jdbc:postgresql://localhost:1/lake")
                .doesNotContain(PASSWORD);
        Result unknown = run("jdbc:h2:mem:lake", "2026-01-01");
        assertThat(unknown.code()).isEqualTo(78);
        assertThat(unknown.err()).contains("no JDBC driver", "PostgreSQL, MySQL or MariaDB, SQLite and DuckDB");
    }

    @Test
    @DisplayName("The statements can be had for somebody else to run")
    void printsDdl() {
        Result result = Cli.bare().call("ddl", "--database", "postgresql", "--schema", "music");
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .startsWith("CREATE SCHEMA IF NOT EXISTS \"music\";")
                .contains("CREATE TABLE \"music\".\"playlist_items\" (", "CREATE VIEW \"music\".\"latest_tracks\" AS");
        assertThat(Files.exists(folder.resolve("lake.db"))).isFalse();
    }
}
