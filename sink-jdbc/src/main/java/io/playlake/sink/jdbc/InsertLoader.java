package io.playlake.sink.jdbc;

import io.playlake.schema.Column;
import io.playlake.schema.Row;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Inserts many rows with one statement: the fastest way that every database has. */
final class InsertLoader implements RowLoader {

    private static final int MOST_ROWS = 500;
    private static final long MOST_CHARS = 1 << 20;

    private final Dialect dialect;
    private final int mostValues;

    /** Takes how many values one statement may have. */
    InsertLoader(Dialect dialect, int mostValues) {
        this.dialect = dialect;
        this.mostValues = mostValues;
    }

    @Override
    public void load(Connection connection, String table, RowSpill rows, long seq) throws SQLException, IOException {
        List<Column> columns = rows.schema().columns();
        int batch = Math.max(1, Math.min(MOST_ROWS, mostValues / (columns.size() + 1)));
        try (Insert insert = new Insert(connection, table, columns, seq)) {
            RowSpill.Reader reader = rows.read();
            List<Row> waiting = new ArrayList<>(batch);
            long chars = 0;
            for (Row row = reader.next(); row != null; row = reader.next()) {
                waiting.add(row);
                chars += chars(row);
                if (waiting.size() == batch || chars > MOST_CHARS) {
                    insert.run(waiting);
                    waiting.clear();
                    chars = 0;
                }
            }
            if (!waiting.isEmpty()) {
                insert.run(waiting);
            }
        }
    }

    private static long chars(Row row) {
        long chars = 0;
        for (int i = 0; i < row.size(); i++) {
            if (row.getOrNull(i) instanceof String text) {
                chars += text.length();
            }
        }
        return chars;
    }

    /** Keeps the statement of the size used last, since most are of one size. */
    private final class Insert implements AutoCloseable {

        private final Connection connection;
        private final String into;
        private final String values;
        private final List<Column> columns;
        private final long seq;
        private @Nullable PreparedStatement statement;
        private int size;

        Insert(Connection connection, String table, List<Column> columns, long seq) {
            this.connection = connection;
            this.columns = columns;
            this.seq = seq;
            this.into = "INSERT INTO " + table + " ("
                    + columns.stream().map(c -> dialect.quote(c.name())).collect(Collectors.joining(", ")) + ", "
                    + dialect.quote(Tables.COMMIT) + ") VALUES ";
            this.values = "("
                    + columns.stream().map(c -> dialect.placeholder(c.type())).collect(Collectors.joining(", "))
                    + ", ?)";
        }

        void run(List<Row> rows) throws SQLException {
            PreparedStatement insert = statement(rows.size());
            int index = 0;
            for (Row row : rows) {
                for (int i = 0; i < columns.size(); i++) {
                    Object value = row.getOrNull(i);
                    if (value == null) {
                        insert.setNull(++index, Types.NULL);
                    } else {
                        dialect.bind(insert, ++index, columns.get(i).type(), value);
                    }
                }
                insert.setLong(++index, seq);
            }
            insert.executeUpdate();
        }

        private PreparedStatement statement(int rows) throws SQLException {
            PreparedStatement known = statement;
            if (known == null || size != rows) {
                close();
                known = connection.prepareStatement(into + String.join(", ", Collections.nCopies(rows, values)));
                statement = known;
                size = rows;
            }
            return known;
        }

        @Override
        public void close() throws SQLException {
            if (statement != null) {
                statement.close();
            }
        }
    }
}
