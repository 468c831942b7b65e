package io.playlake.sink.jdbc;

import io.playlake.error.ConfigurationException;
import io.playlake.error.StateException;
import io.playlake.sink.Dataset;
import io.playlake.sink.Sink;
import io.playlake.table.SpotifyTables;
import io.playlake.time.TimeSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Tables in PostgreSQL, MySQL or MariaDB, SQLite, or DuckDB. The driver is the user's to bring. Immutable and thread-safe.
 *
 * <p>Each table has one column more than its schema, {@code commit_seq}, the number of the commit that added the row. The
 * log is in {@code playlake_head} and {@code playlake_commits}; the views {@code latest_playlists}, {@code
 * latest_playlist_items}, {@code latest_tracks}, {@code latest_artists} and {@code playlist_item_intervals} are for people.
 *
 * <p>A run keeps its rows in temporary files until it commits, and loads them in one transaction, which is repeated whole
 * after a deadlock, a serialization failure or a lost connection.
 */
public final class JdbcSink implements Sink {

    private static final Pattern SCHEMA = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

    private final @Nullable DataSource dataSource;
    private final @Nullable String url;
    private final Properties properties;
    private final @Nullable String schema;
    private final boolean ddl;
    private final TimeSource time;

    private JdbcSink(Builder builder) {
        this.dataSource = builder.dataSource;
        this.url = builder.url;
        this.schema = builder.schema;
        this.ddl = builder.ddl;
        this.time = builder.time;
        this.properties = new Properties();
        if (builder.user != null) {
            properties.setProperty("user", builder.user);
        }
        if (builder.password != null) {
            properties.setProperty("password", builder.password);
        }
    }

    /** Starts the settings of a sink. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the statements that make all tables and views, each ended by a semicolon, for a role that may.
     *
     * @param schema that is made first and qualifies every name; null for the one that the role's connections are in
     */
    public static String ddlScript(JdbcDatabase database, @Nullable String schema) {
        if (schema != null) {
            checkSchema(schema);
        }
        return new Ddl(Dialect.of(database), schema)
                .everything(SpotifyTables.all()).stream()
                        .map(statement -> statement.strip() + ";\n")
                        .collect(Collectors.joining("\n"));
    }

    @Override
    public String name() {
        String place = url == null ? "jdbc:" + dataSourceName() : JdbcUrl.shown(url);
        return schema == null ? place : place + " schema " + schema;
    }

    private String dataSourceName() {
        return dataSource == null ? "" : dataSource.getClass().getSimpleName();
    }

    /**
     * {@inheritDoc}
     *
     * @throws ConfigurationException if the database is none of the known ones, there is no driver for it, or the tables
     *     are missing and may not be made
     * @throws io.playlake.error.CredentialsException if user or password are refused
     * @throws io.playlake.error.DataRefusedException if a table would have to be narrowed
     */
    @Override
    public Dataset open() {
        return opened(place -> {
            Tables tables = new Tables(place, ddl);
            tables.ensureAll(SpotifyTables.all());
            JdbcLog log = new JdbcLog(place);
            byte[] id = new byte[16];
            new SecureRandom().nextBytes(id);
            JdbcLog.Head head =
                    log.head().orElseGet(() -> log.found(HexFormat.of().formatHex(id)));
            return new JdbcDataset(place, tables, log, time, head.datasetId());
        });
    }

    @Override
    public Dataset openExisting() {
        Optional<Path> file = url == null ? Optional.empty() : JdbcUrl.path(url);
        if (file.isPresent() && !Files.exists(file.get())) {
            throw new ConfigurationException("there is no dataset at " + name() + ": the file does not exist");
        }
        return opened(place -> {
            Tables tables = new Tables(place, false);
            if (!tables.exist()) {
                throw new ConfigurationException(
                        "there is no dataset at " + place.name() + ": table " + Ddl.HEAD + " does not exist");
            }
            JdbcLog log = new JdbcLog(place);
            JdbcLog.Head head = log.head()
                    .orElseThrow(() -> new ConfigurationException(
                            "there is no dataset at " + place.name() + ": table " + Ddl.HEAD + " is empty"));
            return new JdbcDataset(place, tables, log, time, head.datasetId());
        });
    }

