package io.playlake.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.emulator.SpotifyEmulator;
import io.playlake.error.SinkException;
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
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs into several sinks, and what must be the same in all of them. */
abstract class FanOutFixture {

    @TempDir
    Path folder;

    final MemorySink second = new MemorySink("second");
    final MemorySink third = new MemorySink("third");
    RunFixture fixture;
    MemorySink first;

    @BeforeEach
    void start() {
        fixture = new RunFixture(SpotifyEmulator.builder().playlists(12).start(), folder.resolve("work"));
        first = fixture.sink;
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    RunReport runDay(int day, UnaryOperator<Playlake.Builder> sinks) {
        fixture.emulator.advanceTo(day);
        fixture.time.jumpTo(fixture.emulator.today());
        return run(fixture.emulator.today(), sinks);
    }

    RunReport run(Instant date, UnaryOperator<Playlake.Builder> sinks) {
        return fixture.run(date, BrowseCategories.all(), sinks);
    }

    /** Makes a sink that is out of order. */
    static Sink broken(Sink sink) {
        return WatchedSink.of(sink, new WatchedSink.Watch() {
            @Override
            public void before(String operation) {
                throw new SinkException(sink.name() + " is broken", null);
            }
        });
    }

    static Sink failing(Sink sink, String failing) {
        return WatchedSink.of(sink, new WatchedSink.Watch() {
            @Override
            public void before(String operation) {
                if (operation.equals(failing)) {
                    throw new SinkException(sink.name() + " fails to " + operation, null);
                }
            }
        });
    }

    static void assertSame(MemorySink copy, MemorySink original) {
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

    static void unlock(BlobStore.Lock lock) {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
