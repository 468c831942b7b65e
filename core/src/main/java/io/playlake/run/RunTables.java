package io.playlake.run;

import io.playlake.schema.Row;
import io.playlake.schema.RowSorter;
import io.playlake.schema.Table;
import io.playlake.schema.TableSchema;
import io.playlake.sink.SinkSession;
import io.playlake.table.Seen;
import io.playlake.table.SpotifyTables;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** The tables of one run on their way into a session: counted, and sorted where rows do not come in key order. */
final class RunTables implements AutoCloseable {

    /** Half a dozen sorters fill at once, ten at most: together they take a sixth of the heap, or less of a large one. */
    private static final long SORTER_BYTES =
            Math.max(1 << 18, Math.min(1 << 22, Runtime.getRuntime().maxMemory() / 64));

    private final String runId;
    private final SinkSession session;
    private final Path spillFolder;
    private final SortedMap<String, Long> counts = new TreeMap<>();
    private final List<RowSorter> sorters = new ArrayList<>();

    RunTables(String runId, SinkSession session, Path spillFolder) {
        this.runId = runId;
        this.session = session;
        this.spillFolder = spillFolder;
        // Every table exists after the first commit, with no rows if need be.
        for (TableSchema schema : SpotifyTables.all()) {
            session.writer(schema);
            counts.put(schema.name(), 0L);
        }
    }

    String runId() {
        return runId;
    }

    /** Writes a row of a table whose rows come in key order. */
    <T> void write(Table<Seen<T>> table, Instant extractedAt, T value) {
        write(table.schema(), row(table, extractedAt, value));
    }

    void write(TableSchema table, Row row) {
        session.writer(table).write(row);
        counts.merge(table.name(), 1L, Long::sum);
    }

    void writeAll(TableSchema table, Iterator<Row> rows) {
        rows.forEachRemaining(row -> write(table, row));
    }

    <T> Row row(Table<Seen<T>> table, Instant extractedAt, T value) {
        return table.row(new Seen<>(runId, extractedAt, value));
    }

    /** Returns a sorter that keeps the first of rows with one key; this object closes it. */
    RowSorter sorter(TableSchema schema, BiConsumer<Row, Row> dropped) {
        RowSorter sorter = RowSorter.builder(schema, spillFolder)
                .memoryBytes(SORTER_BYTES)
                .keepFirst(dropped)
                .build();
        sorters.add(sorter);
        return sorter;
    }

    /** Returns the rows written so far, by table; every table is named. */
    SortedMap<String, Long> counts() {
        return new TreeMap<>(counts);
    }

    @Override
    public void close() {
        sorters.forEach(RowSorter::close);
    }
}
