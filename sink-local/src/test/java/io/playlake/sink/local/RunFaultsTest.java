package io.playlake.sink.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.client.SpotifyClient;
import io.playlake.client.auth.ClientCredentials;
import io.playlake.emulator.SpotifyEmulator;
import io.playlake.error.CommitUnknownException;
import io.playlake.error.PlaylakeException;
import io.playlake.error.TryLaterException;
import io.playlake.raw.PersonalData;
import io.playlake.run.DatasetCheck;
import io.playlake.run.Playlake;
import io.playlake.run.RunReport;
import io.playlake.schema.Row;
import io.playlake.schema.TableSchema;
import io.playlake.sink.Commit;
import io.playlake.sink.DataFile;
import io.playlake.sink.Dataset;
import io.playlake.sink.RowReader;
import io.playlake.source.BrowseCategories;
import io.playlake.storage.BlobStore;
import io.playlake.table.SpotifyTables;
import io.playlake.testing.FaultyBlobStore;
import io.playlake.testing.FaultyBlobStore.Fault;
import io.playlake.testing.ManualTime;
import io.playlake.testing.MemoryBlobStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first and a later day of twelve playlists, with a fault or another run at each operation of the sink. */
class RunFaultsTest {

    private static final Fault[] FAULTS = Fault.values();

    private final MemoryBlobStore firstDay = new MemoryBlobStore();

    @TempDir
    private Path folder;

    private SpotifyEmulator emulator;
    private Instant today;
    private int runs;

