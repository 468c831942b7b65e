package io.playlake.format.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.error.DataRefusedException;
import io.playlake.error.TryLaterException;
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
import io.playlake.sink.MergeSpan;
import io.playlake.sink.Replacement;
import io.playlake.sink.Revision;
import io.playlake.sink.RowReader;
import io.playlake.storage.BlobKey;
import io.playlake.storage.PendingBlob;
import io.playlake.testing.MemoryBlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Commits that rewrite what earlier ones hold. */
class RewritingTest {

    private static final List<TableSchema> TABLES = List.of(Lake.SONGS, Lake.LISTS);

    private final MemoryBlobStore store = new MemoryBlobStore();

    @Test
    @DisplayName("Files of a day become one, and every commit still holds its rows")
    void mergesADay() {
        ParquetDataset dataset = filled(3);
        List<Row> before = rows(dataset, Lake.SONGS);

        Commit commit = compacted(dataset, 4, MergeSpan.DAY).orElseThrow();

        assertThat(commit.isRewriting()).isTrue();
        assertThat(commit.seq()).isEqualTo(4);
        assertThat(commit.replaced()).extracting(Replacement::table).containsExactly("songs", "lists");
        for (Dataset reader : List.of(dataset, Lake.open(store))) {
            assertThat(reader.files()).containsOnlyKeys("songs", "lists");
            assertThat(files(reader, "songs")).hasSize(1);
            assertThat(rows(reader, Lake.SONGS)).containsExactlyElementsOf(before);
            for (long seq = 1; seq <= 3; seq++) {
                List<DataFile> files = reader.files(reader.commit(seq), "songs");
                assertThat(read(reader, files, List.of(seq + "-1"))).containsExactly(Lake.song(seq + "-1"));
                assertThat(text(reader, reader.commit(seq).stateDelta())).isEqualTo("delta " + seq + "\n");
                assertThat(reader.inspect(reader.commit(seq))).isEmpty();
            }
            assertThat(reader.strays()).isEmpty();
        }
        assertThat(dataKeys()).containsExactlyInAnyOrderElementsOf(paths(commit));
        assertThat(compacted(dataset, 5, MergeSpan.DAY))
                .as("nothing left to merge")
                .isEmpty();
    }

    @Test
    @DisplayName("What follows a merge is read with it, and merged in its turn")
    void mergesAgain() {
        ParquetDataset dataset = filled(2);
        assertThat(compacted(dataset, 3, MergeSpan.DAY)).isPresent();
        Lake.committed(dataset, 4, dataset.head());
        assertThat(rows(dataset, Lake.SONGS)).hasSize(9);
        assertThat(compacted(dataset, 5, MergeSpan.DAY)).isPresent();
        Lake.committed(dataset, 6, dataset.head());

        Dataset reader = Lake.open(store);
        assertThat(rows(reader, Lake.SONGS)).hasSize(12).doesNotHaveDuplicates();
        assertThat(read(reader, reader.files(reader.commit(1), "songs"), List.of("1-0")))
                .hasSize(1);
        assertThat(reader.log()).hasSize(6);
    }

    @Test
    @DisplayName("Days stay apart, unless months are asked for")
    void keepsDaysApart() {
        ParquetDataset dataset = Lake.open(store);
        for (int day = 1; day <= 3; day++) {
            add(dataset, Lake.SONGS, day, Instant.parse("2026-11-0" + day + "T05:00:00Z"), Lake.song("s" + day));
        }
        add(dataset, Lake.SONGS, 4, Instant.parse("2026-12-01T05:00:00Z"), Lake.song("s4"));
        assertThat(compacted(dataset, 5, MergeSpan.DAY)).isEmpty();

        assertThat(compacted(dataset, 5, MergeSpan.MONTH)).isPresent();
        assertThat(files(dataset, "songs"))
                .extracting(file -> file.path().substring(0, 25))
                .containsExactlyInAnyOrder("songs/run_date=2026-11-01", "songs/run_date=2026-12-01");
        assertThat(rows(dataset, Lake.SONGS)).hasSize(4);
    }

    @Test
    @DisplayName("What is merged rolls at its size, in key order and without overlap")
    void rolls() {
        Random random = new Random(1);
        ParquetDataset dataset = Lake.open(store);
        for (int n = 1; n <= 10; n++) {
            Row[] songs = random.longs(300)
                    .mapToObj(Long::toHexString)
                    .sorted()
                    .distinct()
                    .map(Lake::song)
                    .toArray(Row[]::new);
            add(dataset, Lake.SONGS, n, Lake.DATE, songs);
        }
        List<Row> before = rows(dataset, Lake.SONGS);
        ParquetDataset large = ParquetDataset.open(
                store,
                new Random(1),
                ParquetOptions.builder().fileBytes(40_000).bufferBytes(1).build());
        assertThat(compacted(large, 11, MergeSpan.DAY)).isPresent();
        assertThat(files(large, "songs")).hasSizeBetween(2, 9);
        @Nullable Row last = null;
        for (DataFile file : files(large, "songs")) {
            for (Row row : read(large, List.of(file), List.of())) {
                assertThat(last == null ? -1 : Lake.SONGS.keyOrder().compare(last, row))
                        .isNegative();
                last = row;
            }
        }
        assertThat(rows(large, Lake.SONGS)).containsExactlyElementsOf(before);
    }

