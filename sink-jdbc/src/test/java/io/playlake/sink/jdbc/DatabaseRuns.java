package io.playlake.sink.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.change.SnapshotStore.Position;
import io.playlake.emulator.ItemTruth;
import io.playlake.emulator.ListingRow;
import io.playlake.emulator.PlaylistTruth;
import io.playlake.emulator.SpotifyEmulator;
import io.playlake.error.ConfigurationException;
import io.playlake.error.DataRefusedException;
import io.playlake.run.DatasetCheck;
import io.playlake.run.Maintenance;
import io.playlake.run.RunReport;
import io.playlake.schema.Column;
import io.playlake.schema.ColumnType;
import io.playlake.schema.Row;
import io.playlake.schema.TableSchema;
import io.playlake.sink.Attempt;
import io.playlake.sink.Commit;
import io.playlake.sink.CommitDraft;
import io.playlake.sink.CommitOutcome;
import io.playlake.sink.Dataset;
import io.playlake.sink.RowReader;
import io.playlake.sink.SinkSession;
import io.playlake.table.SpotifyTables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Days of an evolving catalogue in a database, read back by plain SQL. */
abstract class DatabaseRuns {

    private static final int DAYS = 5;

    @TempDir
    private Path folder;

    /** Returns a folder of this test. */
    Path folder() {
        return folder;
    }

    private JdbcSink sink() {
        return settings().build();
    }

    /** Returns the settings of the sink of this test. */
    abstract JdbcSink.Builder settings();

    abstract JdbcDatabase database();

    /** Connects to where the sink is. */
    abstract Connection connect() throws SQLException;

    @Test
    @DisplayName("Every version of every playlist is there, and the views tell the newest and since when")
    void keepsTheHistoryOfEveryPlaylist() throws SQLException {
        List<String> runs = new ArrayList<>();
        try (SpotifyEmulator emulator = SpotifyEmulator.builder().playlists(25).start()) {
            for (int day = 0; day < DAYS; day++) {
                emulator.advanceTo(day);
                RunReport report = SinkRun.run(sink(), folder.resolve("work"), emulator, null);
                assertThat(report.failures()).isEmpty();
                runs.add(report.runId());
            }
            try (Connection connection = connect()) {
                for (int day = 0; day < DAYS; day++) {
                    assertThat(items(connection, "playlists p", " WHERE p.run_id = '" + runs.get(day) + "'"))
                            .as("day " + day)
                            .isEqualTo(truth(emulator, day));
                }
                assertThat(items(connection, "latest_playlists p", " WHERE 1 = 1"))
                        .containsAllEntriesOf(truth(emulator, DAYS - 1));
                assertThat(Sql.rows(connection, "SELECT count(*) FROM latest_playlist_items"))
                        .isEqualTo(Sql.rows(
                                connection,
                                "SELECT count(*) FROM playlist_items i JOIN latest_playlists p ON i.playlist_id ="
                                        + " p.playlist_id AND i.content_hash = p.content_hash"));
                assertThat(Sql.rows(connection, "SELECT count(*) FROM latest_tracks"))
                        .isEqualTo(Sql.rows(connection, "SELECT count(DISTINCT track_id) FROM tracks"));
                assertThat(Sql.rows(connection, "SELECT count(*) FROM latest_artists"))
                        .isEqualTo(Sql.rows(connection, "SELECT count(DISTINCT artist_id) FROM artists"));
                assertThat(Sql.rows(
                                connection,
                                "SELECT playlist_id, uri, occurrence, CASE WHEN valid_to IS NULL THEN 'open' ELSE"
                                        + " 'closed' END FROM playlist_item_intervals"))
                        .containsExactlyInAnyOrderElementsOf(intervals(emulator));
                assertThat(Sql.rows(
                                connection,
                                "SELECT count(*) FROM playlist_item_intervals WHERE valid_to <= valid_from"))
                        .containsExactly("0");
            }
        }
        try (Dataset dataset = sink().openExisting()) {
            DatasetCheck.Result result = DatasetCheck.run(dataset);
            assertThat(result.problems()).isEmpty();
            assertThat(result.commits()).isEqualTo(DAYS);
        }
    }

    @Test
    @DisplayName(
            "State in the same database moves in the transaction of the commit, and the same date again calls nothing")
    void stateMovesWithTheCommit() throws SQLException {
        try (SpotifyEmulator emulator = SpotifyEmulator.builder().playlists(12).start();
                JdbcSnapshotStore store = sink().snapshotStore()) {
            for (int day = 0; day < 2; day++) {
                emulator.advanceTo(day);
                SinkRun.run(sink(), folder.resolve("work"), emulator, day == 0 ? null : store);
                try (Dataset dataset = sink().openExisting()) {
                    Commit head = dataset.head().orElseThrow();
                    assertThat(store.position()).contains(new Position(dataset.id(), day + 1, head.sha256()));
                }
            }
            emulator.calls().reset();
            SinkRun.run(sink(), folder.resolve("work"), emulator, store);
            assertThat(emulator.calls().count()).isZero();
            try (Connection connection = connect()) {
                assertThat(Sql.rows(connection, "SELECT count(*) FROM playlake_state"))
                        .isEqualTo(Sql.rows(connection, "SELECT count(DISTINCT playlist_id) FROM playlists"));
            }
        }
    }

