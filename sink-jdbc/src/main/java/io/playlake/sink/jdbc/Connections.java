package io.playlake.sink.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Where connections come from: a pool of the user's, or a URL, of which one connection is kept for the next. Thread-safe. */
final class Connections implements AutoCloseable {

    private static final int ANSWER_SECONDS = 5;
    private static final String SQLITE_WAIT_MILLIS = "10000";

    private final @Nullable DataSource dataSource;
    private final String url;
    private final Properties properties;
    private @Nullable Connection idle;
    private boolean closed;

    private Connections(@Nullable DataSource dataSource, String url, Properties properties) {
        this.dataSource = dataSource;
        this.url = url;
        this.properties = properties;
    }

    static Connections of(DataSource dataSource) {
        return new Connections(dataSource, "", new Properties());
    }

    static Connections of(String url, Properties properties) {
        return new Connections(null, url, properties);
    }

    /** Takes a connection, which commits each statement by itself; to be given back or discarded. */
    Connection take() throws SQLException {
        if (dataSource != null) {
            Connection connection = dataSource.getConnection();
            connection.setAutoCommit(true);
            return connection;
        }
        Connection kept = takeIdle();
        if (kept != null) {
            if (kept.isValid(ANSWER_SECONDS)) {
                return kept;
            }
            discard(kept);
        }
        return url.startsWith("jdbc:sqlite:") ? sqlite() : DriverManager.getConnection(url, properties);
    }

    private Connection sqlite() throws SQLException {
        Properties all = new Properties();
        all.putAll(properties);
        // Who reads first and would write then is refused at once where another writes; who says so first waits.
        all.setProperty("transaction_mode", "IMMEDIATE");
        all.setProperty("busy_timeout", SQLITE_WAIT_MILLIS);
        Connection connection = DriverManager.getConnection(url, all);
        try (Statement statement = connection.createStatement()) {
            // Readers and the writer do not keep each other waiting, and a commit outlives a loss of power.
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            // What is deleted is overwritten, so that the file does not hold what was forgotten.
            statement.execute("PRAGMA secure_delete = ON");
        } catch (SQLException e) {
            discard(connection);
            throw e;
        }
        return connection;
    }

    private synchronized @Nullable Connection takeIdle() {
        Connection kept = idle;
        idle = null;
        return kept;
    }

    /** Takes back a connection whose work succeeded. */
    void give(Connection connection) {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            discard(connection);
            return;
        }
        if (dataSource != null || !keep(connection)) {
            discard(connection);
        }
    }

    private synchronized boolean keep(Connection connection) {
        if (closed || idle != null) {
            return false;
        }
        idle = connection;
        return true;
    }

    /** Closes a connection, whatever its state. */
    static void discard(Connection connection) {
        try {
            if (!connection.isClosed() && !connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            // It is of no use any more, and closed below.
        }
        try {
            connection.close();
        } catch (SQLException e) {
            // What cannot be closed is closed already.
        }
    }

    @Override
    public void close() {
        Connection kept;
        synchronized (this) {
            closed = true;
            kept = idle;
            idle = null;
        }
        if (kept != null) {
            discard(kept);
        }
    }
}
