package io.playlake.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Sorts rows by key in bounded memory: takes them in any order, spills what does not fit to temporary files, and merges.
 * Rows with equal keys keep the order in which they were added. The schema may consist of key columns only.
 *
 * <p>Every method but {@link #close} throws {@link UncheckedIOException} if the folder cannot be written or read; the
 * message names it. Not thread-safe.
 */
public final class RowSorter implements AutoCloseable {

    private final TableSchema schema;
    private final Comparator<Row> order;
    private final long memoryBytes;
    private final int openRuns;
    private final @Nullable BiConsumer<Row, Row> dropped;
    private final SpillFolder folder;

    private List<Row> buffer = new ArrayList<>();
    private long bufferedBytes;
    private boolean sorted;

    private RowSorter(Builder builder) {
        this.schema = builder.schema;
        this.order = builder.schema.keyOrder();
        this.memoryBytes = builder.memoryBytes;
        this.openRuns = builder.openRuns;
        this.dropped = builder.dropped;
        this.folder = new SpillFolder(builder.folder, new RowCodec(builder.schema));
    }

    /**
     * Starts the settings of a sorter.
     *
     * @param folder where spilled rows go, in files that only their owner can read; made if it is missing
     */
    public static Builder builder(TableSchema schema, Path folder) {
        return new Builder(schema, folder);
    }

    /**
     * Adds a row.
     *
     * @throws IllegalStateException if {@link #sorted} was called, or the sorter closed
     */
    public void add(Row row) {
        if (sorted) {
            throw new IllegalStateException("the sorter of table " + schema.name() + " takes no more rows");
        }
        buffer.add(row);
        bufferedBytes += RowCodec.memoryOf(row);
        if (bufferedBytes > memoryBytes) {
            run(this::spill);
        }
    }

    /**
     * Returns all rows, in key order. To be called once; the iterator is valid until the sorter is closed.
     *
     * @throws IllegalStateException if it was called before, or the sorter closed
     */
    public Iterator<Row> sorted() {
        if (sorted) {
            throw new IllegalStateException("the rows of table " + schema.name() + " were taken before");
        }
        sorted = true;
        buffer.sort(order);
        List<Iterator<Row>> sources = new ArrayList<>();
        run(() -> {
            folder.reduceTo(openRuns - 1, order);
            sources.addAll(folder.openAll());
        });
        // What is still in memory was added last, so it comes last among equals.
        sources.add(buffer.iterator());
        Iterator<Row> merged = new RunMerge(sources, order);
        return dropped == null ? merged : new FirstOfEach(merged, order, dropped);
    }

    /** Forgets the rows and deletes the temporary files. Does nothing the second time. */
    @Override
    public void close() {
        sorted = true;
        buffer = new ArrayList<>();
        folder.close();
    }

    private void spill() throws IOException {
        buffer.sort(order);
        folder.write(buffer.iterator());
        buffer = new ArrayList<>();
        bufferedBytes = 0;
        // Files stay few, whatever the number of rows; consecutive runs are merged, so equals stay in order.
        if (folder.size() > 2 * openRuns) {
            folder.mergeOldest(openRuns, order);
        }
    }

    private void run(SpillFolder.Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "table " + schema.name() + " cannot be sorted in " + folder.path() + ": " + e.getMessage(), e);
        }
    }

    /** Settings of a sorter. */
    public static final class Builder {

        private final TableSchema schema;
        private final Path folder;
        private long memoryBytes = 4L << 20;
        private int openRuns = 32;
        private @Nullable BiConsumer<Row, Row> dropped;

        private Builder(TableSchema schema, Path folder) {
            this.schema = schema;
            this.folder = folder;
        }

        /** Sets how many bytes of rows to hold in memory, as estimated; at least 1, by default 4 MiB. */
        public Builder memoryBytes(long bytes) {
            if (bytes < 1) {
                throw new IllegalArgumentException("memoryBytes is " + bytes + ", expected 1 or more");
            }
            this.memoryBytes = bytes;
            return this;
        }

        /** Sets how many spilled files to read at once; at least 2, by default 32. */
        public Builder openRuns(int files) {
            if (files < 2) {
                throw new IllegalArgumentException("openRuns is " + files + ", expected 2 or more");
            }
            this.openRuns = files;
            return this;
        }

        /**
         * Keeps only the first of the rows that share a key.
         *
         * @param dropped is told of every other one, as {@code (kept, dropped)}, while the result is read
         */
        public Builder keepFirst(BiConsumer<Row, Row> dropped) {
            this.dropped = dropped;
            return this;
        }

        /** Makes the sorter; nothing is written yet. */
        public RowSorter build() {
            return new RowSorter(this);
        }
    }

    private static final class FirstOfEach implements Iterator<Row> {

        private final Iterator<Row> rows;
        private final Comparator<Row> order;
        private final BiConsumer<Row, Row> dropped;
        private @Nullable Row next;

        FirstOfEach(Iterator<Row> rows, Comparator<Row> order, BiConsumer<Row, Row> dropped) {
            this.rows = rows;
            this.order = order;
            this.dropped = dropped;
            this.next = rows.hasNext() ? rows.next() : null;
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public Row next() {
            Row kept = next;
            if (kept == null) {
                throw new NoSuchElementException();
            }
            next = null;
            while (rows.hasNext() && next == null) {
                Row row = rows.next();
                if (order.compare(kept, row) == 0) {
                    dropped.accept(kept, row);
                } else {
                    next = row;
                }
            }
            return kept;
        }
    }
}
