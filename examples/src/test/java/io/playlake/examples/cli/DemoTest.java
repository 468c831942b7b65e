package io.playlake.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.examples.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {

    @TempDir
    Path folder;

    @Test
    void livesThroughAWeekAndThenAnother() throws SQLException {
        String lake = folder.resolve("my demo").toString();
        Result first = Cli.bare().call("demo", lake);
        assertThat(first.code()).isZero();
        assertThat(first.out())
                .startsWith("day ")
                .contains("2026-01-01", "2026-01-07", "together", "The lake is in " + lake);
        assertThat(first.err()).contains("day 7 of 7");

        String query = first.out()
                .lines()
                .filter(line -> line.startsWith("  duckdb -c "))
                .findFirst()
                .orElseThrow();
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement sql = duckdb.createStatement();
                ResultSet rows = sql.executeQuery(query.strip()
                        .substring("duckdb -c \"".length(), query.strip().length() - 1))) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt("versions")).isGreaterThan(1);
        }

        Result second = Cli.bare().call("demo", lake);
        assertThat(second.code()).isZero();
        assertThat(second.out()).contains("2026-01-08", "2026-01-14").doesNotContain("2026-01-07");
        assertThat(Cli.bare().call("runs", "--sink", "local:" + lake).out()).hasLineCount(16);
    }

    @Test
    void leavesOtherFoldersAlone() throws IOException {
        Files.createFile(folder.resolve("thesis.txt"));
        Result other = Cli.bare().call("demo", folder.toString());
        assertThat(other.code()).isEqualTo(78);
        assertThat(other.err())
                .contains(folder + " is not empty, and no earlier demo")
                .hasLineCount(1);
        assertThat(folder).isDirectoryContaining("glob:**thesis.txt").isDirectoryNotContaining("glob:**playlake.json");
        assertThat(Cli.bare()
                        .call("demo", folder.resolve("thesis.txt").toString())
                        .err())
                .contains("is not a folder");
    }
}
