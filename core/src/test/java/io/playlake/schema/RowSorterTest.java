package io.playlake.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowSorterTest {

    private static final TableSchema PAIRS = new TableSchema(
            "pairs",
            "A pair.",
            List.of(
                    new Column(1, "key", ColumnType.STRING, false, "Key."),
                    new Column(2, "number", ColumnType.INT, true, "When added.")),
            List.of("key"));

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"4194304, 32", "20000, 32", "2000, 3", "1, 2", "500, 32"})
    void sortsWhateverFitsInMemory(long memory, int openRuns) throws IOException {
        Random random = new Random(5);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            rows.add(Row.of(PAIRS, "key" + random.nextInt(500), i));
        }
        List<Row> expected = new ArrayList<>(rows);
        expected.sort(PAIRS.keyOrder());
        try (RowSorter sorter = RowSorter.builder(PAIRS, folder)
                .memoryBytes(memory)
                .openRuns(openRuns)
                .build()) {
            rows.forEach(sorter::add);
            assertThat(list(sorter.sorted())).isEqualTo(expected);
            assertThat(files().size()).isLessThanOrEqualTo(openRuns);
        }
        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"4194304", "3000"})
    void keepsTheFirstOfEqualKeys(long memory) {
        List<String> dropped = new ArrayList<>();
        List<Row> rows;
        try (RowSorter sorter = RowSorter.builder(PAIRS, folder)
                .memoryBytes(memory)
                .keepFirst((kept, other) -> dropped.add(kept + " " + other))
                .build()) {
            for (int i = 0; i < 300; i++) {
                sorter.add(Row.of(PAIRS, "key" + i % 100, i));
            }
            rows = list(sorter.sorted());
        }
        assertThat(rows)
                .hasSize(100)
                .allSatisfy(row -> assertThat((Integer) row.get(1)).isLessThan(100));
        assertThat(dropped)
                .hasSize(200)
                .startsWith("[key0, 0] [key0, 100]", "[key0, 0] [key0, 200]", "[key1, 1] [key1, 101]");
    }

    @Test
    void everyValueSurvivesASpill() {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column(1, "id", ColumnType.INT, false, "Key."));
        for (ColumnType type : ColumnType.values()) {
            columns.add(new Column(columns.size() + 1, "c" + columns.size(), type, true, "Value."));
        }
        TableSchema schema = new TableSchema("types", "All.", columns, List.of("id"));
        List<Row> rows = List.of(
                Row.of(schema, Integer.MIN_VALUE, null, null, null, null, null, null, null, null),
                Row.of(
                        schema,
                        -1,
                        "",
                        "{}",
                        false,
                        Integer.MIN_VALUE,
                        Long.MIN_VALUE,
                        Double.NaN,
                        Instant.MIN,
                        LocalDate.MIN),
                Row.of(
                        schema,
                        0,
                        "\u0000\u00ff",
                        "\"\ud83c\udfb5\"",
                        true,
                        Integer.MAX_VALUE,
                        Long.MAX_VALUE,
                        -0.0,
                        Instant.MAX,
                        LocalDate.MAX),
                Row.of(
                        schema,
                        1,
                        "\ud800 alone \u0130",
                        "x".repeat(100_000),
                        true,
                        0,
                        0L,
                        1e-300,
                        Instant.ofEpochSecond(-1, 1),
                        LocalDate.EPOCH),
                Row.of(schema, Integer.MAX_VALUE, "\u0131", null, null, -64, 63L, null, Instant.EPOCH, null));
        try (RowSorter sorter = RowSorter.builder(schema, folder).memoryBytes(1).build()) {
            List<Row> shuffled = new ArrayList<>(rows);
            Collections.reverse(shuffled);
            shuffled.forEach(sorter::add);
            assertThat(list(sorter.sorted())).isEqualTo(rows);
        }
    }

    @Test
    void keysAloneCanBeSorted() {
        TableSchema keys = new TableSchema("keys", "Keys.", PAIRS.columns().subList(0, 1), List.of("key"));
        try (RowSorter sorter = RowSorter.builder(keys, folder).memoryBytes(1).build()) {
            for (String key : List.of("b", "\ud83c\udfb5", "\ufffd", "a", "")) {
                sorter.add(Row.of(keys, key));
            }
            assertThat(list(sorter.sorted()))
                    .extracting(row -> row.get(0))
                    .containsExactly("", "a", "b", "\ufffd", "\ud83c\udfb5");
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void spilledFilesArePrivateAndGoneAfterClose() throws IOException {
        Path missing = folder.resolve("made/when/needed");
        RowSorter sorter = RowSorter.builder(PAIRS, missing).memoryBytes(1).build();
        assertThat(missing).doesNotExist();
        sorter.add(Row.of(PAIRS, "a", 1));
        sorter.add(Row.of(PAIRS, "b", 2));
        try (Stream<Path> files = Files.list(missing)) {
            assertThat(files)
                    .hasSize(2)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
        sorter.close();
        sorter.close();
        assertThat(missing).isEmptyDirectory();
        assertThatThrownBy(() -> sorter.add(Row.of(PAIRS, "c", 3))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(sorter::sorted).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void folderThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        try (RowSorter sorter = RowSorter.builder(PAIRS, file).memoryBytes(1).build()) {
            assertThatThrownBy(() -> sorter.add(Row.of(PAIRS, "a", 1)))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageStartingWith("table pairs cannot be sorted in " + file);
        }
    }

    @Test
    void settingsAreChecked() {
        RowSorter.Builder builder = RowSorter.builder(PAIRS, folder);
        assertThatThrownBy(() -> builder.memoryBytes(0)).hasMessage("memoryBytes is 0, expected 1 or more");
        assertThatThrownBy(() -> builder.openRuns(1)).hasMessage("openRuns is 1, expected 2 or more");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static List<Row> list(Iterator<Row> rows) {
        List<Row> list = new ArrayList<>();
        rows.forEachRemaining(list::add);
        return list;
    }
}
