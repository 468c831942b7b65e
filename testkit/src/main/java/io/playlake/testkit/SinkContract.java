package io.playlake.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.playlake.error.ConfigurationException;
import io.playlake.error.DataRefusedException;
import io.playlake.schema.ColumnType;
import io.playlake.schema.Row;
import io.playlake.schema.Table;
import io.playlake.schema.TableSchema;
import io.playlake.sink.Commit;
import io.playlake.sink.CommitOutcome;
import io.playlake.sink.DataFile;
import io.playlake.sink.Dataset;
import io.playlake.sink.Sink;
import io.playlake.sink.SinkSession;
import io.playlake.sink.TableWriter;
import io.playlake.storage.BlobStore;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The rules of {@link Dataset} and {@link SinkSession}, one test or more each. */
public abstract class SinkContract extends SinkFixtures {

    /** Returns a sink on the same place at every call within one test, and on an empty one at its first. */
    protected abstract Sink sink() throws IOException;

    /** Returns whether numbers may be infinite; where not, they must be refused by name. */
    protected boolean holdsInfinity() {
        return true;
    }

    @Test
    @DisplayName("A place is founded once, and keeps its id")
    void identity() throws IOException {
        assertThatThrownBy(() -> sink().openExisting()).isInstanceOf(ConfigurationException.class);
        String id;
        try (Dataset dataset = sink().open()) {
            id = dataset.id();
            assertThat(id).isNotBlank();
            assertThat(dataset.head()).isEmpty();
        }
        try (Dataset dataset = sink().open();
                Dataset existing = sink().openExisting()) {
            assertThat(dataset.id()).isEqualTo(id);
            assertThat(existing.id()).isEqualTo(id);
            assertThat(existing.head()).isEmpty();
        }
    }

    @Nested
    class Commits {

        @Test
        @DisplayName("D1: nothing is readable before the commit, all of it after")
        void allOrNothing() throws IOException {
            try (Dataset dataset = sink().open();
                    Dataset reader = sink().open();
                    SinkSession session = dataset.begin(attempt(1), Optional.empty())) {
                session.writer(EVENTS).write(event("r1", 0));
                session.writer(TYPES).write(typed("k", 1));
                session.stateDelta().write(bytes("{\"a\":1}\n{\"b\":2}\n"));
                session.stateCheckpoint().write(bytes("{\"all\":1}\n"));
                assertThat(reader.head()).isEmpty();

                Commit commit = committed(session, Map.of("calls", 7L));

                assertThat(reader.head()).contains(commit);
                assertThat(commit.seq()).isEqualTo(1);
                assertThat(commit.attempt()).isEqualTo(attempt(1));
                assertThat(commit.complete()).isTrue();
                assertThat(commit.notBefore()).isEqualTo(DATE.plusSeconds(60));
                assertThat(commit.committedAt()).isEqualTo(DATE.plusSeconds(5));
                assertThat(commit.libraryVersion()).isEqualTo("1.2.3");
                assertThat(commit.counts()).containsExactly(Map.entry("calls", 7L));
                assertThat(rows(reader, EVENTS, commit)).containsExactly(event("r1", 0));
                assertThat(rows(reader, TYPES, commit)).containsExactly(typed("k", 1));
                assertThat(state(reader, commit.stateDelta())).isEqualTo("{\"a\":1}\n{\"b\":2}\n");
                assertThat(commit.stateDelta().rows()).isEqualTo(2);
                DataFile checkpoint = commit.stateCheckpoint();
                assertThat(checkpoint).isNotNull();
                if (checkpoint != null) {
                    assertThat(state(reader, checkpoint)).isEqualTo("{\"all\":1}\n");
                }
                assertThat(reader.inspect(commit)).isEmpty();
            }
        }