    @Test
    @DisplayName("A revision takes rows and state out of every file, and no byte of them stays")
    void revises() throws IOException {
        ParquetDataset dataset = filled(3);
        CommitOutcome outcome = dataset.revise(
                        attempt(4), dataset.head().orElseThrow(), new Without("2-1", "delta 2", "all 2"))
                .orElseThrow();
        Commit commit = ((CommitOutcome.Committed) outcome).commit();

        assertThat(commit.revisesState()).isTrue();
        Dataset reader = Lake.open(store);
        assertThat(rows(reader, Lake.SONGS)).hasSize(8).doesNotContain(Lake.song("2-1"));
        assertThat(text(reader, reader.commit(2).stateDelta())).isEmpty();
        assertThat(text(reader, reader.commit(1).stateDelta())).isEqualTo("delta 1\n");
        assertThat(text(reader, Objects.requireNonNull(reader.commit(2).stateCheckpoint())))
                .isEmpty();
        assertThat(Canary.found(store, "2-1")).isEmpty();
        assertThat(Canary.found(store, "delta 2")).isEmpty();
        assertThat(Canary.found(store, "2-0")).as("the canary sees").isNotEmpty();
        assertThat(dataset.revise(attempt(5), commit, new Without("2-1", "delta 2", "all 2")))
                .as("nothing left to change")
                .isEmpty();
    }

    @Test
    @DisplayName("A table of which all rows go keeps an empty file")
    void keepsAnEmptyTable() {
        ParquetDataset dataset = filled(2);
        assertThat(dataset.revise(attempt(3), dataset.head().orElseThrow(), new Without("list", "none")))
                .isPresent();
        assertThat(files(dataset, "lists"))
                .singleElement()
                .satisfies(file -> assertThat(file.rows()).isZero());
        assertThat(rows(dataset, Lake.SONGS)).hasSize(6);
    }

    @Test
    @DisplayName("A reader that is overtaken by a merge is told to read again")
    void tellsReadersToReadAgain() {
        ParquetDataset dataset = filled(2);
        Dataset slow = Lake.open(store);
        DataFile old = files(slow, "songs").get(0);
        assertThat(compacted(dataset, 3, MergeSpan.DAY)).isPresent();
        assertThatThrownBy(() -> slow.read(Lake.SONGS, old))
                .isInstanceOf(TryLaterException.class)
                .hasMessageContaining("put away by commit 3");
        assertThat(rows(slow, Lake.SONGS)).hasSize(6);
    }

    @Test
    @DisplayName("A file with columns that this version does not know is not rewritten")
    void losesNoColumn() {
        ParquetDataset dataset = Lake.open(store);
        TableSchema wide = Table.<String>named("songs", "A song.")
                .key("id", ColumnType.STRING, "Id.", id -> id)
                .optional("name", ColumnType.STRING, "Name.", id -> id)
                .optional("added_at", ColumnType.TIMESTAMP, "When.", id -> Instant.EPOCH)
                .optional("mood", ColumnType.STRING, "Mood.", id -> "blue")
                .build()
                .schema();
        add(dataset, wide, 1, Lake.DATE, Row.of(wide, "a", "a", Instant.EPOCH, "blue"));
        add(dataset, wide, 2, Lake.DATE, Row.of(wide, "b", "b", Instant.EPOCH, "red"));
        List<BlobKey> before = store.keys();
        assertThatThrownBy(() -> compacted(dataset, 3, MergeSpan.DAY))
                .isInstanceOf(DataRefusedException.class)
                .hasMessageContaining("mood");
        assertThat(store.keys()).isEqualTo(before);
        assertThat(store.pending()).isZero();
    }

    @Test
    @DisplayName("A key that is there twice is not merged")
    void refusesKeysThatAreThereTwice() {
        ParquetDataset dataset = Lake.open(store);
        add(dataset, Lake.SONGS, 1, Lake.DATE, Lake.song("a"));
        add(dataset, Lake.SONGS, 2, Lake.DATE, Lake.song("a"));
        assertThatThrownBy(() -> compacted(dataset, 3, MergeSpan.DAY))
                .isInstanceOf(DataRefusedException.class)
                .hasMessageContaining("[a]")
                .hasMessageContaining("nothing was changed");
        assertThat(store.pending()).isZero();
    }

