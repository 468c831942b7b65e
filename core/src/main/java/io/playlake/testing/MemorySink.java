package io.playlake.testing;

import com.google.common.hash.Hashing;
import io.playlake.error.ConfigurationException;
import io.playlake.error.DataRefusedException;
import io.playlake.schema.Column;
import io.playlake.schema.Row;
import io.playlake.schema.TableSchema;
import io.playlake.sink.Attempt;
import io.playlake.sink.Commit;
import io.playlake.sink.DataFile;
import io.playlake.sink.Dataset;
import io.playlake.sink.RowReader;
import io.playlake.sink.Sink;
import io.playlake.sink.SinkSession;
import io.playlake.storage.BlobStore;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A sink that keeps everything in memory, for tests of what writes to one. Thread-safe, but for its sessions. */
public final class MemorySink implements Sink {

    private final String name;
    private final Map<String, Table> files = new HashMap<>();
    private final Map<String, byte[]> states = new HashMap<>();
    private final Map<String, TableSchema> shapes = new HashMap<>();
    private final List<Commit> log = new ArrayList<>();
    private final AtomicBoolean locked = new AtomicBoolean();
    private boolean founded;

    /** Makes one that is called {@code memory}. */
    public MemorySink() {
        this("memory");
    }

    /** Makes one of another name, where several are used at once. */
    public MemorySink(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public synchronized Dataset open() {
        founded = true;
        return new Memory();
    }

    @Override
    public synchronized Dataset openExisting() {
        if (!founded) {
            throw new ConfigurationException(name + ": there is no dataset");
        }
        return new Memory();
    }

    /** Returns all committed rows of a table, commit by commit. */
    public synchronized List<Row> rows(TableSchema table) {
        List<Row> all = new ArrayList<>();
        for (Commit commit : log) {
            for (DataFile file : commit.tables().getOrDefault(table.name(), List.of())) {
                all.addAll(read(table, file));
            }
        }
        return all;
    }

    /** Returns the log, oldest first. */
    public synchronized List<Commit> log() {
        return List.copyOf(log);
    }

    /** The rows of one file, and what they were written as. */
    record Table(TableSchema schema, List<Row> rows) {}

    /** Reads a file as another schema may want it: what it lacks is null, what is too much is left out. */
    private List<Row> read(TableSchema wanted, DataFile file) {
        Table table = files.get(file.path());
        if (table == null) {
            throw new DataRefusedException(name + ": there is no file " + file.path(), null);
        }
        if (table.schema().equals(wanted)) {
            return table.rows();
        }
        List<String> names = table.schema().columns().stream().map(Column::name).toList();
        TableSchema lenient = new TableSchema(
                wanted.name(),
                wanted.doc(),
                wanted.columns().stream()
                        .map(column -> names.contains(column.name()) ? column : nullable(column))
                        .toList(),
                wanted.key());
        return table.rows().stream()
                .map(row -> Row.of(
                        lenient,
                        lenient.columns().stream()
                                .map(column -> names.indexOf(column.name()))
                                .map(index -> index < 0 ? null : row.getOrNull(index))
                                .toArray()))
                .toList();
    }

    private static Column nullable(Column column) {
        return new Column(column.id(), column.name(), column.type(), true, column.doc());
    }

    /** Returns the shape in which a table was stored last; null if there is none. */
    synchronized @Nullable TableSchema stored(String table) {
        return shapes.get(table);
    }

    synchronized Optional<Commit> head() {
        return log.isEmpty() ? Optional.empty() : Optional.of(log.get(log.size() - 1));
    }

    /** Adds a commit if nobody was faster. */
    synchronized boolean append(
            Commit commit, Map<String, Table> tables, List<TableSchema> written, Map<String, byte[]> stateFiles) {
        if (commit.seq() != log.size() + 1) {
            return false;
        }
        files.putAll(tables);
        states.putAll(stateFiles);
        written.forEach(schema -> shapes.put(schema.name(), schema));
        log.add(commit);
        return true;
    }

    private final class Memory implements Dataset {

        @Override
        public String id() {
            return name;
        }

        @Override
        public String name() {
            return MemorySink.this.name();
        }

        @Override
        public Optional<BlobStore.Lock> tryLock() {
            return locked.compareAndSet(false, true) ? Optional.of(new MemoryLock()) : Optional.empty();
        }

        @Override
        public void recover(BlobStore.Lock lock) {}

        @Override
        public Optional<Commit> head() {
            return MemorySink.this.head();
        }

        @Override
        public Commit commit(long seq) {
            synchronized (MemorySink.this) {
                if (seq < 1 || seq > log.size()) {
                    throw new DataRefusedException(name + ": there is no commit " + seq, null);
                }
                return log.get((int) seq - 1);
            }
        }

        @Override
        public SinkSession begin(Attempt attempt, Optional<Commit> base) {
            if (base.isPresent() && !commit(base.get().seq()).equals(base.get())) {
                throw new DataRefusedException(
                        "memory: commit " + base.get().seq() + " is not the one that the session is to build on", null);
            }
            return new MemorySession(MemorySink.this, attempt, base);
        }

        @Override
        public InputStream openState(DataFile file) {
            synchronized (MemorySink.this) {
                byte[] bytes = states.get(file.path());
                if (bytes == null) {
                    throw new DataRefusedException(name + ": there is no state " + file.path(), null);
                }
                return new ByteArrayInputStream(bytes);
            }
        }

        @Override
        public RowReader read(TableSchema schema, DataFile file) {
            synchronized (MemorySink.this) {
                return new MemoryRows(MemorySink.this.read(schema, file).iterator());
            }
        }

        @Override
        public String locate(DataFile file) {
            return name + ":" + file.path();
        }

        @Override
        public List<String> inspect(Commit commit) {
            return List.of();
        }

        @Override
        public void close() {}
    }

    private final class MemoryLock implements BlobStore.Lock {

        @Override
        public boolean exclusive() {
            return true;
        }

        @Override
        public void close() {
            locked.set(false);
        }
    }

    private record MemoryRows(Iterator<Row> rows) implements RowReader {

        @Override
        public boolean hasNext() {
            return rows.hasNext();
        }

        @Override
        public Row next() {
            return rows.next();
        }

        @Override
        public void close() {}
    }

    static String sha256(String text) {
        return Hashing.sha256().hashString(text, StandardCharsets.UTF_8).toString();
    }
}
