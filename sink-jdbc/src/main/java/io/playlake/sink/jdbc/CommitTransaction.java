package io.playlake.sink.jdbc;

import io.playlake.change.PlaylistState;
import io.playlake.change.SnapshotStore.Position;
import io.playlake.change.StateLines;
import io.playlake.error.CancelledException;
import io.playlake.error.CommitUnknownException;
import io.playlake.error.DataRefusedException;
import io.playlake.error.SinkException;
import io.playlake.sink.Attempt;
import io.playlake.sink.Commit;
import io.playlake.sink.CommitJson;
import io.playlake.sink.CommitOutcome;
import io.playlake.sink.StoredCommit;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One transaction that holds rows, state, the row of the commit, and the head moved on by one, tried until its fate is
 * known. The head comes first: it is the fence, and its lock makes other writers wait. So each try begins with finding out
 * what became of the one before: with the lock held, either the head stands where it stood, and nothing happened; or the
 * row of the commit tells who moved it.
 */
final class CommitTransaction {

    private static final Logger LOG = LoggerFactory.getLogger(CommitTransaction.class);

    private static final int TRIES = 6;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    /** Describes the commit; the argument holds what was left of tables some of whose rows are there already. */
    interface Document {
        byte[] of(Map<String, RowSpill> kept);
    }

    /** Changes what is there already, in the transaction, and before anything is added. */
    interface Step {
        void on(Connection connection) throws SQLException, IOException;
    }

    private final JdbcDataset dataset;
    private final Place place;
    private final JdbcLog log;
    private final @Nullable Commit base;
    private final long seq;
    private final Attempt attempt;
    private final List<RowSpill> tables;
    private final List<StateSpill> states;
    private final Document document;
    private final Step step;
    private final Map<String, RowSpill> kept = new HashMap<>();
    private @Nullable String duplicateIn;
    private boolean sent;

    CommitTransaction(
            JdbcDataset dataset,
            @Nullable Commit base,
            Attempt attempt,
            List<RowSpill> tables,
            List<StateSpill> states,
            Document document,
            Step step) {
        this.dataset = dataset;
        this.place = dataset.place();
        this.log = dataset.commits();
        this.base = base;
        this.seq = base == null ? 1 : base.seq() + 1;
        this.attempt = attempt;
        this.tables = tables;
        this.states = states;
        this.document = document;
        this.step = step;
    }

    CommitOutcome run() {
        try {
            return settle();
        } catch (IOException e) {
            throw new SinkException(
                    place.name() + ": what was to be committed cannot be read back: " + e.getMessage(), e);
        } finally {
            for (RowSpill rows : kept.values()) {
                try {
                    rows.close();
                } catch (IOException e) {
                    LOG.debug("a temporary file could not be closed", e);
                }
            }
        }
    }

    private CommitOutcome settle() throws IOException {
        byte[] json = document.of(kept);
        SQLException last = null;
        for (int i = 0; i < TRIES; i++) {
            pause(i);
            try {
                return attempt(json, i == TRIES - 1 && sent);
            } catch (SQLException e) {
                LOG.debug("try {} of commit {} to {} failed", i + 1, seq, place.name(), e);
                if (last != null) {
                    e.addSuppressed(last);
                }
                last = e;
                if (!sent && Failures.isDuplicate(e)) {
                    keepWhatIsThere(e);
                    json = document.of(kept);
                } else if (!sent && !Failures.passes(e)) {
                    throw Failures.of(place.name(), "commit " + seq + " failed", e);
                }
            }
        }
        if (sent) {
            throw new CommitUnknownException(
                    "dataset " + place.name() + ": whether commit " + seq + " of run " + attempt.runId()
                            + " was stored could not be learned: " + (last == null ? "" : Failures.reason(last)),
                    last);
        }
        throw last == null
                ? new IllegalStateException("no try was made")
                : Failures.of(place.name(), "commit " + seq + " failed " + TRIES + " times", last);
    }

