package io.playlake.sink.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.change.PlaylistState;
import io.playlake.change.StateKey;
import io.playlake.change.StateLines;
import io.playlake.emulator.SpotifyEmulator;
import io.playlake.run.DatasetCheck;
import io.playlake.schema.Row;
import io.playlake.schema.TableSchema;
import io.playlake.sink.Attempt;
import io.playlake.sink.Commit;
import io.playlake.sink.CommitDraft;
import io.playlake.sink.DataFile;
import io.playlake.sink.Dataset;
import io.playlake.sink.RowReader;
import io.playlake.sink.SinkSession;
import io.playlake.table.SpotifyTables;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damages a lake in one way each, and expects to be told where. */
class VerifyTest {

    private static final Instant DATE = Instant.parse("2026-01-09T00:00:00Z");

    @TempDir
    private static Path template;

    @TempDir
    private Path folder;

    private Path lake;

    @BeforeAll
    static void runTwice() {
        try (SpotifyEmulator emulator =
                SpotifyEmulator.builder().playlists(8).items(2, 20).start()) {
            LakeRun.run(template.resolve("lake"), emulator);
            emulator.advanceTo(1);
            LakeRun.run(template.resolve("lake"), emulator);
        }
    }

    @BeforeEach
    void copy() throws IOException {
        lake = folder.resolve("lake");
        try (Stream<Path> files = Files.walk(template.resolve("lake"))) {
            for (Path file : files.toList()) {
                Files.copy(file, lake.resolve(template.resolve("lake").relativize(file)));
            }
        }
    }

    private List<String> problems() {
        try (Dataset dataset = LocalSink.at(lake).openExisting()) {
            return DatasetCheck.run(dataset).problems();
        }
    }

    private Path file(String table) throws IOException {
        try (Stream<Path> files = Files.walk(lake.resolve(table))) {
            return files.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
        }
    }

    private List<DataFile> files(Dataset dataset, TableSchema table) {
        return dataset.files().getOrDefault(table.name(), List.of());
    }

    @Test
    @DisplayName("Nothing is wrong with a lake that nobody touched")
    void soundLake() {
        assertThat(problems()).isEmpty();
    }

    @Test
    @DisplayName("A changed byte is told by file and digest")
    void changedByte() throws IOException {
        Path file = file("tracks");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThat(problems()).singleElement().asString().contains(file.toString(), "SHA-256", "expected");
    }

    @Test
    @DisplayName("A file cut short is told by its sizes, a missing one by its name")
    void missingAndShort() throws IOException {
        Path cut = file("albums");
        byte[] bytes = Files.readAllBytes(cut);
        Files.write(cut, Arrays.copyOf(bytes, bytes.length - 1));
        Path gone = file("artists");
        Files.delete(gone);
        assertThat(problems())
                .containsExactlyInAnyOrder(
                        cut + " has " + (bytes.length - 1) + " bytes, expected " + bytes.length, gone + " is missing");
    }

    @Test
    @DisplayName("A file that no commit names is told, though nothing else is wrong")
    void stray() throws IOException {
        Path stray = file("tracks").resolveSibling("copy.parquet");
        Files.copy(file("tracks"), stray);
        assertThat(problems()).containsExactly(stray + " is named by no commit");
    }

    @Test
    @DisplayName("A commit that was changed is told by its place")
    void changedCommit() throws IOException {
        Path commit = lake.resolve("_commits/00000000000000000001.json");
        Files.writeString(commit, Files.readString(commit).replace("\"calls\":", "\"cells\":"));
        assertThat(problems()).isNotEmpty().allSatisfy(line -> assertThat(line).contains("_commits/"));
    }

    @Test
    @DisplayName("A key that is there twice is told with both files")
    void repeatedKey() {
        List<String> paths = new ArrayList<>();
        add(session -> {}, dataset -> {
            DataFile first = files(dataset, SpotifyTables.RUNS.schema()).get(0);
            paths.add(first.path());
            return List.of(row(dataset, SpotifyTables.RUNS.schema(), first));
        });
        assertThat(problems())
                .singleElement()
                .asString()
                .contains(
                        "runs: key [run_id] = [",
                        "is there twice: in " + paths.get(0),
                        "and in runs/run_date=2026-01-09");
    }

    @Test
    @DisplayName("A row that names what is not there is told with its file")
    void danglingReference() {
        add(
                session -> {
                    TableSchema table = SpotifyTables.TRACK_ARTISTS.schema();
                    session.writer(table).write(Row.of(table, "norun", DATE, "notrack", 0, null, null));
                },
                dataset -> List.of());
        assertThat(problems())
                .containsExactlyInAnyOrder(
                        "track_artists(run_id) -> runs(run_id): [norun] is named by track_artists/run_date=2026-01-09/bad.b.0.parquet, and is not there",
                        "track_artists(run_id, track_id) -> tracks(run_id, track_id): [norun, notrack] is named by"
                                + " track_artists/run_date=2026-01-09/bad.b.0.parquet, and is not there");
    }