    @Test
    @DisplayName("A table grows by columns that may be null, and is never narrowed")
    void tablesGrow() throws SQLException, IOException {
        TableSchema narrow = table(new Column(1, "id", ColumnType.STRING, false, "Key."));
        TableSchema wide = table(
                new Column(1, "id", ColumnType.STRING, false, "Key."),
                new Column(2, "since", ColumnType.TIMESTAMP, true, "When."));
        try (Dataset dataset = sink().open()) {
            Commit first = commit(dataset, Optional.empty(), narrow, Row.of(narrow, "a"));
            Commit second = commit(dataset, Optional.of(first), wide, Row.of(wide, "b", Instant.EPOCH));
            assertThat(dataset.inspect(first)).isEmpty();
            assertThat(dataset.inspect(second)).isEmpty();
            try (RowReader rows = dataset.read(
                    wide, first.tables().getOrDefault("things", List.of()).get(0))) {
                assertThat(rows.next()).isEqualTo(Row.of(wide, "a", null));
            }
            refused(dataset, second, narrow, "since", "which is stored");
            refused(dataset, second, with(wide, ColumnType.INT, true), "since", "stored as TIMESTAMP");
            refused(dataset, second, with(wide, ColumnType.TIMESTAMP, false), "since", "stored as TIMESTAMP or null");
            refused(
                    dataset,
                    second,
                    table(
                            wide.columns().get(0),
                            wide.columns().get(1),
                            new Column(3, "other", ColumnType.LONG, false, "Must.")),
                    "other",
                    "it is new and required");
            assertThat(dataset.head()).contains(second);
            // What somebody changes by hand, or deletes, is seen.
            try (Connection connection = connect()) {
                Sql.run(connection, "UPDATE things SET since = NULL");
                Sql.run(connection, "DELETE FROM playlake_state_parts");
            }
            assertThat(dataset.inspect(first)).hasSize(1).first().asString().contains("_state/1");
            assertThat(dataset.inspect(second)).hasSize(2).first().asString().contains("things", "expected 1 of");
        }
    }

    @Test
    @DisplayName("Who may not create is given a script, and told what is missing without it")
    void script() throws SQLException {
        JdbcSink.Builder settings = settings().ddl(false);
        assertThatThrownBy(() -> settings.build().open())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("playlake_head is missing")
                .hasMessageContaining("ddlScript");
        try (Connection connection = connect()) {
            for (String statement : JdbcSink.ddlScript(database(), null).split(";\n", -1)) {
                if (!statement.isBlank()) {
                    Sql.run(connection, statement);
                }
            }
        }
        try (Dataset dataset = settings.build().open()) {
            assertThat(dataset.head()).isEmpty();
        }
    }

    private static TableSchema table(Column... columns) {
        return new TableSchema("things", "A thing.", List.of(columns), List.of("id"));
    }

    private static TableSchema with(TableSchema table, ColumnType type, boolean nullable) {
        return table(table.columns().get(0), new Column(2, "since", type, nullable, "When."));
    }

    private static Commit commit(Dataset dataset, Optional<Commit> base, TableSchema table, Row row)
            throws IOException {
        long seq = base.map(Commit::seq).orElse(0L) + 1;
        try (SinkSession session = dataset.begin(new Attempt("run" + seq, "a", Instant.EPOCH), base)) {
            session.writer(table).write(row);
            session.stateDelta().write('\n');
            CommitOutcome outcome = session.commit(new CommitDraft(true, null, Instant.EPOCH, "1", Map.of()));
            return ((CommitOutcome.Committed) outcome).commit();
        }
    }

    private static void refused(Dataset dataset, Commit base, TableSchema table, String column, String what) {
        try (SinkSession session = dataset.begin(new Attempt("run9", "a", Instant.EPOCH), Optional.of(base))) {
            assertThatThrownBy(() -> session.writer(table))
                    .isInstanceOf(DataRefusedException.class)
                    .hasMessageContaining("table things")
                    .hasMessageContaining(column)
                    .hasMessageContaining(what);
        }
    }

    @Test
    @DisplayName("Of a forgotten playlist no column and no state is left, and all other rows are as they were")
    void forgetsAPlaylist() throws SQLException, IOException {
        try (SpotifyEmulator emulator = SpotifyEmulator.builder().playlists(12).start();
                JdbcSnapshotStore store = sink().snapshotStore()) {
            for (int day = 0; day < 3; day++) {
                emulator.advanceTo(day);
                SinkRun.run(sink(), folder.resolve("work"), emulator, store);
            }
            String id = listed(emulator, 2).iterator().next();
            assertThat(holders(id)).contains("playlists", "playlist_items", "playlake_state", "_state");
            List<String> others = others(id);
            Maintenance maintenance = Maintenance.builder()
                    .sink(sink())
                    .workDirectory(folder.resolve("work"))
                    .build();

            assertThat(maintenance.forgetPlaylist(id).seq()).isEqualTo(4);

            assertThat(holders(id)).isEmpty();
            assertThat(others(id)).isEqualTo(others).isNotEmpty();
            try (Dataset dataset = sink().openExisting()) {
                assertThat(DatasetCheck.run(dataset).problems()).isEmpty();
                assertThat(store.position())
                        .contains(new Position(
                                dataset.id(), 4, dataset.head().orElseThrow().sha256()));
            }
            assertThat(maintenance.forgetPlaylist(id).seq()).as("nothing left").isZero();
            emulator.advanceTo(3);
            assertThat(SinkRun.run(sink(), folder.resolve("work"), emulator, store)
                            .failures())
                    .isEmpty();
            try (Dataset dataset = sink().openExisting()) {
                assertThat(DatasetCheck.run(dataset).problems()).isEmpty();
            }
        }
    }

