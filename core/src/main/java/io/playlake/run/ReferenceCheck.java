package io.playlake.run;

import io.playlake.change.PlaylistState;
import io.playlake.schema.Column;
import io.playlake.schema.ColumnType;
import io.playlake.schema.Reference;
import io.playlake.schema.Row;
import io.playlake.schema.RowSorter;
import io.playlake.schema.TableSchema;
import io.playlake.table.SpotifyTables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks for rows, and states, that name what is not there: sorts what is held before what is named, and merges. */
final class ReferenceCheck implements AutoCloseable {

    private static final long MEMORY = 1 << 20;
    private static final Integer HELD = 0;
    private static final Integer NAMED = 1;

    private final Consumer<String> problem;
    private final List<Side> sides = new ArrayList<>();
    private final Side versions;

    ReferenceCheck(Path scratch, Consumer<String> problem) {
        this.problem = problem;
        for (Reference reference : SpotifyTables.references()) {
            sides.add(new Side(reference.toString(), reference, scratch));
        }
        TableSchema items = SpotifyTables.PLAYLIST_ITEMS.schema();
        Reference version = Reference.of(items, "playlist_id", "content_hash").to(items, "playlist_id", "content_hash");
        this.versions = new Side("state(playlist_id, content_hash) -> playlist_items", version, scratch);
    }

    void add(TableSchema table, Row row) {
        for (Side side : sides) {
            if (side.reference.from().equals(table)) {
                side.reference.named(row).ifPresent(values -> side.add(values, NAMED));
            }
            if (side.reference.to().equals(table)) {
                side.reference.held(row).ifPresent(values -> side.add(values, HELD));
            }
        }
        if (versions.reference.to().equals(table)) {
            versions.reference.held(row).ifPresent(values -> versions.add(values, HELD));
        }
    }

    /** Takes states: the version that one names must be stored. */
    Consumer<PlaylistState> states() {
        return state -> {
            if (state.contentHash() != null && state.items() > 0) {
                versions.add(List.of(state.key().playlistId(), state.contentHash()), NAMED);
            }
        };
    }

    /** Reports what is named and not held. */
    void finish() {
        sides.forEach(Side::finish);
        versions.finish();
    }

    @Override
    public void close() {
        sides.forEach(side -> side.sorter.close());
        versions.sorter.close();
    }

    private final class Side {

        private final String name;
        private final Reference reference;
        private final TableSchema schema;
        private final RowSorter sorter;

        Side(String name, Reference reference, Path scratch) {
            this.name = name;
            this.reference = reference;
            List<Column> columns = new ArrayList<>();
            for (String column : reference.toColumns()) {
                ColumnType type = reference
                        .to()
                        .columns()
                        .get(reference.to().indexOf(column))
                        .type();
                columns.add(new Column(columns.size() + 1, "c" + columns.size(), type, false, "A value."));
            }
            columns.add(new Column(columns.size() + 1, "named", ColumnType.INT, false, "0 if held, 1 if named."));
            this.schema = new TableSchema(
                    "reference",
                    "Values of one side.",
                    columns,
                    columns.stream().map(Column::name).toList());
            this.sorter = RowSorter.builder(schema, scratch)
                    .memoryBytes(MEMORY)
                    .keepFirst((kept, dropped) -> {})
                    .build();
        }

        void add(List<Object> values, Integer side) {
            List<Object> row = new ArrayList<>(values);
            row.add(side);
            sorter.add(Row.of(schema, row.toArray()));
        }

        void finish() {
            @Nullable List<Object> held = null;
            for (Iterator<Row> rows = sorter.sorted(); rows.hasNext(); ) {
                Row row = rows.next();
                List<Object> values = new ArrayList<>();
                for (int i = 0; i < row.size() - 1; i++) {
                    values.add(row.get(i));
                }
                if (row.get(row.size() - 1).equals(HELD)) {
                    held = values;
                } else if (!values.equals(held)) {
                    problem.accept(name + ": " + values + " is named, and is not there");
                }
            }
        }
    }
}
