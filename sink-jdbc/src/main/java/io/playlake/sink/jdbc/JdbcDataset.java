package io.playlake.sink.jdbc;

import io.playlake.error.DataRefusedException;
import io.playlake.schema.TableSchema;
import io.playlake.sink.Attempt;
import io.playlake.sink.Commit;
import io.playlake.sink.CommitOutcome;
import io.playlake.sink.DataFile;
import io.playlake.sink.Dataset;
import io.playlake.sink.Revision;
import io.playlake.sink.RowReader;
import io.playlake.sink.SinkSession;
import io.playlake.sink.StoredCommit;
import io.playlake.storage.BlobStore;
import io.playlake.time.TimeSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A dataset of tables. What a commit calls a file is the rows of one table that carry its number: {@code playlists/3}, or,
 * since commit 7 changed some of them, {@code playlists/3.7}. Thread-safe, but for its sessions and readers.
 */
final class JdbcDataset implements Dataset {

    private final Place place;
    private final Tables tables;
    private final JdbcLog log;
    private final TimeSource time;
    private final String id;
    private final Successors successors;

    JdbcDataset(Place place, Tables tables, JdbcLog log, TimeSource time, String id) {
        this.place = place;
        this.tables = tables;
        this.log = log;
        this.time = time;
        this.id = id;
        this.successors = new Successors(log);
    }

    Place place() {
        return place;
    }

    Tables tables() {
        return tables;
    }

    JdbcLog commits() {
        return log;
    }

