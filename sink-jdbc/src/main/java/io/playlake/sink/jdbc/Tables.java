package io.playlake.sink.jdbc;

import io.playlake.error.ConfigurationException;
import io.playlake.error.DataRefusedException;
import io.playlake.error.StateException;
import io.playlake.schema.Column;
import io.playlake.schema.ColumnType;
import io.playlake.schema.TableSchema;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The tables as they stand in the database: made and widened before anything is written to them, never inside of a
 * transaction, which some databases would commit for that. Thread-safe.
 */
final class Tables {

    /** The column that every table has besides its own: the number of the commit that added the row. */
    static final String COMMIT = "commit_seq";

    private static final int TRIES = 3;

    /** Where each table is made by itself, another process may be faster with each. */
    private static final int TRIES_FOUNDING = 60;

    private final Place place;
    private final boolean ddl;
    private final Map<String, TableSchema> known = new ConcurrentHashMap<>();

    Tables(Place place, boolean ddl) {
        this.place = place;
        this.ddl = ddl;
    }

    /** Returns whether there is a dataset here. */
    boolean exist() {
        return place.ask(
                "its tables cannot be listed", connection -> names(connection).contains(Ddl.HEAD));
    }

    /** Makes what is missing: the tables of the log, those given, and the views. */
    void ensureAll(List<TableSchema> tables) {
        changing("its tables cannot be made", connection -> {
            Set<String> there = ensureSchema(connection);
            for (Map.Entry<String, String> own : place.ddl().own().entrySet()) {
                ensure(connection, there, own.getKey(), List.of(own.getValue()));
            }
            Map<String, TableSchema> stored = columns(connection, null);
            for (TableSchema table : tables) {
                TableSchema found = stored.get(table.name());
                if (found == null) {
                    ensure(connection, there, table.name(), place.ddl().create(table));
                } else {
                    widen(connection, found, table);
                }
            }
            for (Map.Entry<String, String> view : place.ddl().views().entrySet()) {
                ensure(connection, there, view.getKey(), List.of(view.getValue()));
            }
        });
    }

    /** Makes the tables of state, if they are missing. */
    void ensureState() {
        changing("its tables of state cannot be made", connection -> {
            Set<String> there = ensureSchema(connection);
            Map<String, String> own = place.ddl().own();
            for (String table : List.of(Ddl.STATE, Ddl.STATE_POSITION)) {
                ensure(connection, there, table, List.of(own.getOrDefault(table, "")));
            }
        });
    }

    /**
     * Makes a table, or widens it by columns that may be null.
     *
     * @throws DataRefusedException if it would have to be narrowed
     */
    void ensure(TableSchema table) {
        for (Column column : table.columns()) {
            if (column.name().equals(COMMIT)) {
                throw new IllegalArgumentException(
                        "table " + table.name() + ": a column cannot be named " + COMMIT + " in a database");
            }
        }
        changing("table " + table.name() + " cannot be made", connection -> {
            TableSchema found = columns(connection, table.name()).get(table.name());
            if (found == null) {
                ensure(connection, Set.of(), table.name(), place.ddl().create(table));
            } else {
                widen(connection, found, table);
            }
        });
        known.remove(table.name());
    }

    private interface Change {
        void on(Connection connection) throws SQLException;
    }

    /** All of it at once, where the database can; again, if another process makes the same meanwhile. */
    private void changing(String failure, Change change) {
        SQLException last = null;
        for (int i = 0; i < (last != null && Failures.isThere(last) ? TRIES_FOUNDING : TRIES); i++) {
            try {
                place.with(connection -> {
                    connection.setAutoCommit(false);
                    change.on(connection);
                    connection.commit();
                    return place;
                });
                return;
            } catch (SQLException e) {
                last = e;
            }
        }
        throw Failures.of(place.name(), failure, Objects.requireNonNull(last));
    }

    private Set<String> ensureSchema(Connection connection) throws SQLException {
        String schema = place.schema();
        Set<String> there = names(connection);
        if (schema != null && ddl && there.isEmpty()) {
            run(connection, List.of(place.ddl().createSchema(schema)));
        }
        return there;
    }

    /** Returns a table as it stands, key included, without the column that names the commit. */
    TableSchema stored(String table) {
        return known.computeIfAbsent(
                table,
                name -> place.ask("table " + name + " cannot be looked at", connection -> {
                    TableSchema found = columns(connection, name).get(name);
                    if (found == null) {
                        throw new DataRefusedException(
                                place.name() + ": table " + name + " is missing, and commits name it", null);
                    }
                    return found;
                }));
    }

    /** Looks again where a column is missing, since somebody else may have added it. */
    TableSchema storedFor(TableSchema wanted) {
        TableSchema table = stored(wanted.name());
        Set<String> names = names(table);
        if (!names.containsAll(names(wanted))) {
            known.remove(wanted.name());
            table = stored(wanted.name());
        }
        return table;
    }

    static Set<String> names(TableSchema table) {
        Set<String> names = new HashSet<>();
        table.columns().forEach(column -> names.add(column.name()));
        return names;
    }