    @Test
    @DisplayName("A state that names a version nobody stored is told, and one that names the wrong commit")
    void wrongState() {
        String hash = "ab".repeat(32);
        PlaylistState unknown = state("nobody", hash, Map.of(PlaylistState.start(hash), 1L));
        PlaylistState known = states().values().stream()
                .filter(state -> state.items() > 0 && state.contentHash() != null)
                .findFirst()
                .orElseThrow();
        PlaylistState moved = state(
                known.key().playlistId(),
                Objects.requireNonNull(known.contentHash()),
                Map.of(PlaylistState.start(known.contentHash()), 77L));
        add(
                session -> {
                    try {
                        StateLines.write(List.of(unknown, moved), session.stateDelta());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                dataset -> List.of());
        assertThat(problems())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("state(playlist_id, content_hash) -> playlist_items: [nobody, abab"))
                .anyMatch(line -> line.startsWith("state(playlist_id, start of a version stored, run of its commit)"))
                .anyMatch(line -> line.contains(known.key().playlistId() + " says that version")
                        && line.contains("is held by commit 77, expected the commit of a run"));
    }

    @Test
    @DisplayName("A checkpoint that is not what the changes add up to is told by playlist")
    void wrongCheckpoint() {
        Map<StateKey, PlaylistState> states = states();
        StateKey left = states.keySet().iterator().next();
        states.remove(left);
        add(
                session -> {
                    try {
                        StateLines.write(states.values(), session.stateCheckpoint());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                dataset -> List.of());
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("the checkpoint of commit 3 says of playlist " + left.playlistId()
                        + ": nothing, expected by" + " the changes before it {\"id\":\"" + left.playlistId());
    }

    @Test
    @DisplayName("Rows out of order, and another number of rows than the commit says, are told by file")
    void rowsOutOfOrder() {
        assertThat(problemsOf("playlists", Collections::reverse))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line)
                        .startsWith("playlists/run_date=")
                        .contains(": row ", "stands after key", "expected key order"));
        assertThat(problemsOf("quality_results", rows -> rows.remove(0)))
                .isNotEmpty()
                .allSatisfy(line ->
                        assertThat(line).matches("quality_results/\\S+: holds \\d+ rows, its commit says \\d+"));
    }

    /** Checks the lake as if the files of a table held something else, which no writer of ours would write. */
    private List<String> problemsOf(String table, Consumer<List<Row>> change) {
        try (Dataset dataset = LocalSink.at(lake).openExisting()) {
            Dataset changed = (Dataset) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Dataset.class}, (proxy, method, arguments) -> {
                        try {
                            Object answer = method.invoke(dataset, arguments);
                            if (!(answer instanceof RowReader reader)
                                    || !((TableSchema) arguments[0]).name().equals(table)) {
                                return answer;
                            }
                            List<Row> rows = new ArrayList<>();
                            reader.forEachRemaining(rows::add);
                            reader.close();
                            change.accept(rows);
                            return reader(rows);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
            return DatasetCheck.run(changed).problems();
        }
    }

    private static RowReader reader(List<Row> rows) {
        var iterator = rows.iterator();
        return new RowReader() {
            @Override
            public boolean hasNext() {
                return iterator.hasNext();
            }

            @Override
            public Row next() {
                return iterator.next();
            }

            @Override
            public void close() {}
        };
    }

    private interface Rows {
        List<Row> of(Dataset dataset);
    }

    /** Commits something that no run would. */
    private void add(Consumer<SinkSession> work, Rows runs) {
        try (Dataset dataset = LocalSink.at(lake).openExisting()) {
            List<Row> rows = runs.of(dataset);
            Commit head = dataset.head().orElseThrow();
            try (SinkSession session = dataset.begin(new Attempt("bad", "b", DATE), Optional.of(head))) {
                rows.forEach(session.writer(SpotifyTables.RUNS.schema())::write);
                work.accept(session);
                session.commit(new CommitDraft(true, null, DATE, "test", Map.of()));
            }
        }
    }

    private static Row row(Dataset dataset, TableSchema table, DataFile file) {
        try (RowReader rows = dataset.read(table, file)) {
            return rows.next();
        }
    }

    private Map<StateKey, PlaylistState> states() {
        Map<StateKey, PlaylistState> states = new TreeMap<>(Comparator.comparing(StateKey::playlistId));
        try (Dataset dataset = LocalSink.at(lake).openExisting()) {
            for (Commit commit : dataset.log()) {
                try (InputStream in = dataset.openState(commit.stateDelta())) {
                    StateLines.read(in, state -> states.put(state.key(), state));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return states;
    }

    private static PlaylistState state(String id, String hash, Map<String, Long> stored) {
        @Nullable String none = null;
        return new PlaylistState(
                new StateKey(id, none),
                none,
                none,
                hash,
                hash,
                1,
                0,
                DATE,
                new TreeMap<>(stored),
                none,
                false,
                0,
                null);
    }
}
