package io.playlake.testkit;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.playlake.sink.Sink;
import io.playlake.sink.SinkSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tables, rows and runs that the sink contract writes. */
abstract class SinkFixtures {

    /** A table with two key columns. */
    protected static final TableSchema EVENTS = Table.<List<Object>>named("events", "What happened.")
            .key("run_id", ColumnType.STRING, "Run.", row -> row.get(0))
            .key("position", ColumnType.INT, "Place.", row -> row.get(1))
            .required("uri", ColumnType.STRING, "Subject.", row -> row.get(2))
            .build()
            .schema();

    /** A table of every type. */
    protected static final TableSchema TYPES = types();

    /** The logical date of every run. */
    protected static final Instant DATE = Instant.parse("2026-11-22T00:00:00Z");

    /** Returns a sink on the same place at every call within one test, and on an empty one at its first. */
    protected abstract Sink sink() throws IOException;

    /** Returns what the sink can do; by default all. What is left out must be refused, and tests see to it. */
    protected Set<SinkCapability> capabilities() {
        return EnumSet.allOf(SinkCapability.class);
    }

    /** Returns passwords and keys that the sink was given, which must be in no name and no message; by default none. */
    protected Set<String> secrets() {
        return Set.of();
    }

    /** Adds a commit with one event. */
    protected static Commit add(Dataset dataset, int n, Optional<Commit> base) {
        try (SinkSession session = dataset.begin(attempt(n), base)) {
            session.writer(EVENTS).write(event("r" + n, 0));
            return committed(session, Map.of());
        }
    }

    /** Returns the n-th attempt, of a run of its own. */
    protected static Attempt attempt(int n) {
        return new Attempt("20261122T000000Z-0000000" + Integer.toHexString(n), "attempt" + n, DATE);
    }

    /** Returns an event. */
    protected static Row event(String run, int position) {
        return Row.of(EVENTS, run, position, "spotify:track:" + position);
    }

    /** Reads all rows of a table that a commit added. */
    protected static List<Row> rows(Dataset dataset, TableSchema schema, Commit commit) {
        List<Row> rows = new ArrayList<>();
        for (DataFile file : commit.tables().getOrDefault(schema.name(), List.of())) {
            int before = rows.size();
            try (RowReader reader = dataset.read(schema, file)) {
                reader.forEachRemaining(rows::add);
            }
            assertThat(rows.size() - before).isEqualTo((int) file.rows());
        }
        return rows;
    }

    static Commit committed(SinkSession session, Map<String, Long> counts) {
        CommitOutcome outcome = session.commit(draft(counts));
        assertThat(outcome).isInstanceOf(CommitOutcome.Committed.class);
        return ((CommitOutcome.Committed) outcome).commit();
    }

    static CommitDraft draft(Map<String, Long> counts) {
        return new CommitDraft(true, DATE.plusSeconds(60), DATE.plusSeconds(5), "1.2.3", counts);
    }

    static String state(Dataset dataset, DataFile file) throws IOException {
        try (InputStream in = dataset.openState(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static Row typed(String key, int number) {
        return Row.of(TYPES, key, "t", "{}", true, number, 2L, 3.0, DATE, LocalDate.EPOCH);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static TableSchema types() {
        Table.Builder<List<@Nullable Object>> table = Table.<List<@Nullable Object>>named("types", "One column a type.")
                .key("id", ColumnType.STRING, "Key.", row -> "");
        for (ColumnType type : ColumnType.values()) {
            Function<List<@Nullable Object>, @Nullable Object> none = row -> null;
            table.optional("a_" + type.name().toLowerCase(java.util.Locale.ROOT), type, "A value.", none);
        }
        return table.build().schema();
    }
}
