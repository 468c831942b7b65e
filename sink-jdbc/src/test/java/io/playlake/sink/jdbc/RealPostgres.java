package io.playlake.sink.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** A PostgreSQL server, one for all tests of a JVM, with a database of its own for each test that asks. */
final class RealPostgres {

    static final String USER = "lake";
    static final String PASSWORD = "canary-of-the-elephant";

    private static final EmbeddedPostgres SERVER = start();
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private RealPostgres() {}

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "60")
                    .start();
            wantPassword(server);
            return server;
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("the PostgreSQL server does not start", e);
        }
    }

    /** Out of the box everybody may do everything. */
    private static void wantPassword(EmbeddedPostgres server) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection()) {
            Sql.run(connection, "CREATE ROLE " + USER + " SUPERUSER LOGIN PASSWORD '" + PASSWORD + "'");
            String file = Sql.rows(connection, "SHOW hba_file").get(0);
            Sql.run(
                    connection,
                    "COPY (SELECT * FROM (VALUES ('host all postgres all trust'), ('host all all all scram-sha-256')) l)"
                            + " TO '" + file + "'");
            Sql.run(connection, "SELECT pg_reload_conf()");
        }
    }

    static int port() {
        return SERVER.getPort();
    }

    /** Makes a database and returns its name. */
    static String newDatabase() {
        String name = "lake" + DATABASES.incrementAndGet();
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return name;
    }

    static String url(String database) {
        return "jdbc:postgresql://localhost:" + port() + "/" + database;
    }

    static Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), USER, PASSWORD);
    }

    static JdbcSink.Builder sink(String database) {
        return JdbcSink.builder().url(url(database)).user(USER).password(PASSWORD);
    }
}
