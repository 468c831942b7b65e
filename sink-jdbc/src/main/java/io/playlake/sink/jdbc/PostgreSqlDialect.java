package io.playlake.sink.jdbc;

import com.google.common.hash.Hashing;
import com.google.common.primitives.Longs;
import io.playlake.schema.ColumnType;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** PostgreSQL. Its text holds no U+0000, so a character that is none stands before its substitute. */
final class PostgreSqlDialect extends Dialect {

    private static final char ESCAPE = '\uFDD0';
    private static final String NUL = ESCAPE + "0";
    private static final String ITSELF = ESCAPE + "1";

    @Override
    String text() {
        return "text COLLATE \"C\"";
    }

    @Override
    String json() {
        return "json";
    }

    @Override
    String bytes() {
        return "bytea";
    }

    @Override
    String type(ColumnType type) {
        return switch (type) {
            case STRING, JSON -> text();
            case BOOLEAN -> "boolean";
            case INT -> "integer";
            case LONG -> "bigint";
            case DOUBLE -> "double precision";
            case TIMESTAMP -> "timestamptz";
            case DATE -> "date";
        };
    }

    @Override
    @Nullable
    ColumnType typeOf(String name) {
        return usual(name);
    }

    @Override
    String read(ColumnType type, String quotedColumn) {
        return switch (type) {
            case TIMESTAMP -> "(extract(epoch FROM " + quotedColumn + ") * 1000000)::bigint";
            case DATE -> quotedColumn + " - date '1970-01-01'";
            case STRING, JSON -> quotedColumn + "::text";
            default -> quotedColumn;
        };
    }

    @Override
    String placeholder(ColumnType type) {
        return switch (type) {
            case TIMESTAMP -> "(?::timestamp AT TIME ZONE 'UTC')";
            case DATE -> "?::date";
            case JSON -> "?::json";
            default -> "?";
        };
    }

    @Override
    String encode(String text) {
        return text.indexOf('\0') < 0 && text.indexOf(ESCAPE) < 0
                ? text
                : text.replace(String.valueOf(ESCAPE), ITSELF).replace("\0", NUL);
    }

    @Override
    String decode(String text) {
        return text.indexOf(ESCAPE) < 0 ? text : text.replace(NUL, "\0").replace(ITSELF, String.valueOf(ESCAPE));
    }

    /** The server may notice late that somebody died with the head locked; we wait half a minute, unless told otherwise. */
    @Override
    void beginWriting(Connection connection) throws SQLException {
        super.beginWriting(connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "SELECT set_config('lock_timeout', '30s', true) WHERE current_setting('lock_timeout') = '0'");
        }
    }

    /** Only within a transaction is a result fetched in parts. */
    @Override
    void beginReading(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
    }

    @Override
    Optional<Boolean> lock(Connection connection, String datasetId) throws SQLException {
        return Optional.of(ask(connection, "SELECT pg_try_advisory_lock(?)", datasetId));
    }

    @Override
    void unlock(Connection connection, String datasetId) throws SQLException {
        ask(connection, "SELECT pg_advisory_unlock(?)", datasetId);
    }

    private static boolean ask(Connection connection, String sql, String datasetId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            byte[] hash = Hashing.sha256()
                    .hashString("playlake:" + datasetId, StandardCharsets.UTF_8)
                    .asBytes();
            statement.setLong(1, Longs.fromByteArray(hash));
            try (ResultSet result = statement.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }

    @Override
    RowLoader loader() {
        return new CopyLoader(this);
    }
}
