package io.playlake.run;

import com.google.common.collect.AbstractIterator;
import io.playlake.schema.Column;
import io.playlake.schema.ColumnType;
import io.playlake.schema.Row;
import io.playlake.schema.RowSorter;
import io.playlake.schema.TableSchema;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ids that are wanted and not there yet, each once and in order; in bounded memory, whatever their number. */
final class MissingIds implements AutoCloseable {

    private static final TableSchema SCHEMA = new TableSchema(
            "ids",
            "Ids wanted, and ids there.",
            List.of(
                    new Column(1, "id", ColumnType.STRING, false, "The id."),
                    new Column(2, "wanted", ColumnType.INT, false, "0 if it is there, 1 if it is wanted.")),
            List.of("id", "wanted"));
    private static final Integer THERE = 0;
    private static final Integer WANTED = 1;

    private final RowSorter sorter;
    private boolean taken;

    private MissingIds(RowSorter sorter) {
        this.sorter = sorter;
    }

    /** Starts with none, in a folder for temporary files. */
    static MissingIds in(Path scratch) {
        return new MissingIds(RowSorter.builder(SCHEMA, scratch)
                .keepFirst((kept, dropped) -> {})
                .build());
    }

    /** Starts with none, among the sorters of a run, which are closed together. */
    static MissingIds in(RunTables tables) {
        return new MissingIds(tables.sorter(SCHEMA, (kept, dropped) -> {}));
    }

    void want(String id) {
        sorter.add(Row.of(SCHEMA, id, WANTED));
    }

    /** Takes an id that need not be asked for; once {@link #take} was called it is too late, and nothing happens. */
    void hold(String id) {
        if (!taken) {
            sorter.add(Row.of(SCHEMA, id, THERE));
        }
    }

    /** Returns what is missing; to be called once. */
    Iterator<String> take() {
        taken = true;
        Iterator<Row> rows = sorter.sorted();
        return new AbstractIterator<>() {

            private @Nullable Object there;

            @Override
            protected @Nullable String computeNext() {
                while (rows.hasNext()) {
                    Row row = rows.next();
                    if (row.get(1).equals(THERE)) {
                        there = row.get(0);
                    } else if (!row.get(0).equals(there)) {
                        return (String) row.get(0);
                    }
                }
                return endOfData();
            }
        };
    }

    @Override
    public void close() {
        sorter.close();
    }
}