    @Test
    @DisplayName("Commits from the first rewriting on cannot be mistaken by an older library")
    void marksTheFormat() throws IOException {
        ParquetDataset dataset = filled(2);
        assertThat(commitText(2)).contains("\"format_version\": 1").doesNotContain("replaced");
        assertThat(compacted(dataset, 3, MergeSpan.DAY)).isPresent();
        Lake.committed(dataset, 4, dataset.head());
        assertThat(commitText(3)).contains("\"format_version\": 2", "\"rewritten_before\": 0");
        assertThat(commitText(4)).contains("\"format_version\": 2", "\"rewritten_before\": 3", "\"replaced\": []");
    }

    @Test
    @DisplayName("Files that no commit names, and files that one put away, are strays")
    void findsStrays() throws IOException {
        ParquetDataset dataset = filled(2);
        String old = files(dataset, "songs").get(0).path();
        assertThat(compacted(dataset, 3, MergeSpan.DAY)).isPresent();
        publish("songs/run_date=2026-11-22/other.parquet");
        publish("songs/notes.txt");
        publish(old);
        assertThat(dataset.strays())
                .containsExactlyInAnyOrder(
                        "memory:songs/run_date=2026-11-22/other.parquet is named by no commit",
                        "memory:" + old + " was put away by commit 3, and is still there; the next run deletes it");
    }

    /** Drops rows of which the key contains one text, and lines of state that are one of some. */
    static final class Without implements Revision {

        private final String key;
        private final Set<String> lines;

        Without(String key, String... lines) {
            this.key = key;
            this.lines = Set.of(lines);
        }

        @Override
        public List<TableSchema> tables() {
            return TABLES;
        }

        @Override
        public @Nullable Row row(TableSchema table, Row row) {
            return ((String) row.get(0)).contains(key) ? null : row;
        }

        @Override
        public @Nullable String state(String line) {
            return lines.contains(line) ? null : line;
        }

        @Override
        public CommitDraft draft() {
            return RewritingTest.draft();
        }
    }

    static CommitDraft draft() {
        return new CommitDraft(true, null, Lake.DATE, "test", Map.of());
    }

    static Attempt attempt(int n) {
        return new Attempt("compact-" + n, "c" + n, Lake.DATE);
    }

    static Optional<Commit> compacted(Dataset dataset, int n, MergeSpan span) {
        return dataset.compact(attempt(n), dataset.head().orElseThrow(), TABLES, span, draft())
                .map(outcome -> ((CommitOutcome.Committed) outcome).commit());
    }

    static List<Row> rows(Dataset dataset, TableSchema table) {
        List<Row> rows =
                new ArrayList<>(read(dataset, table, dataset.files().getOrDefault(table.name(), List.of()), List.of()));
        rows.sort(table.keyOrder());
        return rows;
    }

    private static List<Row> read(Dataset dataset, List<DataFile> files, List<String> keyStart) {
        return read(dataset, Lake.SONGS, files, keyStart);
    }

    private static List<Row> read(Dataset dataset, TableSchema table, List<DataFile> files, List<String> keyStart) {
        List<Row> rows = new ArrayList<>();
        for (DataFile file : files) {
            try (RowReader reader =
                    keyStart.isEmpty() ? dataset.read(table, file) : dataset.read(table, file, keyStart)) {
                reader.forEachRemaining(rows::add);
            }
        }
        return rows;
    }

    static String text(Dataset dataset, DataFile state) {
        try (InputStream in = dataset.openState(state)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ParquetDataset filled(int commits) {
        ParquetDataset dataset = Lake.open(store);
        for (int n = 1; n <= commits; n++) {
            Lake.committed(dataset, n, dataset.head());
        }
        return dataset;
    }

    private static void add(Dataset dataset, TableSchema table, int n, Instant date, Row... rows) {
        try (var session = dataset.begin(new Attempt("run" + n, "a" + n, date), dataset.head())) {
            for (Row row : rows) {
                session.writer(table).write(row);
            }
            session.commit(draft());
        }
    }

    private static List<DataFile> files(Dataset dataset, String table) {
        return dataset.files().getOrDefault(table, List.of());
    }

    private Set<String> dataKeys() {
        Set<String> keys = new TreeSet<>();
        store.keys().stream()
                .map(BlobKey::path)
                .filter(path -> path.endsWith(".parquet"))
                .forEach(keys::add);
        return keys;
    }

    private static Set<String> paths(Commit commit) {
        Set<String> paths = new TreeSet<>();
        commit.tables().values().forEach(files -> files.forEach(file -> paths.add(file.path())));
        return paths;
    }

    private String commitText(long seq) throws IOException {
        return new String(Blobs.read(store, Layout.commit(seq)).orElseThrow(), StandardCharsets.UTF_8);
    }

    private void publish(String path) throws IOException {
        try (PendingBlob blob = store.create(new BlobKey(path))) {
            blob.output().write(1);
            blob.publish();
        }
    }
}
