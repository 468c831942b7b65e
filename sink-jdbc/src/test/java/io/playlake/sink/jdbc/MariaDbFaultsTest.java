package io.playlake.sink.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;

@Tag("mariadb")
class MariaDbFaultsTest extends ServerFaults {

    private final String database = RealMariaDb.newDatabase();

    @Override
    int port() {
        return RealMariaDb.port();
    }

    @Override
    Connection connect() throws SQLException {
        return RealMariaDb.connect(database);
    }

    @Override
    JdbcSink.Builder sink(int port) {
        return JdbcSink.builder()
                .url("jdbc:mariadb://127.0.0.1:" + port + "/" + database
                        + "?sslMode=disable&sessionVariables=innodb_lock_wait_timeout=1")
                .user(RealMariaDb.USER)
                .password(RealMariaDb.PASSWORD);
    }

    @Override
    void hurryLocks(Connection connection) {
        // All connections of the sink are told to.
    }

    @Override
    String insertInto(String table, String run, int position) {
        return "INSERT INTO " + table + " VALUES ('" + run + "', " + position + ", 'x', 99)";
    }

    @Override
    void awaitBlocked() throws Exception {
        try (Connection connection = connect()) {
            while (Sql.rows(
                            connection,
                            "SELECT 1 FROM information_schema.processlist WHERE info LIKE 'INSERT INTO `events`%'")
                    .isEmpty()) {
                Thread.onSpinWait();
            }
        }
    }
}
