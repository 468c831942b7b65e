package io.playlake.sink.jdbc;

import io.playlake.error.DataRefusedException;
import io.playlake.error.SinkException;
import io.playlake.schema.TableSchema;
import io.playlake.sink.Attempt;
import io.playlake.sink.CommitDraft;
import io.playlake.sink.CommitJson;
import io.playlake.sink.CommitOutcome;
import io.playlake.sink.DataFile;
import io.playlake.sink.SinkSession;
import io.playlake.sink.StoredCommit;
import io.playlake.sink.TableWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is about to be committed lies in temporary files of this machine. No transaction is open while a run fetches, which
 * may take hours, and the one that loads everything in the end is short and can be repeated whole.
 */
final class JdbcSession implements SinkSession {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcSession.class);

    private final JdbcDataset dataset;
    private final Attempt attempt;
    private final @Nullable StoredCommit base;
    private final long seq;
    private final Map<String, JdbcTableWriter> writers = new LinkedHashMap<>();
    private final StateSpill delta;
    private @Nullable StateSpill checkpoint;
    private @Nullable String ended;

    JdbcSession(JdbcDataset dataset, Attempt attempt, @Nullable StoredCommit base) {
        this.dataset = dataset;
        this.attempt = attempt;
        this.base = base;
        this.seq = base == null ? 1 : base.commit().seq() + 1;
        this.delta = new StateSpill("_state/" + seq);
    }

    void requireOpen() {
        if (ended != null) {
            throw new IllegalStateException("the session of attempt " + attempt.attemptId() + " is over: " + ended);
        }
    }

    /** Ends the session for everything but {@link #close}. */
    SinkException failed(String what, IOException cause) {
        ended = what;
        return new SinkException(dataset.name() + ": " + what + ": " + cause.getMessage(), cause);
    }

    @Override
    public TableWriter writer(TableSchema schema) {
        requireOpen();
        JdbcTableWriter known = writers.get(schema.name());
        if (known == null) {
            requireFit(schema);
            dataset.tables().ensure(schema);
            known = new JdbcTableWriter(this, schema, dataset.place().dialect());
            writers.put(schema.name(), known);
        } else if (!known.spill().schema().equals(schema)) {
            throw new IllegalArgumentException("table " + schema.name() + " has a writer of another schema");
        }
        return known;
    }

    /** The log knows types that the database does not tell apart. */
    private void requireFit(TableSchema schema) {
        TableSchema stored = base == null ? null : base.knownTables().get(schema.name());
        if (stored != null) {
            schema.misfit(stored).ifPresent(misfit -> {
                throw new DataRefusedException("dataset " + dataset.name() + ": " + misfit, null);
            });
        }
    }

    @Override
    public OutputStream stateDelta() {
        requireOpen();
        return delta.output();
    }

    @Override
    public OutputStream stateCheckpoint() {
        requireOpen();
        StateSpill open = checkpoint;
        if (open == null) {
            open = new StateSpill("_state/" + seq + ".checkpoint");
            checkpoint = open;
        }
        return open.output();
    }

    @Override
    public CommitOutcome commit(CommitDraft draft) {
        requireOpen();
        ended = "commit was called";
        List<StateSpill> states = new ArrayList<>(List.of(delta));
        if (checkpoint != null) {
            states.add(checkpoint);
        }
        List<RowSpill> rows = new ArrayList<>();
        writers.values().forEach(writer -> rows.add(writer.spill()));
        CommitOutcome outcome = new CommitTransaction(
                        dataset,
                        base == null ? null : base.commit(),
                        attempt,
                        rows,
                        states,
                        kept -> document(draft, kept),
                        connection -> {})
                .run();
        ended = outcome instanceof CommitOutcome.Committed ? "it was committed" : "somebody else committed first";
        return outcome;
    }

    /**
     * Returns the document of the commit.
     *
     * @param kept how the rows of a table are described, where that is not as they were written
     */
    private byte[] document(CommitDraft draft, Map<String, RowSpill> kept) {
        Map<String, TableSchema> known = new TreeMap<>(base == null ? Map.of() : base.knownTables());
        Map<String, List<DataFile>> tables = new TreeMap<>();
        for (JdbcTableWriter writer : writers.values()) {
            TableSchema schema = writer.spill().schema();
            String table = schema.name();
            RowSpill rows = kept.getOrDefault(table, writer.spill());
            if (known.put(table, schema) == null || !rows.isEmpty()) {
                tables.put(table, List.of(rows.file(table + "/" + seq)));
            }
        }
        return CommitJson.write(new CommitJson.Draft(
                seq,
                base == null ? null : base.commit().sha256(),
                attempt,
                draft,
                tables,
                known,
                delta.file(),
                checkpoint == null ? null : checkpoint.file(),
                List.of(),
                base == null ? 0 : base.rewritten()));
    }

    /** Nothing of it is in the database unless it was committed, so there is nothing to give up there. */
    @Override
    public void close() {
        if (ended == null) {
            ended = "it was closed";
        }
        List<Closeable> open = new ArrayList<>(List.of(delta));
        writers.values().forEach(writer -> open.add(writer.spill()));
        if (checkpoint != null) {
            open.add(checkpoint);
        }
        for (Closeable closeable : open) {
            try {
                closeable.close();
            } catch (IOException e) {
                LOG.warn("a temporary file of {} could not be closed: {}", dataset.name(), e.getMessage());
            }
        }
    }
}
