package io.playlake.sink.jdbc;

import io.playlake.error.DataRefusedException;
import io.playlake.error.SinkException;
import io.playlake.schema.Row;
import io.playlake.schema.TableSchema;
import io.playlake.sink.Attempt;
import io.playlake.sink.Commit;
import io.playlake.sink.CommitJson;
import io.playlake.sink.CommitOutcome;
import io.playlake.sink.DataFile;
import io.playlake.sink.Replacement;
import io.playlake.sink.Revision;
import io.playlake.sink.RowReader;
import io.playlake.sink.StoredCommit;
import java.io.Closeable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a revision about all rows and all state, outside of any transaction: what is committed changes only by commits, and
 * the head tells of those. One short transaction applies the answers, and can be repeated whole.
 */
final class JdbcRevision implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcRevision.class);

    private final JdbcDataset dataset;
    private final Attempt attempt;
    private final StoredCommit base;
    private final long seq;
    private final Revision revision;
    private final List<TableChanges> tables = new ArrayList<>();
    private final Map<String, List<DataFile>> successors = new TreeMap<>();
    private final List<Replacement> replaced = new ArrayList<>();
    private final StateChanges states;
    private final StateSpill delta;

    JdbcRevision(JdbcDataset dataset, Attempt attempt, StoredCommit base, Revision revision) {
        this.dataset = dataset;
        this.attempt = attempt;
        this.base = base;
        this.seq = base.commit().seq() + 1;
        this.revision = revision;
        this.states = new StateChanges(revision, dataset::openState, seq);
        this.delta = new StateSpill("_state/" + seq);
    }

    /** Looks at everything; returns false if nothing is to change. */
    boolean look() {
        Map<String, List<DataFile>> files = dataset.files();
        try {
            for (TableSchema table : revision.tables()) {
                if (files.containsKey(table.name())) {
                    look(table, files.getOrDefault(table.name(), List.of()));
                }
            }
            Set<DataFile> standing = new LinkedHashSet<>();
            for (Commit commit : dataset.log()) {
                standing.addAll(dataset.standing(StoredCommit.states(commit).toList()));
            }
            for (DataFile file : standing) {
                states.look(file);
            }
        } catch (IOException e) {
            throw new SinkException(
                    dataset.name() + ": what is to change cannot be kept in a temporary file: " + e.getMessage(), e);
        }
        replaced.addAll(states.replaced());
        return !replaced.isEmpty();
    }

    private void look(TableSchema table, List<DataFile> files) throws IOException {
        TableChanges changes =
                new TableChanges(dataset.place(), table, dataset.tables().storedFor(table));
        tables.add(changes);
        for (DataFile file : files) {
            look(table, file, changes);
        }
    }

    private void look(TableSchema table, DataFile file, TableChanges changes) throws IOException {
        long addedBy = dataset.seq(table.name(), file);
        RowDigest before = new RowDigest(table);
        RowDigest after = new RowDigest(table);
        boolean changed = false;
        try (RowReader rows = dataset.read(table, file)) {
            while (rows.hasNext()) {
                Row row = rows.next();
                Row revised = revision.row(table, row);
                before.add(row);
                if (revised == null) {
                    changes.remove(addedBy, row);
                    changed = true;
                    continue;
                }
                after.add(revised);
                if (!revised.equals(row)) {
                    changes.change(row, revised);
                    changed = true;
                }
            }
        }
        if (!changed) {
            return;
        }
        if (!before.file(file.path()).equals(file)) {
            throw new DataRefusedException(
                    dataset.locate(file) + " does not find what the log says of it; nothing was changed", null);
        }
        DataFile left = after.file(Successors.path(file.path(), seq));
        if (left.rows() == 0) {
            changes.removeAll(addedBy);
        } else {
            successors.computeIfAbsent(table.name(), name -> new ArrayList<>()).add(left);
        }
        replaced.add(new Replacement(table.name(), List.of(file.path()), left.rows() == 0 ? List.of() : List.of(left)));
    }

    CommitOutcome commit() {
        byte[] json = CommitJson.write(new CommitJson.Draft(
                seq,
                base.commit().sha256(),
                attempt,
                revision.draft(),
                successors,
                base.knownTables(),
                delta.file(),
                null,
                replaced,
                base.rewritten()));
        return new CommitTransaction(
                        dataset, base.commit(), attempt, List.of(), List.of(delta), kept -> json, this::apply)
                .run();
    }

    private void apply(Connection connection) throws SQLException, IOException {
        for (TableChanges changes : tables) {
            changes.apply(connection);
        }
        states.apply(connection, new StateParts(dataset.place()));
        applyToCopy(connection, new StateTable(dataset.place()));
    }

    /** Whether the copy of state is level or behind: the log shows no line any more as it was. */
    private void applyToCopy(Connection connection, StateTable copy) throws SQLException {
        boolean ours = copy.position(connection)
                .filter(position -> position.datasetId().equals(dataset.id()))
                .isPresent();
        if (!ours) {
            return;
        }
        try {
            copy.revise(connection, revision::state);
        } catch (DataRefusedException e) {
            LOG.warn("the copy of state in {} is damaged, and the next run makes it anew", dataset.name(), e);
            copy.clear(connection);
        }
    }

    @Override
    public void close() {
        List<Closeable> open = new ArrayList<>(tables);
        open.add(states);
        open.add(delta);
        for (Closeable closeable : open) {
            try {
                closeable.close();
            } catch (IOException e) {
                LOG.warn("a temporary file of {} could not be closed: {}", dataset.name(), e.getMessage());
            }
        }
    }
}