        @Test
        @DisplayName("D2: commits are numbered without gaps and chained")
        void chained() throws IOException {
            try (Dataset dataset = sink().open()) {
                List<Commit> commits = new ArrayList<>();
                for (int i = 1; i <= 12; i++) {
                    commits.add(add(dataset, i, dataset.head()));
                }
                try (Dataset fresh = sink().openExisting()) {
                    for (int i = 1; i <= 12; i++) {
                        Commit commit = fresh.commit(i);
                        assertThat(commit).isEqualTo(commits.get(i - 1));
                        assertThat(commit.seq()).isEqualTo(i);
                        assertThat(commit.sha256()).matches("[0-9a-f]{64}");
                        assertThat(commit.parentSha256())
                                .isEqualTo(i == 1 ? null : commits.get(i - 2).sha256());
                    }
                    assertThat(fresh.head()).contains(commits.get(11));
                    assertThatThrownBy(() -> fresh.commit(13)).isInstanceOf(DataRefusedException.class);
                }
            }
        }

        @Test
        @DisplayName("D3: of two sessions on one head one commits, the other leaves nothing")
        void conflict() throws IOException {
            for (boolean empty : List.of(true, false)) {
                try (Dataset one = sink().open();
                        Dataset two = sink().open()) {
                    Optional<Commit> base = one.head();
                    assertThat(base.isEmpty()).isEqualTo(empty);
                    int n = empty ? 1 : 3;
                    try (SinkSession first = one.begin(attempt(n), base);
                            SinkSession second = two.begin(attempt(n + 1), base)) {
                        first.writer(EVENTS).write(event("r" + n, 0));
                        second.writer(EVENTS).write(event("r" + (n + 1), 0));
                        Commit won = committed(first, Map.of());

                        CommitOutcome lost = second.commit(draft(Map.of()));

                        assertThat(lost).isEqualTo(new CommitOutcome.Conflict(won));
                        assertThat(two.head()).contains(won);
                        assertThat(two.inspect(won)).isEmpty();
                    }
                }
            }
        }

        @Test
        @DisplayName("D4: a session closed without a commit leaves nothing, and harms nothing")
        void abandoned() throws IOException {
            try (Dataset dataset = sink().open()) {
                Commit before = add(dataset, 1, Optional.empty());
                try (SinkSession session = dataset.begin(attempt(2), Optional.of(before))) {
                    session.writer(EVENTS).write(event("r2", 0));
                    session.stateDelta().write(bytes("x\n"));
                }
                assertThat(dataset.head()).contains(before);
                assertThat(dataset.inspect(before)).isEmpty();
                assertThat(add(dataset, 3, Optional.of(before)).seq()).isEqualTo(2);
            }
        }

        @Test
        @DisplayName("D5: recovery leaves what commits name")
        void recovery() throws IOException {
            try (Dataset dataset = sink().open()) {
                Commit commit = add(dataset, 1, Optional.empty());
                try (BlobStore.Lock lock = dataset.tryLock().orElseThrow()) {
                    dataset.recover(lock);
                    dataset.recover(lock);
                }
                assertThat(dataset.head()).contains(commit);
                assertThat(dataset.inspect(commit)).isEmpty();
                assertThat(rows(dataset, EVENTS, commit)).containsExactly(event("r1", 0));
            }
        }

        @Test
        @DisplayName("D6: the first commit that knows a table makes it exist")
        void emptyTable() throws IOException {
            try (Dataset dataset = sink().open()) {
                Commit first = add(dataset, 1, Optional.empty());
                assertThat(first.tables()).doesNotContainKey("types");
                try (SinkSession session = dataset.begin(attempt(2), Optional.of(first))) {
                    session.writer(TYPES);
                    Commit second = committed(session, Map.of());
                    assertThat(second.tables().get("types")).hasSize(1);
                    assertThat(rows(dataset, TYPES, second)).isEmpty();
                }
            }
        }
    }

    @Nested
    class Sessions {

