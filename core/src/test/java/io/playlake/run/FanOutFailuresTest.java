package io.playlake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.emulator.SpotifyEmulator;
import io.playlake.error.SinkException;
import io.playlake.error.TryLaterException;
import io.playlake.sink.Sink;
import io.playlake.source.BrowseCategories;
import io.playlake.storage.BlobStore;
import io.playlake.testing.MemorySink;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sinks of a run that fail, are away, or are held by somebody else. */
class FanOutFailuresTest extends FanOutFixture {

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
}
