package io.playlake.sink.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.emulator.SpotifyEmulator;
import io.playlake.error.DataRefusedException;
import io.playlake.error.SinkException;
import io.playlake.format.parquet.ParquetDataset;
import io.playlake.format.parquet.ParquetOptions;
import io.playlake.run.DatasetCheck;
import io.playlake.run.Replay;
import io.playlake.schema.Row;
import io.playlake.schema.TableSchema;
import io.playlake.sink.Commit;
import io.playlake.sink.DataFile;
import io.playlake.sink.Dataset;
import io.playlake.sink.RowReader;
import io.playlake.storage.BlobStore;
import io.playlake.storage.LocalBlobStore;
import io.playlake.table.SpotifyTables;
import io.playlake.testing.FaultyBlobStore;
import io.playlake.testing.FaultyBlobStore.Fault;
import io.playlake.testing.MemoryBlobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Copies of a lake of two commits, with operations of the copy failing in turn. */
class LakeCopyTest {

    /** So many operations fail, evenly spread; that every one of a commit may is the business of others. */
    private static final int POINTS = 10;

    @TempDir
    private static Path folder;

    private static Path lake;

    @BeforeAll
    static void runTwice() {
        lake = folder.resolve("lake");
        try (SpotifyEmulator emulator =
                SpotifyEmulator.builder().playlists(3).items(1, 3).start()) {
            LakeRun.run(lake, emulator);
            emulator.advanceTo(6);
            LakeRun.run(lake, emulator);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A copy that failed anywhere in the target is finished by the next one, and leaves nothing behind")
    void failsInTheTarget(Fault fault) throws IOException {
        FaultyBlobStore counting = FaultyBlobStore.counting(new MemoryBlobStore());
        assertThat(copy(LocalBlobStore.at(lake), counting)).isTrue();
        assertThat(counting.operations()).isGreaterThan(100);
        int failed = 0;
        long step = counting.operations() / POINTS;
        for (long n = step; n <= counting.operations(); n += step) {
            MemoryBlobStore target = new MemoryBlobStore();
            failed += copy(LocalBlobStore.at(lake), FaultyBlobStore.failing(target, n, fault)) ? 0 : 1;
            target.releaseLocks();
            copy(LocalBlobStore.at(lake), target);
            assertSame(target, fault + " at " + n);
        }
        assertThat(failed).isGreaterThan(5);
    }

    @ParameterizedTest
    @EnumSource(names = {"ERROR_BEFORE", "CRASH_BEFORE"})
    @DisplayName("A copy that failed anywhere in the source is finished by the next one")
    void failsInTheSource(Fault fault) throws IOException {
        FaultyBlobStore counting = FaultyBlobStore.counting(LocalBlobStore.at(lake));
        copy(counting, new MemoryBlobStore());
        assertThat(counting.operations()).isGreaterThan(30);
        long step = counting.operations() / POINTS;
        for (long n = step; n <= counting.operations(); n += step) {
            MemoryBlobStore target = new MemoryBlobStore();
            assertThat(copy(FaultyBlobStore.failing(LocalBlobStore.at(lake), n, fault), target))
                    .isFalse();
            target.releaseLocks();
            copy(LocalBlobStore.at(lake), target);
            assertSame(target, fault + " at " + n);
        }
    }

    @Test
    @DisplayName("Nothing of a commit with damaged rows or state is copied, and the file is named")
    void damage() throws IOException {
        for (String wanted : List.of("playlist_items", "raw_pages", "_state")) {
            Path damaged = folder.resolve("damaged-" + wanted);
            copyFolder(damaged);
            Path file = newest(damaged.resolve(wanted));
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 3] ^= 1;
            Files.write(file, bytes);
            MemoryBlobStore target = new MemoryBlobStore();
            assertThatThrownBy(() -> {
                        try (Dataset source = open(LocalBlobStore.at(damaged));
                                Dataset copy = open(target)) {
                            Replay.run(source, copy);
                        }
                    })
                    .as(wanted)
                    .isInstanceOf(DataRefusedException.class)
                    .hasMessageContaining("commit 2 of " + damaged + " is damaged: " + file);
            target.releaseLocks();
            try (Dataset copy = open(target)) {
                assertThat(copy.log()).as(wanted).hasSize(1);
                assertThat(DatasetCheck.run(copy).problems()).isEmpty();
            }
        }
    }

    private static Dataset open(BlobStore store) {
        return ParquetDataset.open(store, new Random(1), ParquetOptions.defaults());
    }

    /** Returns whether nothing failed. */
    private static boolean copy(BlobStore from, BlobStore to) {
        try (Dataset source = open(from);
                Dataset target = open(to)) {
            Replay.run(source, target);
            return true;
        } catch (SinkException e) {
            assertThat(e).hasStackTraceContaining("injected");
            return false;
        }
    }

    private static void assertSame(MemoryBlobStore target, String when) {
        try (Dataset source = open(LocalBlobStore.at(lake));
                Dataset copy = open(target)) {
            assertThat(copy.log()).as(when).hasSameSizeAs(source.log());
            for (TableSchema table : SpotifyTables.all()) {
                assertThat(rows(copy, table)).as(when + ", " + table.name()).isEqualTo(rows(source, table));
            }
            assertThat(DatasetCheck.run(copy).problems()).as(when).isEmpty();
            long named = copy.log().stream()
                    .flatMap(commit -> commit.tables().values().stream())
                    .mapToLong(List::size)
                    .sum();
            assertThat(target.keys().stream().filter(key -> key.path().endsWith(".parquet")))
                    .as(when + ": no file that the log does not name")
                    .hasSize((int) named);
            assertThat(target.pending()).as(when).isZero();
        }
    }

    private static List<Row> rows(Dataset dataset, TableSchema table) {
        List<Row> rows = new ArrayList<>();
        for (Commit commit : dataset.log()) {
            for (DataFile file : commit.tables().getOrDefault(table.name(), List.of())) {
                try (RowReader reader = dataset.read(table, file)) {
                    reader.forEachRemaining(rows::add);
                }
            }
        }
        return rows;
    }

    private static void copyFolder(Path to) throws IOException {
        try (Stream<Path> files = Files.walk(lake)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(lake.relativize(file).toString()));
            }
        }
    }

    /** Returns the file of the second run, whose name says so. */
    private static Path newest(Path table) throws IOException {
        try (Stream<Path> files = Files.walk(table)) {
            return files.filter(file -> String.valueOf(file.getFileName()).startsWith("20260107T"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
