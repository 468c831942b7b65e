package io.playlake.sink.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

class PostgresRunsTest extends DatabaseRuns {

    private final String database = RealPostgres.newDatabase();

    @Override
    JdbcSink.Builder settings() {
        return RealPostgres.sink(database);
    }

    @Override
    JdbcDatabase database() {
        return JdbcDatabase.POSTGRESQL;
    }

    @Override
    Connection connect() throws SQLException {
        return RealPostgres.connect(database);
    }
}
