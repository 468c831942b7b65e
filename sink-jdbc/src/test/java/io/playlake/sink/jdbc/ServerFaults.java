package io.playlake.sink.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.error.CommitUnknownException;
import io.playlake.error.CredentialsException;
import io.playlake.error.SinkException;
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
import io.playlake.sink.TableWriter;
import io.playlake.testing.ManualTime;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A database server in trouble: connections that break, locks that others hold, writers that race. */
abstract class ServerFaults {

    static final TableSchema EVENTS = Table.<List<Object>>named("events", "What happened.")
            .key("run_id", ColumnType.STRING, "Run.", row -> row.get(0))
            .key("position", ColumnType.INT, "Place.", row -> row.get(1))
            .required("uri", ColumnType.STRING, "Subject.", row -> row.get(2))
            .build()
            .schema();

    /** A table whose key names no run. */
    private static final TableSchema CONTENT = Table.<List<Object>>named("content", "What there is.")
            .key("hash", ColumnType.STRING, "Version.", row -> row.get(0))
            .required("run_id", ColumnType.STRING, "Who stored it.", row -> row.get(1))
            .build()
            .schema();

    private static final Instant DATE = Instant.parse("2026-11-22T00:00:00Z");

    private TcpProxy proxy;

    abstract int port();

    abstract Connection connect() throws SQLException;

    /** Returns a sink that connects through a port. */
    abstract JdbcSink.Builder sink(int port);

    /** Makes locks be waited for no longer than a second, on new connections. */
    abstract void hurryLocks(Connection connection) throws SQLException;

    @BeforeEach
    void start() throws IOException {
        proxy = new TcpProxy(port());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
    }

    private Dataset open() {
        // Pauses between tries take no time.
        return sink(proxy.port()).time(new ManualTime()).build().open();
    }

    private static Attempt attempt(int n) {
        return new Attempt("20261122T000000Z-0000000" + n, "attempt" + n, DATE);
    }

    private static CommitDraft draft() {
        return new CommitDraft(true, null, DATE, "1.2.3", Map.of());
    }

    private static void write(SinkSession session, int n, int rows) {
        TableWriter writer = session.writer(EVENTS);
        for (int i = 0; i < rows; i++) {
            writer.write(Row.of(EVENTS, "r" + n, i, "spotify:track:" + i));
        }
    }

    private static Commit committed(CommitOutcome outcome) {
        assertThat(outcome).isInstanceOf(CommitOutcome.Committed.class);
        return ((CommitOutcome.Committed) outcome).commit();
    }

    private static void assertWhole(Dataset dataset, Commit commit, int rows) {
        assertThat(dataset.head()).contains(commit);
        assertThat(dataset.inspect(commit)).isEmpty();
        int count = 0;
        try (RowReader reader = dataset.read(
                EVENTS, commit.tables().getOrDefault("events", List.of()).get(0))) {
            for (; reader.hasNext(); reader.next()) {
                count++;
            }
        }
        assertThat(count).isEqualTo(rows);
    }

    @ParameterizedTest
    @DisplayName("A connection that breaks in the transaction, before or after COMMIT, makes no difference")
    @CsvSource({
        "UPDATE, REQUEST_LOST", "UPDATE, REPLY_LOST",
        "events, REQUEST_LOST", "events, REPLY_LOST",
        "playlake_commits, REQUEST_LOST", "playlake_commits, REPLY_LOST",
        "COMMIT, REQUEST_LOST", "COMMIT, REPLY_LOST"
    })
    void brokenConnection(String word, TcpProxy.Fault fault) {
        try (Dataset dataset = open();
                SinkSession session = dataset.begin(attempt(1), Optional.empty())) {
            write(session, 1, 3_000);
            session.stateDelta();
            proxy.inject(word, fault, 2);
            Commit commit = committed(session.commit(draft()));
            assertThat(proxy.faultsLeft()).as("faults that did not happen").isLessThan(2);
            proxy.inject("", fault, 0);
            assertWhole(dataset, commit, 3_000);
            assertThat(dataset.log()).containsExactly(commit);
        }
    }

