package io.playlake.format.parquet;

import io.playlake.error.CommitUnknownException;
import io.playlake.error.DataRefusedException;
import io.playlake.error.PlaylakeException;
import io.playlake.error.Reason;
import io.playlake.error.SinkException;
import io.playlake.error.StateException;
import io.playlake.schema.TableSchema;
import io.playlake.sink.Attempt;
import io.playlake.sink.CommitDraft;
import io.playlake.sink.CommitJson;
import io.playlake.sink.CommitOutcome;
import io.playlake.sink.DataFile;
import io.playlake.sink.Replacement;
import io.playlake.sink.SinkSession;
import io.playlake.sink.StoredCommit;
import io.playlake.sink.TableWriter;
import io.playlake.storage.BlobKey;
import io.playlake.storage.BlobStore;
import io.playlake.storage.PendingBlob;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pending files, and the protocol that makes them one commit. */
final class ParquetSession implements SinkSession {

    private static final Logger LOG = LoggerFactory.getLogger(ParquetSession.class);

    /** A reply can be lost more than once; a store that fails more often than this is down. */
    private static final int TRIES = 4;

    private final BlobStore store;
    private final CommitLog log;
    private final Attempt attempt;
    private final @Nullable StoredCommit base;
    private final ParquetOptions options;
    private final WriteMemory memory;
    private final Map<String, ParquetTableWriter> writers = new LinkedHashMap<>();
    private final Rewriting rewriting;
    private @Nullable StateFile delta;
    private @Nullable StateFile checkpoint;
    private @Nullable String ended;

    ParquetSession(
            BlobStore store, CommitLog log, Attempt attempt, @Nullable StoredCommit base, ParquetOptions options) {
        this.store = store;
        this.log = log;
        this.attempt = attempt;
        this.base = base;
        this.options = options;
        this.memory = new WriteMemory(options.bufferBytes());
        this.rewriting = new Rewriting(this, attempt, options.fileBytes());
    }

    Rewriting rewriting() {
        return rewriting;
    }

    WriteMemory memory() {
        return memory;
    }

    PendingBlob create(BlobKey key) throws IOException {
        return store.create(key);
    }

    void requireOpen() {
        if (ended != null) {
            throw new IllegalStateException("the session of attempt " + attempt.attemptId() + " is over: " + ended);
        }
    }

    /** Ends the session for everything but {@link #close}. */
    PlaylakeException failed(String what, IOException cause) {
        ended = what;
        return Blobs.failure(store, what, cause);
    }

    @Override
    public TableWriter writer(TableSchema schema) {
        requireOpen();
        ParquetTableWriter known = writers.get(schema.name());
        if (known == null) {
            requireFit(schema);
            known = new ParquetTableWriter(
                    schema, n -> Layout.data(schema.name(), attempt, n), this, options.fileBytes());
            writers.put(schema.name(), known);
        } else if (!known.schema().equals(schema)) {
            throw new IllegalArgumentException("table " + schema.name() + " has a writer of another schema");
        }
        return known;
    }

    void requireFit(TableSchema schema) {
        TableSchema stored = knownTables().get(schema.name());
        if (stored != null) {
            schema.misfit(stored).ifPresent(misfit -> {
                throw new DataRefusedException("dataset " + store.name() + ": " + misfit, null);
            });
        }
    }

    private Map<String, TableSchema> knownTables() {
        return base == null ? Map.of() : base.knownTables();
    }

    @Override
    public OutputStream stateDelta() {
        requireOpen();
        return openDelta().output();
    }

    @Override
    public OutputStream stateCheckpoint() {
        requireOpen();
        if (checkpoint == null) {
            checkpoint = openState(Layout.stateCheckpoint(attempt));
        }
        return checkpoint.output();
    }

    @Override
    public CommitOutcome commit(CommitDraft draft) {
        requireOpen();
        ended = "commit was called";
        long baseSeq = base == null ? 0 : base.commit().seq();
        List<PendingBlob> blobs = new ArrayList<>();
        Publication publication = null;
        boolean published = false;
        byte[] json;
        try {
            json = CommitJson.write(finish(draft, baseSeq + 1, blobs));
            if (log.read(baseSeq + 1).isPresent()) {
                return conflict();
            }
            List<BlobKey> putAway = rewriting.replaced().stream()
                    .flatMap(replacement -> replacement.files().stream())
                    .map(BlobKey::new)
                    .toList();
            publication = new Publication(store, Layout.intent(attempt), baseSeq, blobs, putAway);
            publication.publish();
            published = true;
        } catch (IOException e) {
            throw failed("commit " + (baseSeq + 1) + " cannot be prepared", e);
        } finally {
            if (publication != null && !published) {
                publication.undo();
            }
        }
        return settle(baseSeq + 1, json, publication);
    }