    @BeforeEach
    void runFirstDay() {
        emulator = SpotifyEmulator.builder().playlists(12).categories(2).start();
        today = emulator.today();
        run(firstDay, fresh());
        emulator.advanceTo(3);
        today = emulator.today();
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    @DisplayName("Wherever a run fails, the next one ends as if nothing had happened; a sample")
    void someFaults() {
        faults(new MemoryBlobStore(), 97);
        faults(firstDay, 97);
    }

    @Test
    @Tag("faults")
    @DisplayName("Wherever a run fails, the next one ends as if nothing had happened; every operation, every fault")
    void everyFault() {
        faults(new MemoryBlobStore(), 1);
        faults(firstDay, 1);
    }

    @Test
    @DisplayName("Whenever another run comes in between, the log is a line and nothing is there twice; a sample")
    void someInterruptions() {
        interruptions(19);
    }

    @Test
    @Tag("faults")
    @DisplayName("Whenever another run comes in between, the log is a line and nothing is there twice; every operation")
    void everyInterruption() {
        interruptions(1);
    }

    private void faults(MemoryBlobStore before, int step) {
        MemoryBlobStore undisturbed = before.copy();
        FaultyBlobStore counting = FaultyBlobStore.counting(undisturbed);
        run(counting, fresh());
        Map<String, List<String>> expected = keys(undisturbed);
        int runsInAll = assertWhole(undisturbed, "undisturbed").size();
        long operations = counting.operations();
        assertThat(operations).isGreaterThan(60);
        int failed = 0;
        int unknown = 0;
        for (long i = 0; i < operations * FAULTS.length; i += step) {
            long n = 1 + i / FAULTS.length;
            Fault fault = FAULTS[(int) (i % FAULTS.length)];
            String when = fault + " at operation " + n;
            MemoryBlobStore store = before.copy();
            Path stage = fresh();
            try {
                run(FaultyBlobStore.failing(store, n, fault), stage);
            } catch (CommitUnknownException e) {
                unknown++;
            } catch (PlaylakeException e) {
                assertThat(e.getMessage()).as(when).isNotBlank();
                failed++;
            }
            store.releaseLocks();
            assertReadable(store, when);
            run(store, stage);
            assertThat(assertWhole(store, when)).as(when).hasSize(runsInAll);
            assertThat(keys(store)).as(when).isEqualTo(expected);
            assertThat(store.keys()).as(when).hasSameSizeAs(undisturbed.keys());
            assertThat(store.pending()).as(when).isZero();
        }
        assertThat(failed).isPositive();
        if (step == 1) {
            assertThat(unknown)
                    .as("crashes before and after the commit, and in it")
                    .isEqualTo(3);
        }
    }

    private void interruptions(int step) {
        AtomicLong operations = new AtomicLong();
        run(new OpenDoorBlobStore(firstDay.copy(), operations::incrementAndGet), fresh());
        int overtaken = 0;
        for (long n = 1; n <= operations.get(); n += step) {
            MemoryBlobStore store = firstDay.copy();
            Path stage = fresh();
            AtomicLong left = new AtomicLong(n);
            BlobStore late = new OpenDoorBlobStore(store, () -> {
                if (left.decrementAndGet() == 0) {
                    run(new OpenDoorBlobStore(store, () -> {}), fresh(), today.plusSeconds(3600));
                }
            });
            String when = "another run at operation " + n;
            try {
                run(late, stage);
            } catch (TryLaterException e) {
                assertThat(e).as(when).hasMessageContaining("another run committed");
                overtaken++;
            }
            assertReadable(store, when);
            run(store, stage);
            List<Commit> log = assertWhole(store, when);
            assertThat(log).as(when).hasSize(3);
            assertThat(log)
                    .as(when)
                    .extracting(commit -> commit.attempt().runId())
                    .doesNotHaveDuplicates();
            assertThat(store.pending()).as(when).isZero();
            keys(store)
                    .forEach((table, keys) ->
                            assertThat(keys).as("%s after %s", table, when).doesNotHaveDuplicates());
        }
        assertThat(overtaken).isPositive();
    }

    /** What a reader sees who knows of no recovery. */
    private static void assertReadable(MemoryBlobStore store, String when) {
        try (Dataset dataset = new BlobSink(store).open()) {
            for (Commit commit : dataset.log()) {
                assertThat(dataset.inspect(commit)).as(when).isEmpty();
            }
        }
    }

    /** Returns the log, every entry of which is whole. */
    private static List<Commit> assertWhole(MemoryBlobStore store, String when) {
        try (Dataset dataset = new BlobSink(store).openExisting()) {
            assertThat(DatasetCheck.run(dataset).problems()).as(when).isEmpty();
            return dataset.log();
        }
    }

    /** Returns the keys of every table, but of those that tell of the attempts themselves. */
    private static Map<String, List<String>> keys(MemoryBlobStore store) {
        Map<String, List<String>> keys = new TreeMap<>();
        try (Dataset dataset = new BlobSink(store).openExisting()) {
            for (Commit commit : dataset.log()) {
                for (TableSchema table : SpotifyTables.all()) {
                    for (DataFile file : commit.tables().getOrDefault(table.name(), List.of())) {
                        try (RowReader rows = dataset.read(table, file)) {
                            while (rows.hasNext()) {
                                Row row = rows.next();
                                keys.computeIfAbsent(table.name(), name -> new ArrayList<>())
                                        .add(Arrays.stream(table.keyIndexes())
                                                .mapToObj(row::get)
                                                .toList()
                                                .toString());
                            }
                        }
                    }
                }
            }
        }
        return keys;
    }

    private Path fresh() {
        return folder.resolve("stage" + ++runs);
    }

    private RunReport run(BlobStore store, Path stage) {
        return run(store, stage, today);
    }

    private RunReport run(BlobStore store, Path stage, Instant date) {
        ManualTime time = new ManualTime(date);
        try (SpotifyClient client = SpotifyClient.builder()
                        .credentials(ClientCredentials.of(SpotifyEmulator.CLIENT_ID, SpotifyEmulator.CLIENT_SECRET))
                        .apiUrl(URI.create(emulator.apiUrl()))
                        .accountsUrl(URI.create(emulator.accountsUrl()))
                        .rate(1_000)
                        .time(time)
                        .build();
                Playlake playlake = Playlake.builder()
                        .client(client)
                        .source(BrowseCategories.all())
                        .sink(new BlobSink(store))
                        .logicalDate(date)
                        .auditCycle(Duration.ofDays(1_000))
                        .personalData(PersonalData.KEEP)
                        .workDirectory(stage)
                        .time(time)
                        .build()) {
            return playlake.run();
        }
    }
}
