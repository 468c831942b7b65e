package io.playlake.sink.jdbc;

import io.playlake.schema.Column;
import io.playlake.schema.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Loads by {@code COPY}, and by inserts where a pool hides the connection of the driver. */
final class CopyLoader implements RowLoader {

    private static final int BUFFER = 1 << 16;

    private final PostgreSqlDialect dialect;
    private final RowLoader otherwise;

    CopyLoader(PostgreSqlDialect dialect) {
        this.dialect = dialect;
        this.otherwise = new InsertLoader(dialect, 30_000);
    }

    @Override
    public void load(Connection connection, String table, RowSpill rows, long seq) throws SQLException, IOException {
        if (!connection.isWrapperFor(PGConnection.class)) {
            otherwise.load(connection, table, rows, seq);
            return;
        }
        List<Column> columns = rows.schema().columns();
        String sql = "COPY " + table + " ("
                + columns.stream().map(c -> dialect.quote(c.name())).collect(Collectors.joining(", ")) + ", "
                + dialect.quote(Tables.COMMIT) + ") FROM STDIN";
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        try {
            StringBuilder text = new StringBuilder(BUFFER + 1024);
            RowSpill.Reader reader = rows.read();
            for (Row row = reader.next(); row != null; row = reader.next()) {
                append(text, row, seq);
                if (text.length() >= BUFFER) {
                    write(copy, text);
                }
            }
            write(copy, text);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static void write(CopyIn copy, StringBuilder text) throws SQLException {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        text.setLength(0);
    }

    private void append(StringBuilder to, Row row, long seq) {
        for (int i = 0; i < row.size(); i++) {
            Object value = row.getOrNull(i);
            if (value == null) {
                to.append("\\N");
            } else if (value instanceof String text) {
                escape(to, dialect.encode(text));
            } else if (value instanceof Instant time) {
                to.append(TimeText.format(time)).append("+00");
            } else {
                to.append(value);
            }
            to.append('\t');
        }
        to.append(seq).append('\n');
    }

    private static void escape(StringBuilder to, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> to.append("\\\\");
                case '\t' -> to.append("\\t");
                case '\n' -> to.append("\\n");
                case '\r' -> to.append("\\r");
                default -> to.append(c);
            }
        }
    }
}
