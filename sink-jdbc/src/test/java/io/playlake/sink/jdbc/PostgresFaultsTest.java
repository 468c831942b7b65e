package io.playlake.sink.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Statements are sent as text each time, so that the proxy sees them. */
class PostgresFaultsTest extends ServerFaults {

    private final String database = RealPostgres.newDatabase();

    @Override
    int port() {
        return RealPostgres.port();
    }

    @Override
    Connection connect() throws SQLException {
        return RealPostgres.connect(database);
    }

    @Override
    JdbcSink.Builder sink(int port) {
        return JdbcSink.builder()
                .url("jdbc:postgresql://localhost:" + port + "/" + database + "?prepareThreshold=0")
                .user(RealPostgres.USER)
                .password(RealPostgres.PASSWORD);
    }

    @Override
    void hurryLocks(Connection connection) throws SQLException {
        Sql.run(connection, "ALTER DATABASE " + database + " SET lock_timeout = '200ms'");
    }

    @Override
    String insertInto(String table, String run, int position) {
        return "INSERT INTO " + table + " VALUES ('" + run + "', " + position + ", 'x', 99)";
    }

    @Override
    void awaitBlocked() throws Exception {
        try (Connection connection = connect()) {
            while (Sql.rows(connection, "SELECT 1 FROM pg_locks WHERE NOT granted")
                    .isEmpty()) {
                Thread.onSpinWait();
            }
        }
    }
}
