package io.playlake.sink.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;

@Tag("mariadb")
class MariaDbRunsTest extends DatabaseRuns {

    private final String database = RealMariaDb.newDatabase();

    @Override
    JdbcSink sink() {
        return RealMariaDb.sink(database).build();
    }

    @Override
    Connection connect() throws SQLException {
        return RealMariaDb.connect(database);
    }
}
