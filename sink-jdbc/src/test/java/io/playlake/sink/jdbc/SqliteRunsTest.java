package io.playlake.sink.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

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
}
