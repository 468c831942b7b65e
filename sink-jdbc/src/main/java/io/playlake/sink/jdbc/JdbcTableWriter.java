package io.playlake.sink.jdbc;

import io.playlake.schema.Column;
import io.playlake.schema.Row;
import io.playlake.schema.TableSchema;
import io.playlake.sink.RowCheck;
import io.playlake.sink.TableWriter;
import java.io.IOException;

/** The rows of one table in one session. */
final class JdbcTableWriter implements TableWriter {

    private final JdbcSession session;
    private final TableSchema schema;
    private final Dialect dialect;
    private final RowCheck check;
    private final RowSpill spill;
    private final int keyChars;

    JdbcTableWriter(JdbcSession session, TableSchema schema, Dialect dialect) {
        this.session = session;
        this.schema = schema;
        this.dialect = dialect;
        this.check = new RowCheck(schema);
        this.spill = new RowSpill(schema);
        this.keyChars = dialect.keyTextChars(Math.max(1, Dialect.keyTexts(schema)));
    }

    RowSpill spill() {
        return spill;
    }

    @Override
    public void write(Row row) {
        session.requireOpen();
        check.check(row);
        checkValues(row);
        try {
            spill.write(row);
            check.written(row);
        } catch (IOException e) {
            throw session.failed("table " + schema.name() + " cannot be written", e);
        }
    }

    /** What the database cannot hold is refused by name, and not in the middle of the commit. */
    private void checkValues(Row row) {
        for (int i = 0; i < row.size(); i++) {
            Column column = schema.columns().get(i);
            if (row.getOrNull(i) instanceof Double number && !dialect.holds(number)) {
                throw refused(column, "got " + number + ", which this database cannot hold");
            }
        }
        for (int i : schema.keyIndexes()) {
            if (row.get(i) instanceof String text && text.codePointCount(0, text.length()) > keyChars) {
                throw refused(
                        schema.columns().get(i),
                        "got text of " + text.length() + " characters, a key of this database takes " + keyChars);
            }
        }
    }

    private IllegalArgumentException refused(Column column, String what) {
        return new IllegalArgumentException("table " + schema.name() + ", column " + column.name() + ": " + what);
    }
}
