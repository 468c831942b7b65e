package io.playlake.sink.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A database, and the schema in it. Thread-safe. */
final class Place implements AutoCloseable {

    private final Connections connections;
    private final Dialect dialect;
    private final @Nullable String schema;
    private final String name;
    private final Ddl ddl;

    Place(Connections connections, Dialect dialect, @Nullable String schema, String name) {
        this.connections = connections;
        this.dialect = dialect;
        this.schema = schema;
        this.name = name;
        this.ddl = new Ddl(dialect, schema);
    }

    interface Work<T extends @Nullable Object> {
        T with(Connection connection) throws SQLException;
    }

    Connections connections() {
        return connections;
    }

    Dialect dialect() {
        return dialect;
    }

    Ddl ddl() {
        return ddl;
    }

    @Nullable
    String schema() {
        return schema;
    }

    /** Returns where it is, without secrets. */
    String name() {
        return name;
    }

    /** Returns a table, quoted and qualified. */
    String table(String table) {
        return ddl.table(table);
    }

    /** Does work on a connection that commits each statement by itself. */
    <T extends @Nullable Object> T ask(String failure, Work<T> work) {
        try {
            return with(work);
        } catch (SQLException e) {
            throw Failures.of(name, failure, e);
        }
    }

    <T extends @Nullable Object> T with(Work<T> work) throws SQLException {
        Connection connection = connections.take();
        boolean whole = false;
        try {
            T result = work.with(connection);
            whole = true;
            return result;
        } finally {
            if (whole) {
                connections.give(connection);
            } else {
                Connections.discard(connection);
            }
        }
    }

    @Override
    public void close() {
        connections.close();
    }

    @Override
    public String toString() {
        return name;
    }
}