    @Test
    @DisplayName(
            "When every COMMIT request is lost, the sink knows that nothing happened; when nothing answers after one, it does not")
    void noAnswer() {
        try (Dataset dataset = open();
                SinkSession session = dataset.begin(attempt(1), Optional.empty())) {
            write(session, 1, 1);
            proxy.inject("COMMIT", TcpProxy.Fault.REQUEST_LOST, 1_000);
            assertThatThrownBy(() -> session.commit(draft()))
                    .isInstanceOf(SinkException.class)
                    .isNotInstanceOf(CommitUnknownException.class)
                    .satisfies(ServerFaults::assertNoSecret);
            proxy.inject("", TcpProxy.Fault.REQUEST_LOST, 0);
            assertThat(dataset.head()).isEmpty();
        }
        try (Dataset dataset = open();
                Dataset other = sink(port()).build().open();
                SinkSession session = dataset.begin(attempt(2), Optional.empty())) {
            write(session, 2, 1);
            proxy.closeAfter("COMMIT");
            assertThatThrownBy(() -> session.commit(draft()))
                    .isInstanceOf(CommitUnknownException.class)
                    .hasMessageContaining("commit 1 of run " + attempt(2).runId())
                    .satisfies(ServerFaults::assertNoSecret);
            assertThat(other.head()).as("it had happened").isPresent();
        }
    }

