package io.playlake.sink.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

class PostgresRunsTest extends DatabaseRuns {

    private final String database = RealPostgres.newDatabase();

    @Override
    JdbcSink sink() {
        return RealPostgres.sink(database).build();
    }

    @Override
    Connection connect() throws SQLException {
        return RealPostgres.connect(database);
    }
}