        @Test
        @DisplayName("S1: a table has one writer, and rows out of order or repeated are refused by name")
        void order() throws IOException {
            try (Dataset dataset = sink().open();
                    SinkSession session = dataset.begin(attempt(1), Optional.empty())) {
                TableWriter writer = session.writer(EVENTS);
                assertThat(session.writer(EVENTS)).isSameAs(writer);
                writer.write(event("r1", 5));
                for (int position : new int[] {5, 4}) {
                    assertThatThrownBy(() -> writer.write(event("r1", position)))
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessageContaining("events")
                            .hasMessageContaining("[r1, " + position + "]");
                }
                writer.write(event("r1", 6));
                writer.write(event("\uFFFD", 0));
                writer.write(event("\uD83C\uDFB5", 0));
                assertThat(rows(dataset, EVENTS, committed(session, Map.of()))).hasSize(4);
            }
        }

        @Test
        @DisplayName("S2: a writer without rows adds no file to a table that exists")
        void noRows() throws IOException {
            try (Dataset dataset = sink().open()) {
                Commit first = add(dataset, 1, Optional.empty());
                try (SinkSession session = dataset.begin(attempt(2), Optional.of(first))) {
                    session.writer(EVENTS);
                    assertThat(committed(session, Map.of()).tables()).doesNotContainKey("events");
                }
                Commit third = add(dataset, 3, dataset.head());
                try (SinkSession session = dataset.begin(attempt(4), Optional.of(third))) {
                    session.writer(EVENTS);
                    assertThat(committed(session, Map.of()).tables()).isEmpty();
                }
            }
        }

        @Test
        @DisplayName("S3: after a commit only close is allowed")
        void once() throws IOException {
            try (Dataset dataset = sink().open();
                    SinkSession session = dataset.begin(attempt(1), Optional.empty())) {
                TableWriter writer = session.writer(EVENTS);
                writer.write(event("r1", 0));
                committed(session, Map.of());
                assertOver(session, writer);
                assertThat(dataset.head()).isPresent();
            }
        }

        @Test
        @DisplayName("S3, S4: close can be repeated, and ends the session")
        void closed() throws IOException {
            try (Dataset dataset = sink().open()) {
                SinkSession session = dataset.begin(attempt(1), Optional.empty());
                TableWriter writer = session.writer(EVENTS);
                session.close();
                session.close();
                assertOver(session, writer);
                assertThat(dataset.head()).isEmpty();
            }
        }

