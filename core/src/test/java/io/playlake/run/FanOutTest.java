package io.playlake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.playlake.change.FileSnapshotStore;
import io.playlake.change.SnapshotStore;
import io.playlake.emulator.SpotifyEmulator;
import io.playlake.error.ConfigurationException;
import io.playlake.error.StateException;
import io.playlake.error.TryLaterException;
import io.playlake.sink.Commit;
import io.playlake.source.BrowseCategories;
import io.playlake.storage.BlobStore;
import io.playlake.table.SpotifyTables;
import io.playlake.testing.MemorySink;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Runs into several sinks: all end with one log, and no call is made for that. */
class FanOutTest extends FanOutFixture {

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
}
