package io.playlake.sink.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.emulator.SpotifyEmulator;
import io.playlake.run.Maintenance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SqliteRunsTest extends DatabaseRuns {

    private String url() {
        return "jdbc:sqlite:" + folder().resolve("lake.db");
    }

    @Override
    JdbcSink.Builder settings() {
        return JdbcSink.builder().url(url());
    }

    @Override
    JdbcDatabase database() {
        return JdbcDatabase.SQLITE;
    }

    @Override
    Connection connect() throws SQLException {
        return DriverManager.getConnection(url());
    }

    @Test
    @DisplayName("No byte of a forgotten playlist is left in the file")
    void leavesNoByte() throws IOException {
        String id;
        try (SpotifyEmulator emulator = SpotifyEmulator.builder().playlists(12).start()) {
            SinkRun.run(settings().build(), folder().resolve("work"), emulator, null);
            id = listed(emulator, 0).iterator().next();
        }
        assertThat(bytes()).contains(id);
        Maintenance.builder()
                .sink(settings().build())
                .workDirectory(folder().resolve("work"))
                .build()
                .forgetPlaylist(id);
        assertThat(bytes()).doesNotContain(id);
    }

    private String bytes() throws IOException {
        StringBuilder all = new StringBuilder();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder(), "lake.db*")) {
            for (Path file : files) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }
}