    private List<String> others(String id) throws SQLException {
        try (Connection connection = connect()) {
            List<String> rows = new ArrayList<>();
            for (String table : List.of("playlists", "playlist_items")) {
                rows.addAll(Sql.rows(
                        connection, "SELECT * FROM " + table + " WHERE playlist_id <> '" + id + "' ORDER BY 1, 2, 3"));
            }
            return rows;
        }
    }

    /** Returns the tables that hold a text in any column, and {@code _state} if a file of state does. */
    private Set<String> holders(String text) throws SQLException, IOException {
        Set<String> holders = new TreeSet<>();
        List<String> tables = new ArrayList<>(List.of("playlake_state", "playlake_commits"));
        SpotifyTables.all().forEach(table -> tables.add(table.name()));
        try (Connection connection = connect()) {
            for (String table : tables) {
                if (Sql.rows(connection, "SELECT * FROM " + table).stream().anyMatch(row -> row.contains(text))) {
                    holders.add(table);
                }
            }
            try (Statement statement = connection.createStatement();
                    ResultSet parts = statement.executeQuery("SELECT bytes FROM playlake_state_parts")) {
                while (parts.next()) {
                    if (new String(parts.getBytes(1), StandardCharsets.UTF_8).contains(text)) {
                        holders.add("_state");
                    }
                }
            }
        }
        return holders;
    }

    /** Returns name, snapshot and uris of each playlist. */
    private static Map<String, List<String>> items(Connection connection, String from, String where)
            throws SQLException {
        Map<String, List<String>> playlists = new HashMap<>();
        for (String row : Sql.rows(connection, "SELECT p.playlist_id, p.name, p.snapshot_id FROM " + from + where)) {
            String[] values = row.split("\\|", 2);
            playlists.put(values[0], new ArrayList<>(List.of(values[1])));
        }
        for (String row : Sql.rows(
                connection,
                "SELECT p.playlist_id, i.uri FROM " + from + " JOIN playlist_items i ON i.playlist_id = p.playlist_id"
                        + " AND i.content_hash = p.content_hash" + where + " ORDER BY p.playlist_id, i.position")) {
            String[] values = row.split("\\|", 2);
            playlists.getOrDefault(values[0], new ArrayList<>()).add(values[1]);
        }
        return playlists;
    }

    private static Map<String, List<String>> truth(SpotifyEmulator emulator, int day) {
        Map<String, List<String>> playlists = new HashMap<>();
        for (String id : listed(emulator, day)) {
            PlaylistTruth truth = emulator.truth().playlist(id, day).orElseThrow();
            List<String> rows = new ArrayList<>(List.of(truth.name() + "|" + truth.detailSnapshot()));
            truth.items().forEach(item -> rows.add(String.valueOf(item.uri())));
            playlists.put(id, rows);
        }
        return playlists;
    }

    static Set<String> listed(SpotifyEmulator emulator, int day) {
        Set<String> ids = new TreeSet<>();
        for (String category : emulator.truth().categories()) {
            for (ListingRow row : emulator.truth().listing(category, day)) {
                if (row.kind() == ListingRow.Kind.PLAYLIST && row.playlistId() != null) {
                    ids.add(row.playlistId());
                }
            }
        }
        return ids;
    }

    /** Walks the days and notes when which occurrence of an item comes and goes. */
    private static List<String> intervals(SpotifyEmulator emulator) {
        List<String> intervals = new ArrayList<>();
        Map<String, Set<String>> open = new LinkedHashMap<>();
        for (int day = 0; day < DAYS; day++) {
            for (String id : listed(emulator, day)) {
                Set<String> now = new HashSet<>();
                Map<String, Integer> occurrences = new HashMap<>();
                for (ItemTruth item :
                        emulator.truth().playlist(id, day).orElseThrow().items()) {
                    String uri = String.valueOf(item.uri());
                    now.add(id + "|" + uri + "|" + (occurrences.merge(uri, 1, Integer::sum) - 1));
                }
                for (String before : open.getOrDefault(id, Set.of())) {
                    if (!now.contains(before)) {
                        intervals.add(before + "|closed");
                    }
                }
                open.put(id, now);
            }
        }
        open.values().forEach(items -> items.forEach(item -> intervals.add(item + "|open")));
        return intervals;
    }
}
