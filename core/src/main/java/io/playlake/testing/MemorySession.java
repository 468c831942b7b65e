package io.playlake.testing;

import io.playlake.error.DataRefusedException;
import io.playlake.schema.Row;
import io.playlake.schema.TableSchema;
import io.playlake.sink.Attempt;
import io.playlake.sink.Commit;
import io.playlake.sink.CommitDraft;
import io.playlake.sink.CommitOutcome;
import io.playlake.sink.DataFile;
import io.playlake.sink.RowCheck;
import io.playlake.sink.SinkSession;
import io.playlake.sink.TableWriter;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a {@link MemorySink} is about to commit. */
final class MemorySession implements SinkSession {

    private final MemorySink sink;
    private final Attempt attempt;
    private final Optional<Commit> base;
    private final Map<String, Writer> writers = new LinkedHashMap<>();
    private final ByteArrayOutputStream delta = new ByteArrayOutputStream();
    private @Nullable ByteArrayOutputStream checkpoint;
    private boolean over;

    MemorySession(MemorySink sink, Attempt attempt, Optional<Commit> base) {
        this.sink = sink;
        this.attempt = attempt;
        this.base = base;
    }

    @Override
    public TableWriter writer(TableSchema schema) {
        check();
        Writer known = writers.get(schema.name());
        if (known == null) {
            TableSchema stored = sink.stored(schema.name());
            if (stored != null) {
                schema.misfit(stored).ifPresent(misfit -> {
                    throw new DataRefusedException("dataset memory: " + misfit, null);
                });
            }
            known = new Writer(schema);
            writers.put(schema.name(), known);
        } else if (!known.schema.equals(schema)) {
            throw new IllegalArgumentException("table " + schema.name() + " has a writer of another schema");
        }
        return known;
    }

    @Override
    public OutputStream stateDelta() {
        check();
        return delta;
    }

    @Override
    public OutputStream stateCheckpoint() {
        check();
        if (checkpoint == null) {
            checkpoint = new ByteArrayOutputStream();
        }
        return checkpoint;
    }

    @Override
    public CommitOutcome commit(CommitDraft draft) {
        check();
        over = true;
        long seq = base.map(Commit::seq).orElse(0L) + 1;
        Map<String, MemorySink.Table> files = new HashMap<>();
        Map<String, List<DataFile>> tables = new HashMap<>();
        for (Map.Entry<String, Writer> entry : writers.entrySet()) {
            List<Row> rows = entry.getValue().rows;
            if (!rows.isEmpty() || sink.stored(entry.getKey()) == null) {
                DataFile file = file(entry.getKey(), seq, rows.size());
                files.put(file.path(), new MemorySink.Table(entry.getValue().schema, List.copyOf(rows)));
                tables.put(entry.getKey(), List.of(file));
            }
        }
        Map<String, byte[]> states = new HashMap<>();
        DataFile deltaFile = file("_state", seq, lines(delta));
        states.put(deltaFile.path(), delta.toByteArray());
        DataFile checkpointFile = null;
        if (checkpoint != null) {
            checkpointFile = file("_checkpoint", seq, lines(checkpoint));
            states.put(checkpointFile.path(), checkpoint.toByteArray());
        }
        Commit commit = new Commit(
                seq,
                base.map(Commit::sha256).orElse(null),
                attempt,
                draft.complete(),
                draft.notBefore(),
                draft.committedAt(),
                draft.libraryVersion(),
                tables,
                deltaFile,
                checkpointFile,
                draft.counts(),
                MemorySink.sha256(seq + attempt.runId() + attempt.attemptId()));
        return sink.append(
                        commit,
                        files,
                        writers.values().stream().map(writer -> writer.schema).toList(),
                        states)
                ? new CommitOutcome.Committed(commit)
                : new CommitOutcome.Conflict(sink.head().orElseThrow());
    }

    @Override
    public void close() {
        over = true;
    }

    private static int lines(ByteArrayOutputStream state) {
        return (int) state.toString(StandardCharsets.UTF_8).lines().count();
    }

    private DataFile file(String folder, long seq, int rows) {
        String path = folder + "/" + attempt.runId() + "." + attempt.attemptId() + "." + seq;
        return new DataFile(path, rows, 0, MemorySink.sha256(path));
    }

    private void check() {
        if (over) {
            throw new IllegalStateException("this session is over");
        }
    }

    private final class Writer implements TableWriter {

        private final TableSchema schema;
        private final RowCheck order;
        private final List<Row> rows = new ArrayList<>();

        Writer(TableSchema schema) {
            this.schema = schema;
            this.order = new RowCheck(schema);
        }

        @Override
        public void write(Row row) {
            check();
            order.check(row);
            order.written(row);
            rows.add(row);
        }
    }
}
