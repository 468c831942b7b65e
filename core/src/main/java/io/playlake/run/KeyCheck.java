package io.playlake.run;

import io.playlake.schema.Column;
import io.playlake.schema.ColumnType;
import io.playlake.schema.Row;
import io.playlake.schema.RowSorter;
import io.playlake.schema.TableSchema;
import io.playlake.sink.DataFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks for rows that are out of order in their file, and for two rows of a table that share a key, in any files. */
final class KeyCheck implements AutoCloseable {

    private final Path scratch;
    private final Consumer<String> problem;
    private final Map<String, Keys> tables = new HashMap<>();

    KeyCheck(Path scratch, Consumer<String> problem) {
        this.scratch = scratch;
        this.problem = problem;
    }

    private record Keys(TableSchema schema, Comparator<Row> order, RowSorter sorter) {}

    /** Starts a file; its rows are to be told in their order. */
    File in(TableSchema table, DataFile file) {
        return new File(table, file.path(), tables.computeIfAbsent(table.name(), name -> keys(table)));
    }

    /** Reports the keys that a table has twice. */
    void finish(TableSchema table) {
        Keys keys = tables.remove(table.name());
        if (keys != null) {
            try (RowSorter sorter = keys.sorter()) {
                sorter.sorted().forEachRemaining(row -> {});
            }
        }
    }

    @Override
    public void close() {
        tables.values().forEach(keys -> keys.sorter().close());
    }

    /** The rows of one file. */
    final class File {

        private final TableSchema table;
        private final String path;
        private final Keys keys;
        private @Nullable Row last;
        private long number;

        private File(TableSchema table, String path, Keys keys) {
            this.table = table;
            this.path = path;
            this.keys = keys;
        }

        void add(Row row) {
            @Nullable Object[] key = new Object[table.key().size() + 1];
            for (int i = 0; i < key.length - 1; i++) {
                key[i] = row.get(table.keyIndexes()[i]);
            }
            key[key.length - 1] = path;
            Row next = Row.of(keys.schema(), key);
            if (last != null && keys.order().compare(last, next) > 0) {
                problem.accept(path + ": row " + number + ", key " + key(next) + ", stands after key " + key(last)
                        + ", expected key order");
            }
            last = next;
            number++;
            keys.sorter().add(next);
        }
    }

    private Keys keys(TableSchema table) {
        List<Column> columns = new ArrayList<>();
        for (int index : table.keyIndexes()) {
            Column column = table.columns().get(index);
            columns.add(new Column(columns.size() + 1, column.name(), column.type(), false, column.doc()));
        }
        columns.add(new Column(columns.size() + 1, "holding_file", ColumnType.STRING, false, "Where it is."));
        TableSchema schema = new TableSchema(table.name(), "Keys of " + table.name() + ".", columns, table.key());
        return new Keys(
                schema,
                schema.keyOrder(),
                RowSorter.builder(schema, scratch)
                        .keepFirst((kept, dropped) -> problem.accept(table.name() + ": key " + table.key() + " = "
                                + key(dropped) + " is there twice: in " + file(kept) + " and in " + file(dropped)))
                        .build());
    }

    private static List<Object> key(Row row) {
        List<Object> key = new ArrayList<>();
        for (int i = 0; i < row.size() - 1; i++) {
            key.add(row.get(i));
        }
        return key;
    }

    private static Object file(Row row) {
        return row.get(row.size() - 1);
    }
}