        private void assertOver(SinkSession session, TableWriter writer) {
            assertThatThrownBy(() -> session.commit(draft(Map.of()))).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> session.writer(EVENTS)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(session::stateDelta).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(session::stateCheckpoint).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> writer.write(event("r9", 9))).isInstanceOf(IllegalStateException.class);
        }
    }

    @Nested
    class Values {

        @Test
        @DisplayName("Every type comes back as it went in")
        void roundTrip() throws IOException {
            List<Row> rows = List.of(
                    Row.of(
                            TYPES,
                            "",
                            "",
                            "{}",
                            false,
                            Integer.MIN_VALUE,
                            Long.MIN_VALUE,
                            -Double.MAX_VALUE,
                            Instant.parse("0001-01-01T00:00:00Z"),
                            LocalDate.of(1, 1, 1)),
                    Row.of(TYPES, "a", null, null, null, null, null, null, null, null),
                    Row.of(
                            TYPES,
                            "b",
                            "x\u0000\n'); DROP TABLE x;--",
                            "[1,null,\"\\u0000\"]",
                            true,
                            -1,
                            -1L,
                            -0.0,
                            Instant.parse("1969-12-31T23:59:59.999999Z"),
                            LocalDate.of(1969, 12, 31)),
                    Row.of(
                            TYPES,
                            "c",
                            "\uD83C\uDFB5\u0130\u0131\uFFFF",
                            "\"\uD83C\uDFB5\"",
                            true,
                            Integer.MAX_VALUE,
                            Long.MAX_VALUE,
                            Double.MIN_VALUE,
                            Instant.parse("9999-12-31T23:59:59.999999Z"),
                            LocalDate.of(9999, 12, 31)),
                    Row.of(
                            TYPES,
                            "\uD83C\uDFB5",
                            "z".repeat(200_000),
                            "{}",
                            true,
                            0,
                            0L,
                            holdsInfinity() ? Double.POSITIVE_INFINITY : Double.MAX_VALUE,
                            Instant.EPOCH,
                            LocalDate.EPOCH));
            try (Dataset dataset = sink().open();
                    SinkSession session = dataset.begin(attempt(1), Optional.empty())) {
                rows.forEach(session.writer(TYPES)::write);
                Commit commit = committed(session, Map.of());
                assertThat(rows(dataset, TYPES, commit)).containsExactlyElementsOf(rows);
                assertThat(commit.tables().get("types"))
                        .allSatisfy(file -> assertThat(dataset.locate(file)).isNotBlank());
            }
        }

        @Test
        @DisplayName("A number that cannot be stored is refused by name, and harms nothing")
        void infinity() throws IOException {
            assumeFalse(holdsInfinity());
            try (Dataset dataset = sink().open();
                    SinkSession session = dataset.begin(attempt(1), Optional.empty())) {
                TableWriter writer = session.writer(TYPES);
                Row infinite = Row.of(TYPES, "a", null, null, null, null, null, Double.NEGATIVE_INFINITY, null, null);
                assertThatThrownBy(() -> writer.write(infinite))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("types")
                        .hasMessageContaining("a_double");
                writer.write(typed("a", 1));
                assertThat(rows(dataset, TYPES, committed(session, Map.of()))).containsExactly(typed("a", 1));
            }
        }

        @Test
        @DisplayName("Digits finer than a microsecond are cut off, before 1970 too")
        void microseconds() throws IOException {
            try (Dataset dataset = sink().open();
                    SinkSession session = dataset.begin(attempt(1), Optional.empty())) {
                session.writer(TYPES).write(at("a", "1969-12-31T23:59:59.999999999Z"));
                session.writer(TYPES).write(at("b", "2026-01-01T00:00:00.000000999Z"));
                assertThat(rows(dataset, TYPES, committed(session, Map.of())))
                        .containsExactly(at("a", "1969-12-31T23:59:59.999999Z"), at("b", "2026-01-01T00:00:00Z"));
            }
        }

        @Test
        @DisplayName("A column that the file lacks is null, one that the schema lacks is left out")
        void evolution() throws IOException {
            TableSchema wider = Table.<List<Object>>named("events", "What happened.")
                    .key("run_id", ColumnType.STRING, "Run.", row -> row.get(0))
                    .key("position", ColumnType.INT, "Place.", row -> row.get(1))
                    .required("uri", ColumnType.STRING, "Subject.", row -> row.get(2))
                    .required("since", ColumnType.DATE, "Added later.", row -> row.get(3))
                    .build()
                    .schema();
            TableSchema narrower =
                    new TableSchema("events", "What happened.", EVENTS.columns().subList(0, 2), EVENTS.key());
            try (Dataset dataset = sink().open()) {
                Commit commit = add(dataset, 1, Optional.empty());
                Row wide = rows(dataset, wider, commit).get(0);
                assertThat(wide.get(2)).isEqualTo("spotify:track:0");
                assertThat(wide.getOrNull(3)).isNull();
                assertThat(rows(dataset, narrower, commit)).containsExactly(Row.of(narrower, "r1", 0));
            }
        }

        private Row at(String key, String instant) {
            return Row.of(TYPES, key, null, null, null, null, null, null, Instant.parse(instant), null);
        }
    }

    @Test
    @DisplayName("While one holds an exclusive lock nobody else does")
    void lock() throws IOException {
        try (Dataset one = sink().open();
                Dataset two = sink().open();
                BlobStore.Lock lock = one.tryLock().orElseThrow()) {
            assertThat(two.tryLock().isEmpty()).isEqualTo(lock.exclusive());
        }
    }
}
