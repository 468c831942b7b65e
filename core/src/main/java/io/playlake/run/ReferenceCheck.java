package io.playlake.run;

import io.playlake.change.ContentHash;
import io.playlake.change.PlaylistState;
import io.playlake.schema.Column;
import io.playlake.schema.ColumnType;
import io.playlake.schema.Reference;
import io.playlake.schema.Row;
import io.playlake.schema.RowSorter;
import io.playlake.schema.TableSchema;
import io.playlake.sink.DataFile;
import io.playlake.table.SpotifyTables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks for rows, and states, that name what is not there: sorts what is held before what is named, and merges. */
final class ReferenceCheck implements AutoCloseable {

    private static final long MEMORY = 1 << 20;
    private static final Integer HELD = 0;
    private static final Integer NAMED = 1;
    private static final TableSchema ITEMS = SpotifyTables.PLAYLIST_ITEMS.schema();

    private final Consumer<String> problem;
    private final List<TableSide> sides = new ArrayList<>();
    private final Side current;
    private final Side stored;
    private final Map<Long, String> runs = new HashMap<>();

    ReferenceCheck(Path scratch, Consumer<String> problem) {
        this.problem = problem;
        for (Reference reference : SpotifyTables.references()) {
            sides.add(new TableSide(reference, scratch));
        }
        this.current = new Side(
                "state(playlist_id, content_hash) -> playlist_items",
                List.of(ColumnType.STRING, ColumnType.STRING),
                scratch);
        this.stored = new Side(
                "state(playlist_id, start of a version stored, run of its commit) -> playlist_items",
                List.of(ColumnType.STRING, ColumnType.STRING, ColumnType.STRING),
                scratch);
    }

    /** Takes a run of which states may say that its commit holds a version. */
    void run(long seq, String runId) {
        runs.put(seq, runId);
    }

    void add(TableSchema table, DataFile file, Row row) {
        for (TableSide side : sides) {
            if (side.reference.from().equals(table)) {
                side.reference.named(row).ifPresent(values -> side.side.add(values, NAMED, file.path()));
            }
            if (side.reference.to().equals(table)) {
                side.reference.held(row).ifPresent(values -> side.side.add(values, HELD, file.path()));
            }
        }
        if (table.equals(ITEMS)) {
            String playlist = (String) row.get(ITEMS.indexOf("playlist_id"));
            String hash = (String) row.get(ITEMS.indexOf("content_hash"));
            current.add(List.of(playlist, hash), HELD, file.path());
            stored.add(
                    List.of(playlist, PlaylistState.start(hash), row.get(ITEMS.indexOf("run_id"))), HELD, file.path());
        }
    }

    /** Takes a state: what it says is stored must be, and in the commit that it says. */
    void add(PlaylistState state) {
        String id = state.key().playlistId();
        String place = "the state of playlist " + StateCheck.name(state.key());
        if (state.contentHash() != null && state.items() > 0) {
            current.add(List.of(id, state.contentHash()), NAMED, place);
        }
        // A version without items has no rows.
        String empty = PlaylistState.start(
                new ContentHash(state.key().market()).finish().content());
        state.stored().forEach((start, seq) -> {
            String run = runs.get(seq);
            if (run == null) {
                problem.accept(place + " says that version " + start + " is held by commit " + seq
                        + ", expected the commit of a run");
            } else if (!start.equals(empty)) {
                stored.add(List.of(id, start, run), NAMED, place);
            }
        });
    }

    /** Reports what is named and not held. */
    void finish() {
        sides.forEach(side -> side.side.finish());
        current.finish();
        stored.finish();
    }

    @Override
    public void close() {
        sides.forEach(side -> side.side.sorter.close());
        current.sorter.close();
        stored.sorter.close();
    }

    private final class TableSide {

        private final Reference reference;
        private final Side side;

        TableSide(Reference reference, Path scratch) {
            this.reference = reference;
            List<ColumnType> types = reference.toColumns().stream()
                    .map(column -> reference
                            .to()
                            .columns()
                            .get(reference.to().indexOf(column))
                            .type())
                    .toList();
            this.side = new Side(reference.toString(), types, scratch);
        }
    }

    /** Of rows that hold or name the same, the first is enough. */
    private final class Side {

        private final String name;
        private final TableSchema schema;
        private final RowSorter sorter;

        Side(String name, List<ColumnType> types, Path scratch) {
            this.name = name;
            List<Column> columns = new ArrayList<>();
            for (ColumnType type : types) {
                columns.add(new Column(columns.size() + 1, "c" + columns.size(), type, false, "A value."));
            }
            columns.add(new Column(columns.size() + 1, "named", ColumnType.INT, false, "0 if held, 1 if named."));
            List<String> key = columns.stream().map(Column::name).toList();
            columns.add(new Column(columns.size() + 1, "place", ColumnType.STRING, false, "Where it is."));
            this.schema = new TableSchema("reference", "Values of one side.", columns, key);
            this.sorter = RowSorter.builder(schema, scratch)
                    .memoryBytes(MEMORY)
                    .keepFirst((kept, dropped) -> {})
                    .build();
        }

        void add(List<Object> values, Integer side, String place) {
            List<Object> row = new ArrayList<>(values);
            row.add(side);
            row.add(place);
            sorter.add(Row.of(schema, row.toArray()));
        }

        void finish() {
            @Nullable List<Object> held = null;
            for (Iterator<Row> rows = sorter.sorted(); rows.hasNext(); ) {
                Row row = rows.next();
                List<Object> values = new ArrayList<>();
                for (int i = 0; i < row.size() - 2; i++) {
                    values.add(row.get(i));
                }
                if (row.get(row.size() - 2).equals(HELD)) {
                    held = values;
                } else if (!values.equals(held)) {
                    problem.accept(
                            name + ": " + values + " is named by " + row.get(row.size() - 1) + ", and is not there");
                }
            }
        }
    }
}
