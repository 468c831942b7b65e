package io.playlake.sink.jdbc;

import io.playlake.error.ConfigurationException;
import java.util.Locale;

/** The databases that a {@link JdbcSink} can write to. */
public enum JdbcDatabase {
    /** PostgreSQL 14 or later, with a database in UTF-8. */
    POSTGRESQL,
    /** MariaDB 10.6 or later. */
    MARIADB,
    /** MySQL 8.0 or later. */
    MYSQL,
    /** A file of SQLite 3.35 or later. */
    SQLITE,
    /** A file of DuckDB 1.2 or later. */
    DUCKDB;

    /** Tells the database by the name its driver gives it. */
    static JdbcDatabase of(String product, String place) {
        return switch (product.toLowerCase(Locale.ROOT)) {
            case "postgresql" -> POSTGRESQL;
            case "mariadb" -> MARIADB;
            case "mysql" -> MYSQL;
            case "sqlite" -> SQLITE;
            case "duckdb" -> DUCKDB;
            default ->
                throw new ConfigurationException(place + " is a database of '" + product
                        + "', expected PostgreSQL, MySQL or MariaDB, SQLite, or DuckDB");
        };
    }
}