    private void ensure(Connection connection, Set<String> there, String name, List<String> statements)
            throws SQLException {
        if (there.contains(name)) {
            return;
        }
        if (!ddl) {
            throw new ConfigurationException(place.name() + ": " + name
                    + " is missing, and creating is switched off; run the script that JdbcSink.ddlScript returns");
        }
        try {
            run(connection, statements);
        } catch (SQLException e) {
            if (Failures.isDenied(e)) {
                throw new ConfigurationException(
                        place.name() + ": the user may not create " + name + " (" + Failures.reason(e)
                                + "); let somebody who may run the script that JdbcSink.ddlScript returns",
                        e);
            }
            throw e;
        }
    }

    private void widen(Connection connection, TableSchema found, TableSchema wanted) throws SQLException {
        Map<String, Column> before = byName(found);
        Map<String, Column> after = byName(wanted);
        for (Column column : found.columns()) {
            Column now = after.get(column.name());
            if (now == null) {
                throw refused(wanted, column, "is in the database, and no longer in the table");
            }
            if (textOrOther(now.type()) != column.type()) {
                throw refused(
                        wanted, column, "is " + column.type() + " in the database, and cannot become " + now.type());
            }
            if (now.nullable() != column.nullable()) {
                throw refused(
                        wanted,
                        column,
                        column.nullable()
                                ? "may be null in the database, and cannot become required"
                                : "is required in the database, and cannot become optional");
            }
        }
        for (Column column : wanted.columns()) {
            if (!before.containsKey(column.name())) {
                if (!column.nullable()) {
                    throw refused(wanted, column, "is new and required; a new one must be nullable");
                }
                ensure(connection, Set.of(), column.name(), List.of(place.ddl().addColumn(wanted, column)));
            }
        }
        if (!found.key().equals(wanted.key()) && !found.key().isEmpty()) {
            throw new DataRefusedException(
                    place.name() + ": table " + wanted.name() + " has the key " + found.key()
                            + " in the database, expected " + wanted.key(),
                    null);
        }
    }

    private DataRefusedException refused(TableSchema table, Column column, String what) {
        return new DataRefusedException(
                place.name() + ": table " + table.name() + ", column " + column.name() + " " + what, null);
    }

    private static Map<String, Column> byName(TableSchema table) {
        Map<String, Column> columns = new HashMap<>();
        table.columns().forEach(column -> columns.put(column.name(), column));
        return columns;
    }

    private static ColumnType textOrOther(ColumnType type) {
        return type == ColumnType.JSON ? ColumnType.STRING : type;
    }

    private static void run(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Returns the names of tables and views. */
    private Set<String> names(Connection connection) throws SQLException {
        Set<String> names = new HashSet<>();
        Scope scope = Scope.of(connection, place);
        try (ResultSet found = connection.getMetaData().getTables(scope.catalog(), scope.schema(), "%", null)) {
            while (found.next()) {
                names.add(found.getString("TABLE_NAME"));
            }
        }
        return names;
    }

    /** Returns tables of ours as they stand; null means all, and then without their keys. */
    private Map<String, TableSchema> columns(Connection connection, @Nullable String only) throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        Scope scope = Scope.of(connection, place);
        Map<String, List<Column>> columns = new TreeMap<>();
        Set<String> ours = new HashSet<>();
        try (ResultSet found = metaData.getColumns(scope.catalog(), scope.schema(), only == null ? "%" : only, "%")) {
            while (found.next()) {
                String table = found.getString("TABLE_NAME");
                String name = found.getString("COLUMN_NAME");
                if (name.equals(COMMIT)) {
                    ours.add(table);
                } else if (only == null || only.equals(table)) {
                    ColumnType type = place.dialect().typeOf(found.getString("TYPE_NAME"));
                    boolean nullable = found.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls;
                    List<Column> list = columns.computeIfAbsent(table, t -> new ArrayList<>());
                    list.add(new Column(list.size() + 1, name, type == null ? ColumnType.STRING : type, nullable, ""));
                }
            }
        }
        Map<String, TableSchema> tables = new HashMap<>();
        for (Map.Entry<String, List<Column>> table : columns.entrySet()) {
            if (ours.contains(table.getKey())) {
                List<String> key = key(metaData, scope, table.getKey());
                tables.put(table.getKey(), new TableSchema(table.getKey(), "", table.getValue(), key));
            } else if (only != null) {
                throw new StateException(
                        place.name() + ": table " + only + " is not one of Playlake: it has no column " + COMMIT
                                + "; choose another schema",
                        null);
            }
        }
        return tables;
    }

    private static List<String> key(DatabaseMetaData metaData, Scope scope, String table) throws SQLException {
        Map<Integer, String> key = new TreeMap<>();
        try (ResultSet found = metaData.getPrimaryKeys(scope.catalog(), scope.schema(), table)) {
            while (found.next()) {
                key.put(found.getInt("KEY_SEQ"), found.getString("COLUMN_NAME"));
            }
        }
        return List.copyOf(key.values());
    }

    /** Where metadata looks: what MariaDB calls a schema is a catalog to JDBC. */
    private record Scope(@Nullable String catalog, @Nullable String schema) {

        static Scope of(Connection connection, Place place) throws SQLException {
            String schema = place.schema();
            if (place.dialect() instanceof MariaDbDialect) {
                return new Scope(schema == null ? connection.getCatalog() : schema, null);
            }
            if (!place.dialect().hasSchemas()) {
                return new Scope(null, null);
            }
            return new Scope(connection.getCatalog(), schema == null ? connection.getSchema() : schema);
        }
    }
}
