package io.playlake.sink.jdbc;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.playlake.error.DataRefusedException;
import io.playlake.error.StateException;
import io.playlake.schema.ColumnType;
import io.playlake.sink.Commit;
import io.playlake.sink.CommitJson;
import io.playlake.sink.StoredCommit;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The log: a row for each commit, and one that says which is the newest. Remembers what it read. Thread-safe. */
final class JdbcLog {

    private final Place place;
    private final Cache<Long, StoredCommit> commits =
            CacheBuilder.newBuilder().maximumSize(64).build();

    private volatile @Nullable StoredCommit newestKnown;

    JdbcLog(Place place) {
        this.place = place;
    }

    /** Who the dataset is, and how far it has come. */
    record Head(String datasetId, long seq) {}

    /** Returns the head; empty if nobody founded a dataset here. */
    Optional<Head> head() {
        return place.ask("its head cannot be read", this::head);
    }

    private Optional<Head> head(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT " + quoted("dataset_id") + ", "
                        + quoted("format_version") + ", " + quoted("seq") + " FROM " + place.table(Ddl.HEAD));
                ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            int version = row.getInt(2);
            if (version != CommitJson.FORMAT_VERSION) {
                throw new StateException(
                        place.name() + ": " + Ddl.HEAD + " has format version " + version + ", this library knows "
                                + CommitJson.FORMAT_VERSION + "; use a newer library",
                        null);
            }
            return Optional.of(new Head(row.getString(1), row.getLong(3)));
        }
    }

    /** Founds a dataset, unless somebody else is faster. */
    Head found(String datasetId) {
        return place.ask("a dataset cannot be founded", connection -> {
            if (newest(connection) > 0) {
                throw new StateException(
                        place.name() + " holds a log but no row in " + Ddl.HEAD
                                + "; put it back, or choose another schema",
                        null);
            }
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO " + place.table(Ddl.HEAD) + " ("
                    + quoted("one") + ", " + quoted("dataset_id") + ", " + quoted("format_version") + ", "
                    + quoted("seq") + ") VALUES (1, ?, ?, 0)")) {
                insert.setString(1, datasetId);
                insert.setInt(2, CommitJson.FORMAT_VERSION);
                insert.executeUpdate();
            } catch (SQLException e) {
                if (!Failures.isDuplicate(e)) {
                    throw e;
                }
            }
            return head(connection).orElseThrow(() -> new SQLException("the row of " + Ddl.HEAD + " vanished"));
        });
    }

    private long newest(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT MAX(" + quoted("seq") + ") FROM " + place.table(Ddl.COMMITS));
                ResultSet row = select.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /**
     * Returns a commit.
     *
     * @throws DataRefusedException if it is missing, or does not fit the one before
     */
    StoredCommit require(long seq) {
        StoredCommit cached = commits.getIfPresent(seq);
        if (cached != null) {
            return cached;
        }
        StoredCommit stored = place.ask("commit " + seq + " cannot be read", connection -> read(connection, seq))
                .orElseThrow(() -> new DataRefusedException(where(seq) + " is missing from the log", null));
        checkChain(seq, stored.commit());
        commits.put(seq, stored);
        know(stored);
        return stored;
    }

    /** Returns the newest commit that was read so far; empty if none was. */
    Optional<StoredCommit> known() {
        return Optional.ofNullable(newestKnown);
    }

    private synchronized void know(StoredCommit stored) {
        StoredCommit known = newestKnown;
        if (known == null || stored.commit().seq() > known.commit().seq()) {
            newestKnown = stored;
        }
    }

    /** Reads a commit within a transaction; empty if there is none of this number. */
    Optional<StoredCommit> read(Connection connection, long seq) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT " + quoted("json") + ", " + quoted("sha256")
                + " FROM " + place.table(Ddl.COMMITS) + " WHERE " + quoted("seq") + " = ?")) {
            select.setLong(1, seq);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                String json = place.dialect().decode(row.getString(1));
                StoredCommit stored = CommitJson.read(where(seq), json.getBytes(StandardCharsets.UTF_8));
                if (!stored.commit().sha256().equals(row.getString(2))) {
                    throw new DataRefusedException(
                            where(seq) + " is damaged: its SHA-256 is "
                                    + stored.commit().sha256() + ", expected " + row.getString(2),
                            null);
                }
                return Optional.of(stored);
            }
        }
    }

    void insert(Connection connection, Commit commit, byte[] json) throws SQLException {
        String sql = "INSERT INTO " + place.table(Ddl.COMMITS) + " (" + quoted("seq") + ", " + quoted("run_id") + ", "
                + quoted("attempt_id") + ", " + quoted("committed_at") + ", " + quoted("sha256") + ", "
                + quoted("json") + ") VALUES (?, ?, ?, " + place.dialect().placeholder(ColumnType.TIMESTAMP)
                + ", ?, ?)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setLong(1, commit.seq());
            insert.setString(2, place.dialect().encode(commit.attempt().runId()));
            insert.setString(3, place.dialect().encode(commit.attempt().attemptId()));
            place.dialect().bind(insert, 4, ColumnType.TIMESTAMP, commit.committedAt());
            insert.setString(5, commit.sha256());
            insert.setString(6, place.dialect().encode(new String(json, StandardCharsets.UTF_8)));
            insert.executeUpdate();
        }
    }

    /** Moves the head on by one, and locks it until the transaction ends; false if it is not at the base. */
    boolean advance(Connection connection, String datasetId, long base) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE " + place.table(Ddl.HEAD) + " SET "
                + quoted("seq") + " = " + quoted("seq") + " + 1 WHERE " + quoted("seq") + " = ? AND "
                + quoted("dataset_id") + " = ?")) {
            update.setLong(1, base);
            update.setString(2, datasetId);
            return update.executeUpdate() == 1;
        }
    }

    String where(long seq) {
        return place.name() + ": row " + seq + " of " + Ddl.COMMITS;
    }

    private void checkChain(long seq, Commit commit) {
        if (commit.seq() != seq) {
            throw new DataRefusedException(where(seq) + " says it is commit " + commit.seq(), null);
        }
        @Nullable String parent = commit.parentSha256();
        if ((parent == null) != (seq == 1)) {
            throw new DataRefusedException(where(seq) + " names " + parent + " as its parent", null);
        }
        StoredCommit before = commits.getIfPresent(seq - 1);
        StoredCommit after = commits.getIfPresent(seq + 1);
        boolean fits = (before == null || before.commit().sha256().equals(parent))
                && (after == null || commit.sha256().equals(after.commit().parentSha256()));
        if (!fits) {
            throw new DataRefusedException(where(seq) + " does not fit the commits beside it, by their SHA-256", null);
        }
    }

    private String quoted(String column) {
        return place.dialect().quote(column);
    }
}
