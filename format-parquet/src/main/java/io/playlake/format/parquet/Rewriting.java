package io.playlake.format.parquet;

import io.playlake.error.DataRefusedException;
import io.playlake.schema.Row;
import io.playlake.schema.TableSchema;
import io.playlake.sink.Attempt;
import io.playlake.sink.DataFile;
import io.playlake.sink.Replacement;
import io.playlake.storage.PendingBlob;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** The files that a session puts away, and those that it writes in their place. Used by one thread. */
final class Rewriting implements Closeable {

    private final ParquetSession session;
    private final Attempt attempt;
    private final long fileBytes;
    private final List<Replacement> replaced = new ArrayList<>();
    private final List<PendingBlob> blobs = new ArrayList<>();
    private final List<Closeable> open = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, TableSchema> schemas = new HashMap<>();

    Rewriting(ParquetSession session, Attempt attempt, long fileBytes) {
        this.session = session;
        this.attempt = attempt;
        this.fileBytes = fileBytes;
    }

    /** Writes state to a file that takes the place of another. */
    interface StateBody {
        void write(OutputStream to) throws IOException;
    }

    /** Returns the shapes in which tables were written, by name. */
    Map<String, TableSchema> schemas() {
        return schemas;
    }

    List<Replacement> replaced() {
        return replaced;
    }

    /** Returns the new files, whole and pending. */
    List<PendingBlob> blobs() {
        return blobs;
    }

    /**
     * Writes what stands in the place of files.
     *
     * @param day in whose folder it goes
     * @param rows in key order
     * @param needed whether there must be a file even if there are no rows
     */
    List<DataFile> replace(TableSchema table, LocalDate day, List<DataFile> files, Iterator<Row> rows, boolean needed) {
        session.requireOpen();
        session.requireFit(table);
        schemas.put(table.name(), table);
        ParquetTableWriter writer = new ParquetTableWriter(
                table, n -> Layout.data(table.name(), day, attempt, next(table.name())), session, fileBytes);
        open.add(writer);
        try {
            rows.forEachRemaining(writer::write);
            List<DataFile> by = writer.finish(!needed);
            blobs.addAll(writer.blobs());
            replaced.add(new Replacement(table.name(), paths(files), by));
            return by;
        } catch (IllegalArgumentException e) {
            throw new DataRefusedException(
                    paths(files) + " cannot be rewritten: " + e.getMessage() + "; nothing was changed", e);
        } catch (IOException e) {
            throw session.failed("table " + table.name() + " cannot be written", e);
        }
    }

    void replaceState(DataFile file, StateBody body) {
        session.requireOpen();
        try {
            StateFile state = new StateFile(session.create(Layout.stateSuccessor(attempt, next("_state"))));
            open.add(state);
            body.write(state.output());
            DataFile by = state.finish();
            blobs.add(state.blob());
            replaced.add(new Replacement(null, List.of(file.path()), List.of(by)));
        } catch (IOException e) {
            throw session.failed("state cannot be written", e);
        }
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (Closeable closeable : open) {
            try {
                closeable.close();
            } catch (IOException e) {
                failure = e;
            }
        }
        open.clear();
        if (failure != null) {
            throw failure;
        }
    }

    private int next(String table) {
        return numbers.merge(table, 1, Integer::sum) - 1;
    }

    private static List<String> paths(List<DataFile> files) {
        return files.stream().map(DataFile::path).toList();
    }
}
