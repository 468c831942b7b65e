package io.playlake.format.parquet;

import io.playlake.schema.ColumnType;
import io.playlake.schema.Row;
import io.playlake.schema.Table;
import io.playlake.schema.TableSchema;
import io.playlake.sink.Attempt;
import io.playlake.sink.Commit;
import io.playlake.sink.CommitDraft;
import io.playlake.sink.CommitOutcome;
import io.playlake.sink.DataFile;
import io.playlake.sink.Dataset;
import io.playlake.sink.RowReader;
import io.playlake.sink.SinkSession;
import io.playlake.storage.BlobStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A small dataset of two tables, for the tests of this package. */
final class Lake {

    static final TableSchema SONGS = Table.<String>named("songs", "A song.")
            .key("id", ColumnType.STRING, "Id.", id -> id)
            .optional("name", ColumnType.STRING, "Name.", id -> "song " + id)
            .optional("added_at", ColumnType.TIMESTAMP, "When.", id -> Instant.EPOCH)
            .build()
            .schema();

    static final TableSchema LISTS = Table.<String>named("lists", "A list.")
            .key("id", ColumnType.STRING, "Id.", id -> id)
            .build()
            .schema();

    static final Instant DATE = Instant.parse("2026-11-22T23:30:00Z");

    private Lake() {}

    static ParquetDataset open(BlobStore store) {
        return ParquetDataset.open(store, new Random(1), ParquetOptions.defaults());
    }

    static Attempt attempt(int n) {
        return new Attempt("run" + n, "a" + n, DATE);
    }

    /** Adds three songs, a list and a line of state, with a checkpoint. */
    static CommitOutcome add(Dataset dataset, int n, Optional<Commit> base) {
        try (SinkSession session = dataset.begin(attempt(n), base)) {
            for (int i = 0; i < 3; i++) {
                session.writer(SONGS).write(song(n + "-" + i));
            }
            session.writer(LISTS).write(Row.of(LISTS, "list" + n));
            session.stateDelta().write(("delta " + n + "\n").getBytes(StandardCharsets.UTF_8));
            session.stateCheckpoint().write(("all " + n + "\n").getBytes(StandardCharsets.UTF_8));
            return session.commit(new CommitDraft(true, null, DATE, "test", Map.of("calls", (long) n)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Commit committed(Dataset dataset, int n, Optional<Commit> base) {
        return ((CommitOutcome.Committed) add(dataset, n, base)).commit();
    }

    static Row song(String id) {
        return Row.of(SONGS, id, "song " + id, Instant.EPOCH);
    }

    static List<Row> rows(Dataset dataset, TableSchema schema, Commit commit) {
        List<Row> rows = new ArrayList<>();
        for (DataFile file : commit.tables().getOrDefault(schema.name(), List.of())) {
            try (RowReader reader = dataset.read(schema, file)) {
                reader.forEachRemaining(rows::add);
            }
        }
        return rows;
    }
}
