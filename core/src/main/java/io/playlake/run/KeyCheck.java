package io.playlake.run;

import io.playlake.schema.Column;
import io.playlake.schema.Row;
import io.playlake.schema.RowSorter;
import io.playlake.schema.TableSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Looks for two rows of a table that share a key, over all files of a dataset. */
final class KeyCheck implements AutoCloseable {

    private final Path scratch;
    private final Consumer<String> problem;
    private final Map<String, Keys> tables = new HashMap<>();

    KeyCheck(Path scratch, Consumer<String> problem) {
        this.scratch = scratch;
        this.problem = problem;
    }

    private record Keys(TableSchema schema, RowSorter sorter) {}

    void add(TableSchema table, Row row) {
        Keys keys = tables.computeIfAbsent(table.name(), name -> keys(table));
        List<Object> key = new ArrayList<>();
        for (int index : table.keyIndexes()) {
            key.add(row.get(index));
        }
        keys.sorter().add(Row.of(keys.schema(), key.toArray()));
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

    private Keys keys(TableSchema table) {
        List<Column> columns = new ArrayList<>();
        for (int index : table.keyIndexes()) {
            columns.add(table.columns().get(index));
        }
        TableSchema schema = new TableSchema(table.name(), "Keys of " + table.name() + ".", columns, table.key());
        return new Keys(
                schema,
                RowSorter.builder(schema, scratch)
                        .keepFirst((kept, dropped) -> problem.accept(
                                table.name() + ": key " + table.key() + " = " + dropped + " is there twice"))
                        .build());
    }
}
