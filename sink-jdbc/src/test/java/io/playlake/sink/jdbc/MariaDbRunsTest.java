package io.playlake.sink.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;

@Tag("mariadb")
class MariaDbRunsTest extends DatabaseRuns {

    private final String database = RealMariaDb.newDatabase();

    @Override
    JdbcSink.Builder settings() {
        return RealMariaDb.sink(database);
    }

    @Override
    JdbcDatabase database() {
        return JdbcDatabase.MARIADB;
    }

    @Override
    Connection connect() throws SQLException {
        return RealMariaDb.connect(database);
    }
}