    /**
     * Opens the snapshot store in the same schema, making its tables if they are missing. Runs into this sink move it on
     * in their own transaction; it serves runs into other sinks as well, one dataset at a time.
     *
     * @return the store, to be closed by the caller
     */
    public JdbcSnapshotStore snapshotStore() {
        return opened(place -> {
            new Tables(place, ddl).ensureState();
            return new JdbcSnapshotStore(place);
        });
    }

    private <T> T opened(Function<Place, T> opening) {
        Connections connections =
                dataSource == null ? Connections.of(String.valueOf(url), properties) : Connections.of(dataSource);
        boolean done = false;
        try {
            Connection connection = connections.take();
            Place place;
            try {
                place = place(connection, connections);
            } finally {
                connections.give(connection);
            }
            T opened = opening.apply(place);
            done = true;
            return opened;
        } catch (SQLException e) {
            if ("08001".equals(e.getSQLState())
                    && String.valueOf(e.getMessage()).startsWith("No suitable driver")) {
                throw new ConfigurationException(
                        name() + ": there is no JDBC driver for it on the class path; Playlake works with those of"
                                + " PostgreSQL, MySQL or MariaDB, SQLite and DuckDB",
                        e);
            }
            throw Failures.of(name(), "it cannot be opened", e);
        } finally {
            if (!done) {
                connections.close();
            }
        }
    }

    private Place place(Connection connection, Connections connections) throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        String name = name();
        if (url == null && metaData.getURL() != null) {
            name = JdbcUrl.shown(metaData.getURL()) + (schema == null ? "" : " schema " + schema);
        }
        Dialect dialect = Dialect.of(JdbcDatabase.of(metaData.getDatabaseProductName(), name));
        if (schema != null && !dialect.hasSchemas()) {
            throw new ConfigurationException(name + ": this database has no schemas; leave schema out");
        }
        if (dialect instanceof PostgreSqlDialect) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SHOW server_encoding")) {
                if (row.next() && !row.getString(1).equals("UTF8")) {
                    throw new StateException(
                            name + ": the database is in " + row.getString(1) + ", expected one in UTF8", null);
                }
            }
        }
        return new Place(connections, dialect, schema, name);
    }

    private static void checkSchema(String schema) {
        if (!SCHEMA.matcher(schema).matches()) {
            throw new ConfigurationException("schema is '" + schema + "', expected letters, digits and underscores");
        }
    }

    @Override
    public String toString() {
        return name();
    }

    /** Settings of a sink: a URL or a data source, and what else there is. */
    public static final class Builder {

        private @Nullable DataSource dataSource;
        private @Nullable String url;
        private @Nullable String user;
        private @Nullable String password;
        private @Nullable String schema;
        private boolean ddl = true;
        private TimeSource time = TimeSource.system();

        private Builder() {}

        /** Sets the database by a URL of JDBC, such as {@code jdbc:postgresql://host/database}; it holds no password. */
        public Builder url(String url) {
            this.url = url;
            return this;
        }

        /** Sets who connects, where the database is set by a URL. */
        public Builder user(String user) {
            this.user = user;
            return this;
        }

        /** Sets the password of the user. */
        public Builder password(String password) {
            this.password = password;
            return this;
        }

        /** Sets where connections come from, a pool perhaps; it is never closed. A run uses up to four at a time. */
        public Builder dataSource(DataSource dataSource) {
            this.dataSource = dataSource;
            return this;
        }

        /** Sets the schema, in MySQL and MariaDB the database, that holds the tables; by default the connection's own. */
        public Builder schema(String schema) {
            this.schema = schema;
            return this;
        }

        /**
         * Sets whether missing tables, columns and views are made, which they are by default; where not, {@link
         * JdbcSink#ddlScript} tells what to run.
         */
        public Builder ddl(boolean create) {
            this.ddl = create;
            return this;
        }

        Builder time(TimeSource time) {
            this.time = time;
            return this;
        }

        /**
         * Makes the sink; nothing is connected yet.
         *
         * @throws ConfigurationException if an option is wrong or they do not go together; the message names it
         */
        public JdbcSink build() {
            if ((url == null) == (dataSource == null)) {
                throw new ConfigurationException("url or dataSource must be given, and not both");
            }
            if (dataSource != null && (user != null || password != null)) {
                throw new ConfigurationException("user and password go with url; a dataSource has its own");
            }
            if (url != null) {
                JdbcUrl.check(url);
            }
            if (schema != null) {
                checkSchema(schema);
            }
            return new JdbcSink(this);
        }
    }
}