    @Test
    @DisplayName("A deadlock with somebody else is sat out, and the transaction repeated whole")
    void deadlock() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (Dataset dataset = open()) {
            Commit first;
            try (SinkSession session = dataset.begin(attempt(1), Optional.empty())) {
                write(session, 1, 1);
                first = committed(session.commit(draft()));
            }
            try (Connection stranger = connect();
                    SinkSession session = dataset.begin(attempt(2), Optional.of(first))) {
                write(session, 2, 10);
                stranger.setAutoCommit(false);
                // Takes the key that the commit will want, and then wants the head that the commit has.
                Sql.run(stranger, insertInto("events", "r2", 5));
                Future<CommitOutcome> commit = other.submit(() -> session.commit(draft()));
                awaitBlocked();
                try {
                    Sql.run(stranger, "UPDATE playlake_head SET seq = seq");
                } catch (SQLException e) {
                    assertThat(Failures.passes(e)).as(e.toString()).isTrue();
                }
                stranger.rollback();
                assertWhole(dataset, committed(commit.get()), 10);
            }
        } finally {
            other.shutdownNow();
        }
    }

    /** Returns a statement that takes a key of a table. */
    abstract String insertInto(String table, String run, int position);

    /** Waits until a connection waits for a lock. */
    abstract void awaitBlocked() throws Exception;

    @Test
    @DisplayName("A head that somebody locked is waited for, and a lock that stays is an error that says so")
    void lockTimeout() throws SQLException {
        try (Connection stranger = connect()) {
            hurryLocks(stranger);
            try (Dataset dataset = open();
                    SinkSession session = dataset.begin(attempt(1), Optional.empty())) {
                write(session, 1, 1);
                stranger.setAutoCommit(false);
                Sql.run(stranger, "UPDATE playlake_head SET seq = seq");
                assertThatThrownBy(() -> session.commit(draft()))
                        .isInstanceOf(SinkException.class)
                        .isNotInstanceOf(CommitUnknownException.class)
                        .hasMessageContaining("commit 1 failed 6 times");
                stranger.rollback();
                assertThat(dataset.head()).isEmpty();
            }
        }
    }

    @Test
    @DisplayName("Of eight writers that race for each number one wins, and the log is linear")
    void race() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Integer>> wins = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                int writer = t;
                wins.add(threads.submit(() -> race(writer)));
            }
            int all = 0;
            for (Future<Integer> one : wins) {
                all += one.get();
            }
            try (Dataset dataset = open()) {
                List<Commit> log = dataset.log();
                assertThat(log).hasSize(all);
                assertThat(all).isGreaterThanOrEqualTo(5);
                for (Commit commit : log) {
                    assertThat(dataset.inspect(commit)).isEmpty();
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private int race(int writer) {
        int wins = 0;
        try (Dataset dataset = open()) {
            for (int i = 0; i < 5; i++) {
                Optional<Commit> base = dataset.head();
                try (SinkSession session = dataset.begin(attempt(writer), base)) {
                    session.writer(EVENTS).write(Row.of(EVENTS, "w" + writer, i, "x"));
                    wins += session.commit(draft()) instanceof CommitOutcome.Committed ? 1 : 0;
                }
            }
        }
        return wins;
    }

    @Test
    @DisplayName("Content that is there already is left as it is, and named by the commit that stored it")
    void contentOnce() throws SQLException {
        try (Dataset dataset = open()) {
            Commit first = content(dataset, 1, Optional.empty(), "a", "c");
            Commit second = content(dataset, 2, Optional.of(first), "a", "b", "c");
            Commit third = content(dataset, 3, Optional.of(second), "b");
            assertThat(file(second).rows()).isEqualTo(1);
            assertThat(third.tables()).doesNotContainKey("content");
            try (RowReader rows = dataset.read(CONTENT, file(second), List.of("a"))) {
                assertThat(rows.next()).isEqualTo(Row.of(CONTENT, "a", "r1"));
            }
            for (Commit commit : dataset.log()) {
                assertThat(dataset.inspect(commit)).isEmpty();
            }
            try (Connection connection = connect()) {
                assertThat(Sql.rows(connection, "SELECT hash, run_id FROM content ORDER BY hash"))
                        .containsExactly("a|r1", "b|r2", "c|r1");
            }
        }
    }

    private static DataFile file(Commit commit) {
        return commit.tables().getOrDefault("content", List.of()).get(0);
    }

    private static Commit content(Dataset dataset, int n, Optional<Commit> base, String... hashes) {
        try (SinkSession session = dataset.begin(attempt(n), base)) {
            for (String hash : hashes) {
                session.writer(CONTENT).write(Row.of(CONTENT, hash, "r" + n));
            }
            return committed(session.commit(draft()));
        }
    }

    @Test
    @DisplayName("Ids that differ only in case, or in spaces at the end, are different ids")
    void caseCounts() throws SQLException {
        List<String> ids = List.of("A", "A ", "AB", "a", "aB", "ab", "ß", "\u0130", "\u0131", "\uD83C\uDFB5");
        try (Dataset dataset = open()) {
            Commit commit = content(dataset, 1, Optional.empty(), ids.toArray(String[]::new));
            assertThat(dataset.inspect(commit)).isEmpty();
            List<Object> found = new ArrayList<>();
            try (RowReader rows = dataset.read(CONTENT, file(commit))) {
                rows.forEachRemaining(row -> found.add(row.get(0)));
            }
            assertThat(found).isEqualTo(ids);
        }
    }

    @Test
    @DisplayName("A wrong password is told from other trouble, and not shown")
    void wrongPassword() {
        JdbcSink sink = sink(proxy.port()).password("wrong-canary-p4ss").build();
        assertThatThrownBy(sink::open).isInstanceOf(CredentialsException.class).satisfies(ServerFaults::assertNoSecret);
        assertThat(sink.toString()).doesNotContain("canary");
    }

    private static void assertNoSecret(Throwable failure) {
        for (Throwable one = failure; one != null; one = one.getCause()) {
            assertThat(one.toString()).doesNotContain("canary");
            for (Throwable other : one.getSuppressed()) {
                assertNoSecret(other);
            }
        }
    }
}
