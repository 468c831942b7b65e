package io.playlake.format.parquet;

import io.playlake.schema.Row;
import io.playlake.schema.TableSchema;
import io.playlake.sink.Commit;
import io.playlake.sink.DataFile;
import io.playlake.sink.Revision;
import io.playlake.sink.RowReader;
import io.playlake.sink.StoredCommit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks a revision about all rows and all state, and replaces the files of which anything is to change. */
final class FileRevision {

    private final ParquetDataset dataset;
    private final Rewriting rewriting;
    private final Revision revision;

    FileRevision(ParquetDataset dataset, Rewriting rewriting, Revision revision) {
        this.dataset = dataset;
        this.rewriting = rewriting;
        this.revision = revision;
    }

    void rows(TableSchema table, List<DataFile> files) {
        int left = files.size();
        for (DataFile file : files) {
            if (changes(table, file)) {
                try (RowReader rows = dataset.readWhole(table, file)) {
                    // A table without a file would not exist for readers of a pattern.
                    List<DataFile> by = rewriting.replace(
                            table, Layout.day(file), List.of(file), new Revised(table, rows), left == 1);
                    left += by.size() - 1;
                }
            }
        }
    }

    private boolean changes(TableSchema table, DataFile file) {
        boolean changes = false;
        try (RowReader rows = dataset.readWhole(table, file)) {
            while (rows.hasNext()) {
                Row row = rows.next();
                // All rows are asked about: what a revision does to one table may depend on what it met in another.
                changes |= !row.equals(revision.row(table, row));
            }
        }
        return changes;
    }

    void states(List<Commit> commits) throws IOException {
        Set<DataFile> files = new LinkedHashSet<>();
        for (Commit commit : commits) {
            files.addAll(dataset.standing(StoredCommit.states(commit).toList()));
        }
        for (DataFile file : files) {
            if (changes(file)) {
                try (BufferedReader lines = lines(file)) {
                    rewriting.replaceState(file, to -> {
                        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                            String revised = revision.state(line);
                            if (revised != null) {
                                to.write((revised + "\n").getBytes(StandardCharsets.UTF_8));
                            }
                        }
                    });
                }
            }
        }
    }

    private boolean changes(DataFile file) throws IOException {
        try (BufferedReader lines = lines(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.equals(revision.state(line))) {
                    return true;
                }
            }
        }
        return false;
    }

    private BufferedReader lines(DataFile file) {
        return new BufferedReader(new InputStreamReader(dataset.openState(file), StandardCharsets.UTF_8));
    }

    private final class Revised implements Iterator<Row> {

        private final TableSchema table;
        private final Iterator<Row> rows;
        private @Nullable Row next;

        Revised(TableSchema table, Iterator<Row> rows) {
            this.table = table;
            this.rows = rows;
        }

        @Override
        public boolean hasNext() {
            while (next == null && rows.hasNext()) {
                next = revision.row(table, rows.next());
            }
            return next != null;
        }

        @Override
        public Row next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException();
            }
            Row row = next;
            next = null;
            return row;
        }
    }
}
