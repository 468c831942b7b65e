/** Tables and state in a relational database: PostgreSQL, MySQL or MariaDB, SQLite, DuckDB. */
@NullMarked
package io.playlake.sink.jdbc;

import org.jspecify.annotations.NullMarked;