    /** Ends every file; what they hold becomes known, and nothing visible. */
    private CommitJson.Draft finish(CommitDraft draft, long seq, List<PendingBlob> blobs) throws IOException {
        Map<String, TableSchema> known = new TreeMap<>(knownTables());
        Map<String, List<DataFile>> tables = new LinkedHashMap<>();
        for (ParquetTableWriter writer : writers.values()) {
            String table = writer.schema().name();
            List<DataFile> files = writer.finish(known.containsKey(table));
            if (!files.isEmpty()) {
                tables.put(table, files);
                blobs.addAll(writer.blobs());
            }
            known.put(table, writer.schema());
        }
        for (Replacement replacement : rewriting.replaced()) {
            if (replacement.table() != null && !replacement.by().isEmpty()) {
                tables.merge(replacement.table(), replacement.by(), ParquetSession::joined);
            }
        }
        known.putAll(rewriting.schemas());
        blobs.addAll(rewriting.blobs());
        StateFile changes = openDelta();
        DataFile stateDelta = changes.finish();
        blobs.add(changes.blob());
        DataFile stateCheckpoint = null;
        if (checkpoint != null) {
            stateCheckpoint = checkpoint.finish();
            blobs.add(checkpoint.blob());
        }
        return new CommitJson.Draft(
                seq,
                base == null ? null : base.commit().sha256(),
                attempt,
                draft,
                tables,
                known,
                stateDelta,
                stateCheckpoint,
                rewriting.replaced(),
                base == null ? 0 : base.rewritten());
    }

    private static List<DataFile> joined(List<DataFile> some, List<DataFile> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    /** The one atomic step, and finding out what became of it when the reply was lost. */
    private CommitOutcome settle(long seq, byte[] json, Publication publication) {
        IOException unanswered = null;
        for (int i = 0; i < TRIES; i++) {
            try {
                // A second try either wins, or learns that the slot is taken, by the first try perhaps.
                if (log.put(seq, json)) {
                    return committed(CommitJson.read(log.place(seq), json), publication);
                }
                return outcome(seq, json, publication, log.require(seq));
            } catch (IOException e) {
                LOG.debug("commit {} of {} got no answer", seq, store.name(), e);
                if (unanswered != null) {
                    e.addSuppressed(unanswered);
                }
                unanswered = e;
            } catch (DataRefusedException | StateException e) {
                throw unknown(seq, e);
            }
        }
        try {
            Optional<StoredCommit> slot = log.read(seq);
            if (slot.isPresent()) {
                return outcome(seq, json, publication, slot.get());
            }
        } catch (IOException | DataRefusedException | StateException e) {
            throw unknown(seq, e);
        }
        throw unknown(seq, unanswered);
    }

    private CommitOutcome outcome(long seq, byte[] json, Publication publication, StoredCommit slot)
            throws IOException {
        if (slot.commit().sha256().equals(Sha256.of(json))) {
            return committed(slot, publication);
        }
        publication.undo();
        LOG.debug(
                "commit {} of {} went to run {}",
                seq,
                store.name(),
                slot.commit().attempt().runId());
        return conflict();
    }

    private CommitOutcome committed(StoredCommit stored, Publication publication) {
        ended = "it was committed";
        try {
            publication.settle();
        } catch (IOException e) {
            // Whatever the store knows better about it, that the commit was stored must be told.
            throw new SinkException(
                    "dataset " + store.name() + ": commit " + stored.commit().seq()
                            + " was stored, but files that it put away could not be deleted; the next run, or the same"
                            + " command, deletes them: " + Reason.of(e),
                    e);
        }
        return new CommitOutcome.Committed(stored.commit());
    }

    private CommitOutcome conflict() throws IOException {
        ended = "somebody else committed first";
        return new CommitOutcome.Conflict(log.head().orElseThrow().commit());
    }

    private CommitUnknownException unknown(long seq, @Nullable Throwable cause) {
        ended = "the fate of its commit is unknown";
        return new CommitUnknownException(
                "dataset " + store.name() + ": whether commit " + seq + " of run " + attempt.runId()
                        + " was stored could not be learned: " + (cause == null ? "no answer" : cause.getMessage()),
                cause);
    }

    /** What was published is no longer pending, so this never touches it. */
    @Override
    public void close() {
        if (ended == null) {
            ended = "it was closed";
        }
        List<Closeable> open = new ArrayList<>(writers.values());
        if (delta != null) {
            open.add(delta);
        }
        if (checkpoint != null) {
            open.add(checkpoint);
        }
        open.add(rewriting);
        writers.clear();
        delta = null;
        checkpoint = null;
        for (Closeable closeable : open) {
            try {
                closeable.close();
            } catch (IOException e) {
                LOG.warn("a pending file of {} is left for the next recovery: {}", store.name(), e.getMessage());
            }
        }
    }

    private StateFile openDelta() {
        StateFile open = delta;
        if (open == null) {
            open = openState(Layout.stateDelta(attempt));
            delta = open;
        }
        return open;
    }

    private StateFile openState(BlobKey key) {
        try {
            return new StateFile(store.create(key));
        } catch (IOException e) {
            throw failed("state " + key + " cannot be written", e);
        }
    }
}