    TimeSource time() {
        return time;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String name() {
        return place.name();
    }

    /** Held by a connection, and so until that ends; where the database has no such lock, everybody gets one. */
    @Override
    public Optional<BlobStore.Lock> tryLock() {
        try {
            Connection connection = place.connections().take();
            boolean held = false;
            try {
                Optional<Boolean> locked = place.dialect().lock(connection, id);
                if (locked.isEmpty()) {
                    return Optional.of(new JdbcLock(null));
                }
                held = locked.get();
                return held ? Optional.of(new JdbcLock(connection)) : Optional.empty();
            } finally {
                if (!held) {
                    place.connections().give(connection);
                }
            }
        } catch (SQLException e) {
            throw Failures.of(name(), "it cannot be locked", e);
        }
    }

    /** An attempt that died left nothing: its transaction ended with its connection. */
    @Override
    public void recover(BlobStore.Lock lock) {}

    @Override
    public Optional<Commit> head() {
        JdbcLog.Head head = log.head()
                .orElseThrow(() -> new DataRefusedException(name() + ": the row of " + Ddl.HEAD + " is gone", null));
        if (!head.datasetId().equals(id)) {
            throw new DataRefusedException(
                    name() + ": " + Ddl.HEAD + " is that of dataset " + head.datasetId() + ", expected " + id, null);
        }
        return head.seq() == 0 ? Optional.empty() : Optional.of(commit(head.seq()));
    }

    /** Returns the newest commit of a dataset that has one. */
    Commit newest() {
        return head().orElseThrow(() -> new DataRefusedException(name() + " has no commits any more", null));
    }

    @Override
    public Commit commit(long seq) {
        return log.require(seq).commit();
    }

    @Override
    public SinkSession begin(Attempt attempt, Optional<Commit> base) {
        return new JdbcSession(this, attempt, base.map(this::stored).orElse(null));
    }

    private StoredCommit stored(Commit base) {
        StoredCommit stored = log.require(base.seq());
        if (!stored.commit().equals(base)) {
            throw new DataRefusedException(
                    log.where(base.seq()) + " is not the commit that the session is to build on", null);
        }
        return stored;
    }

    @Override
    public Optional<CommitOutcome> revise(Attempt attempt, Commit base, Revision revision) {
        try (JdbcRevision work = new JdbcRevision(this, attempt, stored(base), revision)) {
            return work.look() ? Optional.of(work.commit()) : Optional.empty();
        } catch (DataRefusedException e) {
            // What somebody else changes meanwhile may look damaged.
            Commit head = newest();
            if (head.seq() == base.seq()) {
                throw e;
            }
            return Optional.of(new CommitOutcome.Conflict(head));
        }
    }

    @Override
    public List<DataFile> files(Commit commit, String table) {
        return standing(commit.tables().getOrDefault(table, List.of()));
    }

    /** Returns the files that hold now what the given ones held. */
    List<DataFile> standing(List<DataFile> files) {
        return successors.of(files);
    }

    @Override
    public InputStream openState(DataFile file) {
        // Unlike rows, state that was put away is not there any more, so the log is asked each time.
        head();
        return new StateParts(place).open(standing(List.of(file)).get(0));
    }

    @Override
    public RowReader read(TableSchema schema, DataFile file) {
        return open(schema, tables.storedFor(schema), seq(schema.name(), file), List.of());
    }

    @Override
    public RowReader read(TableSchema schema, DataFile file, List<?> keyStart) {
        if (keyStart.isEmpty() || keyStart.size() > schema.key().size()) {
            throw new IllegalArgumentException("the key of table " + schema.name() + " is " + schema.key()
                    + ", and cannot begin with " + keyStart.size() + " values");
        }
        // Content that an earlier commit stored is not stored again, and the same whoever names it.
        Long seq = Contents.hasRun(schema) ? (Long) seq(schema.name(), file) : null;
        return open(schema, tables.storedFor(schema), seq, keyStart);
    }

    private RowReader open(TableSchema schema, TableSchema stored, @Nullable Long seq, List<?> keyStart) {
        try {
            return JdbcRowReader.open(place, schema, stored, seq, keyStart);
        } catch (SQLException e) {
            throw Failures.of(name(), "table " + schema.name() + " cannot be read", e);
        }
    }

    @Override
    public String locate(DataFile file) {
        int slash = file.path().indexOf('/');
        String table = file.path().substring(0, slash);
        return name() + ": "
                + (table.startsWith("_")
                        ? "SELECT * FROM " + place.table(Ddl.STATE_PARTS) + " WHERE "
                                + place.dialect().quote("file") + " = '" + file.path() + "'"
                        : "SELECT * FROM " + place.table(table) + " WHERE "
                                + place.dialect().quote(Tables.COMMIT) + " = "
                                + seq(table, file));
    }

    @Override
    public List<String> inspect(Commit commit) {
        List<String> problems = new ArrayList<>();
        commit.tables()
                .forEach((table, files) -> files.stream()
                        .filter(this::stands)
                        .forEach(file -> inspect(table, file).ifPresent(problems::add)));
        StoredCommit.states(commit)
                .filter(this::stands)
                .forEach(state -> inspect(state).ifPresent(problems::add));
        return problems;
    }

    private boolean stands(DataFile file) {
        return standing(List.of(file)).contains(file);
    }

    private Optional<String> inspect(String table, DataFile file) {
        try {
            TableSchema stored = tables.stored(table);
            RowDigest digest = new RowDigest(stored);
            try (RowReader rows = open(stored, stored, seq(table, file), List.of())) {
                rows.forEachRemaining(digest::add);
            }
            DataFile found = digest.file(file.path());
            return found.equals(file)
                    ? Optional.empty()
                    : Optional.of(locate(file) + " finds " + found.rows() + " rows of " + found.bytes()
                            + " bytes with SHA-256 " + found.sha256() + ", expected " + file.rows() + " of "
                            + file.bytes() + " with " + file.sha256());
        } catch (DataRefusedException e) {
            return Optional.of(e.getMessage());
        }
    }

    private Optional<String> inspect(DataFile state) {
        try (InputStream in = openState(state)) {
            in.transferTo(OutputStream.nullOutputStream());
            return Optional.empty();
        } catch (DataRefusedException | IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Returns the number of the commit that rows carry. */
    long seq(String table, DataFile file) {
        try {
            String path = Successors.original(file.path());
            if (path.startsWith(table + "/")) {
                return Long.parseLong(path.substring(table.length() + 1));
            }
        } catch (NumberFormatException e) {
            // Refused below, with all else that is none.
        }
        throw new DataRefusedException(
                name() + ": '" + file.path() + "' is no file of table " + table + ", expected " + table + "/<number>",
                null);
    }

    @Override
    public void close() {
        place.close();
    }

    @Override
    public String toString() {
        return name();
    }

    private final class JdbcLock implements BlobStore.Lock {

        private @Nullable Connection connection;
        private final boolean exclusive;

        JdbcLock(@Nullable Connection connection) {
            this.connection = connection;
            this.exclusive = connection != null;
        }

        @Override
        public boolean exclusive() {
            return exclusive;
        }

        @Override
        public void close() {
            Connection holder = connection;
            connection = null;
            if (holder == null) {
                return;
            }
            try {
                place.dialect().unlock(holder, id);
                place.connections().give(holder);
            } catch (SQLException e) {
                Connections.discard(holder);
            }
        }
    }
}
