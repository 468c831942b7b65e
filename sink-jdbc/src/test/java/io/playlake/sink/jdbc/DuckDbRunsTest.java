package io.playlake.sink.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

class DuckDbRunsTest extends DatabaseRuns {

    private String url() {
        return "jdbc:duckdb:" + folder().resolve("lake.duckdb");
    }

    @Override
    JdbcSink.Builder settings() {
        return JdbcSink.builder().url(url());
    }

    @Override
    JdbcDatabase database() {
        return JdbcDatabase.DUCKDB;
    }

    @Override
    Connection connect() throws SQLException {
        return DriverManager.getConnection(url());
    }
}
