package io.playlake.sink.jdbc;

import io.playlake.schema.Column;
import io.playlake.schema.ColumnType;
import io.playlake.schema.Row;
import io.playlake.schema.TableSchema;
import io.playlake.sink.RowCheck;
import io.playlake.sink.TableWriter;
import java.io.IOException;

/** The rows of one table in one session. */
final class JdbcTableWriter implements TableWriter {

    private final JdbcSession session;
    private final TableSchema schema;
    private final RowCheck check;
    private final RowSpill spill;
    private final int keyChars;

    JdbcTableWriter(JdbcSession session, TableSchema schema, Dialect dialect) {
        this.session = session;
        this.schema = schema;
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
        if (keyChars < Integer.MAX_VALUE) {
            checkKey(row);
        }
        try {
            spill.write(row);
            check.written(row);
        } catch (IOException e) {
            throw session.failed("table " + schema.name() + " cannot be written", e);
        }
    }

    private void checkKey(Row row) {
        for (String name : schema.key()) {
            int index = schema.indexOf(name);
            Column column = schema.columns().get(index);
            if (column.type() == ColumnType.STRING) {
                String text = (String) row.get(index);
                if (text.codePointCount(0, text.length()) > keyChars) {
                    throw new IllegalArgumentException("table " + schema.name() + ", column " + name + ": got text of "
                            + text.length() + " characters, a key of this database takes " + keyChars);
                }
            }
        }
    }
}
