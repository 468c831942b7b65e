package io.playlake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.playlake.change.FileSnapshotStore;
import io.playlake.change.SnapshotStore;
import io.playlake.emulator.SpotifyEmulator;
import io.playlake.error.ConfigurationException;
import io.playlake.error.SinkException;
import io.playlake.error.StateException;
import io.playlake.error.TryLaterException;
import io.playlake.schema.TableSchema;
import io.playlake.sink.Commit;
import io.playlake.sink.Dataset;
import io.playlake.sink.Sink;
import io.playlake.source.BrowseCategories;
import io.playlake.storage.BlobStore;
import io.playlake.table.SpotifyTables;
import io.playlake.testing.MemorySink;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs into several sinks: all end with one log, and no call is made for that. */
class FanOutTest {

    @TempDir
    Path folder;

    private final MemorySink second = new MemorySink("second");
    private final MemorySink third = new MemorySink("third");
    private RunFixture fixture;
    private MemorySink first;

    @BeforeEach
    void start() {
        fixture = new RunFixture(SpotifyEmulator.builder().playlists(12).start(), folder.resolve("work"));
        first = fixture.sink;
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private RunReport runDay(int day, UnaryOperator<Playlake.Builder> sinks) {
        fixture.emulator.advanceTo(day);
        fixture.time.jumpTo(fixture.emulator.today());
        return run(fixture.emulator.today(), sinks);
    }

    private RunReport run(Instant date, UnaryOperator<Playlake.Builder> sinks) {
        return fixture.run(date, BrowseCategories.all(), sinks);
    }

    /** Makes a sink that is out of order. */
    private static Sink broken(Sink sink) {
        return WatchedSink.of(sink, new WatchedSink.Watch() {
            @Override
            public void before(String operation) {
                throw new SinkException(sink.name() + " is broken", null);
            }
        });
    }

    private static Sink failing(Sink sink, String failing) {
        return WatchedSink.of(sink, new WatchedSink.Watch() {
            @Override
            public void before(String operation) {
                if (operation.equals(failing)) {
                    throw new SinkException(sink.name() + " fails to " + operation, null);
                }
            }
        });
    }

    private static void assertSame(MemorySink copy, MemorySink original) {
        assertThat(copy.log()).hasSameSizeAs(original.log());
        for (int i = 0; i < copy.log().size(); i++) {
            Commit there = copy.log().get(i);
            Commit here = original.log().get(i);
            assertThat(there)
                    .usingRecursiveComparison()
                    .ignoringFields(
                            "sha256", "parentSha256", "attempt.attemptId", "tables", "stateDelta", "stateCheckpoint")
                    .isEqualTo(here);
            assertThat(state(copy, there.seq())).isEqualTo(state(original, here.seq()));
            assertThat(there.stateCheckpoint() == null).isEqualTo(here.stateCheckpoint() == null);
        }
        for (TableSchema table : SpotifyTables.all()) {
            assertThat(copy.rows(table)).as(table.name()).isEqualTo(original.rows(table));
        }
        assertThat(DatasetCheck.run(copy.open()).problems()).isEmpty();
    }

    private static String state(MemorySink sink, long seq) {
        try (Dataset dataset = sink.open();
                InputStream state = dataset.openState(dataset.commit(seq).stateDelta())) {
            return new String(state.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @DisplayName("All sinks hold the same rows, state and numbers, for the calls of one")
    void allHoldTheSame() {
        for (int day = 0; day < 4; day++) {
            fixture.emulator.calls().reset();
            RunReport report = runDay(day, builder -> builder.sink(second).optionalSink(third));
            assertThat(report.status()).isEqualTo(RunReport.Status.COMMITTED);
            assertThat(report.dataset()).isEqualTo("memory");
            long seq = day + 1L;
            assertThat(report.sinks())
                    .containsExactly(
                            new SinkReport("memory", true, seq, 0, null),
                            new SinkReport("second", true, seq, 1, null),
                            new SinkReport("third", false, seq, 1, null));
            assertThat(report.callsMade()).isEqualTo(fixture.emulator.calls().count());
        }
        assertSame(second, first);
        assertSame(third, first);
        assertThat(fixture.warnings).isEmpty();
    }

    @Test
    @DisplayName("More sinks cost no call")
    void moreSinksCostNoCall() {
        int[] calls = new int[2];
        for (int i = 0; i < 2; i++) {
            try (RunFixture one =
                    new RunFixture(SpotifyEmulator.builder().playlists(12).start(), folder.resolve("work" + i))) {
                boolean several = i == 1;
                for (int day = 0; day < 3; day++) {
                    one.emulator.advanceTo(day);
                    one.time.jumpTo(one.emulator.today());
                    one.run(
                            one.emulator.today(),
                            BrowseCategories.all(),
                            builder ->
                                    several ? builder.sink(new MemorySink("a")).sink(second) : builder);
                }
                calls[i] = one.emulator.calls().count();
            }
        }
        assertThat(calls[1]).isEqualTo(calls[0]);
    }

    @Test
    @DisplayName("The report tells of each sink as JSON")
    void reportsAsJson() {
        RunReport report = runDay(0, builder -> builder.optionalSink(broken(second)));
        JsonObject json = JsonParser.parseString(report.toJson()).getAsJsonObject();
        assertThat(json.getAsJsonArray("sinks")).hasSize(2);
        JsonObject left = json.getAsJsonArray("sinks").get(1).getAsJsonObject();
        assertThat(left.keySet()).containsExactly("name", "required", "seq", "copied", "failure");
        assertThat(left.get("failure").getAsString()).isEqualTo("second is broken");
        assertThat(left.get("seq").isJsonNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("A failure at any operation of the second sink is mended by the next run, without a call")
    void failsAnywhere(boolean afterItsEffect) {
        try (SpotifyEmulator emulator =
                SpotifyEmulator.builder().playlists(2).items(1, 2).start()) {
            Counting counting = new Counting(Integer.MAX_VALUE, afterItsEffect);
            runTwice(emulator, counting, 0);
            assertThat(counting.operations.get()).isGreaterThan(60);
            int behind = 0;
            for (int n = 1; n <= counting.operations.get(); n++) {
                behind += runTwice(emulator, new Counting(n, afterItsEffect), n);
            }
            assertThat(behind).isGreaterThan(50);
        }
    }

    /** Fails one operation, by its number. */
    private record Counting(int failing, boolean afterItsEffect, AtomicInteger operations)
            implements WatchedSink.Watch {

        Counting(int failing, boolean afterItsEffect) {
            this(failing, afterItsEffect, new AtomicInteger());
        }

        @Override
        public void before(String operation) {
            if (operations.incrementAndGet() == failing && !afterItsEffect) {
                throw new SinkException("injected before " + operation, null);
            }
        }

        @Override
        public void after(String operation) {
            if (operations.get() == failing && afterItsEffect) {
                operations.incrementAndGet();
                throw new SinkException("injected after " + operation, null);
            }
        }
    }

    /** Returns 1 if the first run was committed to the first sink only. */
    private int runTwice(SpotifyEmulator emulator, Counting watch, int n) {
        RunFixture some = new RunFixture(emulator, folder.resolve("n" + watch.afterItsEffect() + n));
        MemorySink other = new MemorySink("other");
        Instant date = emulator.today();
        some.time.jumpTo(date);
        emulator.calls().reset();
        RunReport.Status status = null;
        try {
            status = some.run(date, BrowseCategories.all(), builder -> builder.sink(WatchedSink.of(other, watch)))
                    .status();
        } catch (SinkException e) {
            assertThat(e).hasMessageStartingWith("injected");
            assertThat(some.sink.log()).isEmpty();
            assertThat(emulator.calls().count())
                    .as("no call before all sinks are there")
                    .isZero();
        }
        boolean committed = !some.sink.log().isEmpty();
        int calls = emulator.calls().count();
        RunReport again = some.run(date, BrowseCategories.all(), builder -> builder.sink(other));
        assertThat(again.status())
                .isEqualTo(committed ? RunReport.Status.ALREADY_COMMITTED : RunReport.Status.COMMITTED);
        if (committed) {
            assertThat(emulator.calls().count()).as("calls after failure " + n).isEqualTo(calls);
        }
        assertSame(other, some.sink);
        assertThat(some.sink.log()).hasSize(1);
        return status == RunReport.Status.BEHIND ? 1 : 0;
    }

    @Test
    @DisplayName("A required sink that fails once the run is committed is no success, and is level after the next")
    void requiredSinkFails() {
        runDay(0, builder -> builder.sink(second).sink(third));
        RunReport report =
                runDay(1, builder -> builder.sink(failing(second, "begin")).sink(third));
        assertThat(report.status()).isEqualTo(RunReport.Status.BEHIND);
        assertThat(report.sinks())
                .containsExactly(
                        new SinkReport("memory", true, 2L, 0, null),
                        new SinkReport("second", true, 1L, 0, "second fails to begin"),
                        new SinkReport("third", true, 2L, 1, null));
        assertThat(fixture.warnings)
                .containsExactly(
                        "sink second is left behind: second fails to begin; the next run copies what it lacks");
        assertThat(second.log()).hasSize(1);

        fixture.emulator.calls().reset();
        assertThatThrownBy(() -> run(
                        fixture.emulator.today(),
                        builder -> builder.sink(failing(second, "begin")).sink(third)))
                .as("it claims no success as long as it fails")
                .isInstanceOf(SinkException.class)
                .hasMessage("second fails to begin");
        RunReport again =
                run(fixture.emulator.today(), builder -> builder.sink(second).sink(third));
        assertThat(again.status()).isEqualTo(RunReport.Status.ALREADY_COMMITTED);
        assertThat(again.sinks()).contains(new SinkReport("second", true, 2L, 1, null));
        assertThat(fixture.emulator.calls().count()).isZero();
        assertThat(fixture.emulator.calls().tokenCount()).isZero();
        assertSame(second, first);
        assertSame(third, first);
    }

    @Test
    @DisplayName("A required sink that is away stops the run before any call")
    void requiredSinkAway() {
        assertThatThrownBy(() -> runDay(0, builder -> builder.sink(broken(second))))
                .isInstanceOf(SinkException.class)
                .hasMessage("second is broken");
        assertThat(fixture.emulator.calls().count()).isZero();
        assertThat(first.log()).isEmpty();
        assertThat(runDay(0, UnaryOperator.identity()).status())
                .as("the lock was given up")
                .isEqualTo(RunReport.Status.COMMITTED);
    }

    @Test
    @DisplayName("An optional sink that is away for three runs holds nothing up, and is given them when it is back")
    void optionalSinkAway() {
        runDay(0, builder -> builder.optionalSink(second));
        for (int day = 1; day <= 3; day++) {
            RunReport report = runDay(day, builder -> builder.optionalSink(broken(second)));
            assertThat(report.status()).isEqualTo(RunReport.Status.COMMITTED);
            assertThat(report.sinks().get(1)).isEqualTo(new SinkReport("second", false, null, 0, "second is broken"));
            assertThat(report.sinks().get(1).level()).isFalse();
        }
        assertThat(fixture.warnings).hasSize(3).allMatch(line -> line.startsWith("optional sink second is left"));
        assertThat(second.log()).hasSize(1);
        RunReport report = runDay(4, builder -> builder.optionalSink(second));
        assertThat(report.sinks().get(1)).isEqualTo(new SinkReport("second", false, 5L, 4, null));
        assertSame(second, first);
    }

    @Test
    @DisplayName("A new sink is filled by a replay, and then is one of the run")
    void replayFillsANewSink() {
        for (int day = 0; day < 3; day++) {
            runDay(day, UnaryOperator.identity());
        }
        fixture.emulator.calls().reset();
        Replay.Result result = Replay.run(first.open(), second.open());
        long rows = SpotifyTables.all().stream()
                .mapToLong(table -> first.rows(table).size())
                .sum();
        assertThat(result).isEqualTo(new Replay.Result(3, rows, 3));
        assertThat(Replay.run(first.open(), second.open())).isEqualTo(new Replay.Result(0, 0, 3));
        assertThat(fixture.emulator.calls().count()).isZero();
        assertSame(second, first);

        RunReport report = runDay(3, builder -> builder.sink(second));
        assertThat(report.sinks().get(1).copied()).isOne();
        assertSame(second, first);
    }

    @Test
    @DisplayName("A replay waits for no run, has something to copy, and takes the lock of what it writes")
    void replayAsksForItsLock() {
        assertThatThrownBy(() -> Replay.run(first.open(), second.open()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("memory holds no run yet, so there is nothing to copy");
        runDay(0, UnaryOperator.identity());
        BlobStore.Lock lock = second.open().tryLock().orElseThrow();
        assertThatThrownBy(() -> Replay.run(first.open(), second.open()))
                .isInstanceOf(TryLaterException.class)
                .hasMessage("a run is at work on second");
        unlock(lock);
        assertThat(first.open().tryLock())
                .as("a run may be at work on the other")
                .isPresent();
        assertThat(Replay.run(first.open(), second.open()).commits()).isOne();
    }

    @Test
    @DisplayName("A sink with a history of its own is refused before any call, or left alone if it is optional")
    void foreignHistory() {
        fixture.into = second;
        runDay(0, UnaryOperator.identity());
        fixture.into = first;
        runDay(1, UnaryOperator.identity());
        runDay(2, UnaryOperator.identity());
        List<Commit> before = second.log();
        fixture.emulator.calls().reset();

        assertThatThrownBy(() -> runDay(3, builder -> builder.sink(second)))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("second has a history of its own: commit 1 is run 20260101T")
                .hasMessageContaining("in memory it is run 20260102T");
        assertThatThrownBy(() -> Replay.run(first.open(), second.open())).isInstanceOf(StateException.class);
        assertThatThrownBy(() -> Replay.run(second.open(), first.open()))
                .isInstanceOf(StateException.class)
                .hasMessage("memory holds 2 commits, and second only 1");
        assertThat(fixture.emulator.calls().count()).isZero();

        RunReport report = runDay(3, builder -> builder.optionalSink(second));
        assertThat(report.status()).isEqualTo(RunReport.Status.COMMITTED);
        assertThat(report.sinks().get(1).failure()).contains("a history of its own");
        assertThat(second.log()).isEqualTo(before);

        fixture.into = second;
        assertThat(runDay(4, builder -> builder.optionalSink(first))
                        .sinks()
                        .get(1)
                        .failure())
                .as("the longer one is foreign to the shorter")
                .contains("history of its own");
        assertThat(second.log()).hasSize(2);
    }

    @Test
    @DisplayName("Two runs of one id that were committed apart are not the same")
    void sameRunIdIsNotEnough() {
        Instant date = fixture.emulator.today();
        fixture.time.jumpTo(date);
        run(date, UnaryOperator.identity());
        fixture.time.advance(Duration.ofSeconds(1));
        fixture.into = second;
        run(date, UnaryOperator.identity());
        assertThat(second.log().get(0).attempt().runId())
                .isEqualTo(first.log().get(0).attempt().runId());
        assertThatThrownBy(() -> Replay.run(first.open(), second.open())).isInstanceOf(StateException.class);
    }

    @Test
    @DisplayName("A sink that is named first and is behind, or lost everything, is given what the others hold")
    void firstSinkIsBehind() {
        runDay(0, builder -> builder.sink(second));
        runDay(1, builder -> builder.optionalSink(broken(second)));
        fixture.into = second;
        fixture.emulator.calls().reset();
        RunReport report = run(fixture.emulator.today(), builder -> builder.sink(first));
        assertThat(report.status()).isEqualTo(RunReport.Status.ALREADY_COMMITTED);
        assertThat(report.sinks()).contains(new SinkReport("second", true, 2L, 1, null));
        fixture.into = third;
        assertThat(run(fixture.emulator.today(), builder -> builder.sink(first).sink(second))
                        .sinks())
                .contains(new SinkReport("third", true, 2L, 2, null));
        assertThat(fixture.emulator.calls().count()).isZero();
        assertSame(second, first);
        assertSame(third, first);
    }

    @Test
    @DisplayName("Going on while the first sink cannot take what another holds would fork the history, so nothing does")
    void firstSinkCannotCatchUp() {
        runDay(0, builder -> builder.optionalSink(second));
        fixture.into = failing(third, "begin");
        fixture.emulator.calls().reset();
        assertThatThrownBy(() -> runDay(1, builder -> builder.optionalSink(second)))
                .isInstanceOf(SinkException.class)
                .hasMessage("third fails to begin");
        assertThat(fixture.emulator.calls().count()).isZero();
    }

    @Test
    @DisplayName("An optional sink is left behind wherever it fails before the run")
    void optionalSinkFailsBeforeTheRun() {
        runDay(0, builder -> builder.optionalSink(second));
        int day = 1;
        for (String operation : List.of("open", "recover", "head", "begin")) {
            RunReport report = runDay(day++, builder -> builder.optionalSink(failing(second, operation)));
            assertThat(report.status()).as(operation).isEqualTo(RunReport.Status.COMMITTED);
            assertThat(report.sinks().get(1).failure()).isEqualTo("second fails to " + operation);
        }
        runDay(day, builder -> builder.optionalSink(second));
        assertSame(second, first);
    }

    @Test
    @DisplayName("A sink that another run holds stops the run before any call, or is left behind if it is optional")
    void locks() {
        BlobStore.Lock lock = second.open().tryLock().orElseThrow();
        assertThatThrownBy(() -> runDay(0, builder -> builder.sink(second)))
                .isInstanceOf(TryLaterException.class)
                .hasMessage("another run is at work on second");
        assertThat(fixture.emulator.calls().count()).isZero();
        RunReport report = runDay(0, builder -> builder.optionalSink(second));
        assertThat(report.status()).isEqualTo(RunReport.Status.COMMITTED);
        assertThat(report.sinks().get(1).failure()).isEqualTo("another run is at work on second");
        unlock(lock);
        runDay(1, builder -> builder.sink(second));
        assertSame(second, first);
        assertThat(second.open().tryLock()).as("the run gave it up").isPresent();
    }

    @Test
    @DisplayName("What a rate limit left over is left over in all sinks, and continued in all")
    void partialRuns() {
        fixture.emulator
                .faults()
                .on("/playlists/*")
                .skip(5)
                .times(1_000)
                .answer(429, "{}", Map.of("Retry-After", "4000"));
        RunReport partial = runDay(0, builder -> builder.sink(failing(second, "begin")));
        assertThat(partial.status()).isEqualTo(RunReport.Status.PARTIAL);
        assertThat(partial.sinks().get(1).failure()).isEqualTo("second fails to begin");
        fixture.emulator.faults().clear();
        fixture.time.jumpTo(Objects.requireNonNull(partial.notBefore()));
        RunReport rest = run(fixture.emulator.today(), builder -> builder.sink(second));
        assertThat(rest.status()).isEqualTo(RunReport.Status.COMMITTED);
        assertThat(rest.runId()).isEqualTo(partial.runId() + "-2");
        assertThat(second.log()).extracting(Commit::complete).containsExactly(false, true);
        assertThat(second.log().get(0).notBefore()).isEqualTo(partial.notBefore());
        assertSame(second, first);
    }

    @Test
    @DisplayName("A snapshot store follows the first required sink, whatever the others do")
    void stateFollowsThePrimary() {
        for (int day = 0; day < 3; day++) {
            int today = day;
            try (SnapshotStore store = FileSnapshotStore.open(folder.resolve("state"))) {
                runDay(day, builder -> builder.state(store).sink(today == 1 ? failing(second, "begin") : second));
                assertThat(store.position()).hasValueSatisfying(position -> {
                    assertThat(position.seq()).isEqualTo(today + 1);
                    assertThat(position.sha256())
                            .isEqualTo(first.log().get(today).sha256());
                });
            }
        }
        assertSame(second, first);
        assertThat(fixture.warnings).hasSize(1);
    }

    @Test
    @DisplayName("The same copy made by somebody else meanwhile is as good as one's own")
    void copyRace() {
        runDay(0, UnaryOperator.identity());
        runDay(1, UnaryOperator.identity());
        AtomicInteger commits = new AtomicInteger();
        Sink raced = WatchedSink.of(second, new WatchedSink.Watch() {
            @Override
            public void before(String operation) {
                if (operation.equals("commit") && commits.incrementAndGet() == 1) {
                    new LogCopy(first.open(), second.open(), new Random(7)).run();
                }
            }
        });
        LogCopy copy = new LogCopy(first.open(), raced.open(), new Random(8));
        copy.run();
        assertThat(copy.commits()).isZero();
        assertSame(second, first);
    }

    @Test
    @DisplayName("Sinks are distinct, and one is required")
    void options() {
        assertThatThrownBy(() -> runDay(0, builder -> builder.sink(new MemorySink())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("sink is named twice: [memory, memory]");
        assertThatThrownBy(() -> Playlake.builder()
                        .client(fixture.client())
                        .source(BrowseCategories.all())
                        .optionalSink(second)
                        .build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("sink is missing, expected one that is required");
    }

    private static void unlock(BlobStore.Lock lock) {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