    private void pause(int tries) {
        if (tries == 0) {
            return;
        }
        try {
            dataset.time().sleep(FIRST_PAUSE.multipliedBy(1L << (tries - 1)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            if (sent) {
                throw new CommitUnknownException(
                        "dataset " + place.name() + ": interrupted before it could be learned whether commit " + seq
                                + " was stored",
                        e);
            }
            throw new CancelledException("interrupted while commit " + seq + " was tried", e);
        }
    }

    private CommitOutcome attempt(byte[] json, boolean onlyLook) throws SQLException, IOException {
        Connection connection = place.connections().take();
        boolean whole = false;
        try {
            place.dialect().beginWriting(connection);
            if (!log.advance(connection, dataset.id(), seq - 1)) {
                CommitOutcome outcome = foundOut(connection, json);
                whole = true;
                return outcome;
            }
            sent = false;
            if (onlyLook) {
                throw new SQLException("every try of the commit failed, and none of them counts");
            }
            StoredCommit stored = CommitJson.read(log.where(seq), json);
            load(connection, stored.commit(), json);
            sent = true;
            connection.commit();
            whole = true;
            return new CommitOutcome.Committed(stored.commit());
        } finally {
            if (whole) {
                place.connections().give(connection);
            } else {
                Connections.discard(connection);
            }
        }
    }

    /** The head is elsewhere: an earlier try moved it, or somebody else did. */
    private CommitOutcome foundOut(Connection connection, byte[] json) throws SQLException {
        Optional<StoredCommit> slot = log.read(connection, seq);
        Commit mine = CommitJson.read(log.where(seq), json).commit();
        if (slot.isEmpty()) {
            throw new DataRefusedException(
                    place.name() + ": " + Ddl.HEAD + " is not at commit " + (seq - 1) + ", and there is no commit "
                            + seq,
                    null);
        }
        // The same bytes are another session's, unless a try of this one may have stored them.
        if (sent && slot.get().commit().sha256().equals(mine.sha256())) {
            return new CommitOutcome.Committed(slot.get().commit());
        }
        return new CommitOutcome.Conflict(dataset.newest());
    }

    private void load(Connection connection, Commit commit, byte[] json) throws SQLException, IOException {
        step.on(connection);
        for (RowSpill written : tables) {
            RowSpill rows = kept.getOrDefault(written.schema().name(), written);
            if (!rows.isEmpty()) {
                duplicateIn = rows.schema().name();
                place.dialect()
                        .loader()
                        .load(connection, place.table(rows.schema().name()), rows, seq);
            }
        }
        duplicateIn = null;
        StateParts parts = new StateParts(place);
        for (StateSpill state : states) {
            try (InputStream in = state.read()) {
                parts.insert(connection, state.file().path(), in);
            }
        }
        projectState(connection, commit);
        log.insert(connection, commit, json);
    }

    /** The copy of state moves along if it is level; if not, or if these are no lines of state, it stays behind. */
    private void projectState(Connection connection, Commit commit) throws SQLException, IOException {
        List<PlaylistState> changes = new ArrayList<>();
        try (InputStream in = states.get(0).read()) {
            StateLines.read(in, changes::add);
        } catch (IOException e) {
            LOG.debug("the state of commit {} is not of playlists", seq, e);
            return;
        }
        StateTable table = new StateTable(place);
        Position from =
                base == null ? Position.start(dataset.id()) : new Position(dataset.id(), base.seq(), base.sha256());
        if (table.move(connection, from, new Position(dataset.id(), seq, commit.sha256()))) {
            table.put(connection, changes);
        }
    }

    /**
     * Some rows have keys that are taken. Content that lies there from before is left as it is, and this commit does not
     * name it; a row of a run cannot be there before the run.
     */
    private void keepWhatIsThere(SQLException failure) throws IOException {
        String table = duplicateIn;
        RowSpill written = tables.stream()
                .filter(rows -> rows.schema().name().equals(table))
                .findFirst()
                .orElse(null);
        if (written == null || kept.containsKey(written.schema().name()) || Contents.hasRun(written.schema())) {
            throw new DataRefusedException(
                    place.name() + ": commit " + seq + " would add a key to table " + table + " that is there already: "
                            + Failures.reason(failure),
                    failure);
        }
        kept.put(written.schema().name(), place.ask("table " + table + " cannot be read", connection -> {
            try {
                return new Contents(place).without(connection, written);
            } catch (IOException e) {
                throw new SQLException("rows cannot be put aside: " + e.getMessage(), e);
            }
        }));
    }
}
