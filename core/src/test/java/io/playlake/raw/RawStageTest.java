package io.playlake.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.error.TryLaterException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawStageTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final UnitKey KEY = new UnitKey("p1", "DE", null, "snap/+=1", "keep");

    @TempDir
    private Path folder;

    private RawStage stage;

    @BeforeEach
    void open() {
        stage = RawStage.open(folder, PersonalData.KEEP, "dataset");
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void givesBackThePagesByteForByte() {
        write(KEY, null, "{\"a\":\n1}", "", "ünï\ncode");
        RawUnit unit = stage.find(KEY, NOW).orElseThrow();
        assertThat(bodies(unit)).containsExactly("{\"a\":\n1}", "", "ünï\ncode");
        assertThat(unit.summary().contentHash()).isEqualTo("hash");
    }

    @Test
    void findsAUnitByPlaylistMarketAndSnapshotOnly() {
        write(KEY, null, "x");
        assertThat(stage.find(new UnitKey("p1", "DE", null, "snap/+=2", "keep"), NOW))
                .isEmpty();
        assertThat(stage.find(new UnitKey("p1", null, null, "snap/+=1", "keep"), NOW))
                .isEmpty();
        assertThat(stage.find(new UnitKey("P1", "DE", null, "snap/+=1", "keep"), NOW))
                .isEmpty();
        assertThat(stage.find(new UnitKey("p1", "DE", "de_DE", "snap/+=1", "keep"), NOW))
                .isEmpty();
        assertThat(stage.find(KEY, NOW)).isPresent();
    }

    @Test
    void doesNotOfferWhatIsOldOrFailedOrUnfinished() {
        write(KEY, null, "x");
        assertThat(stage.find(KEY, NOW.plus(Duration.ofHours(36)).minusNanos(1)))
                .isPresent();
        assertThat(stage.find(KEY, NOW.plus(Duration.ofHours(36)))).isEmpty();
        UnitKey failed = new UnitKey("p2", null, null, "s", "keep");
        write(failed, "the body is no JSON", "x");
        assertThat(stage.find(failed, NOW)).isEmpty();
        UnitKey unfinished = new UnitKey("p3", null, null, "s", "keep");
        try (UnitWriter writer = stage.unit(unfinished)) {
            writer.add(page("x"));
        }
        assertThat(stage.find(unfinished, NOW)).isEmpty();
    }

    @Test
    void doesNotOfferAUnitWhoseItemsWereNotRead() {
        try (UnitWriter writer = stage.unit(KEY)) {
            writer.add(page("x"));
            writer.finish(
                    new UnitSummary(NOW, NOW, 0, "d", Consistency.NOT_READ, false, null, null, 3, 0, 0, null, null));
        }
        assertThat(stage.find(KEY, NOW)).isEmpty();
    }

    @Test
    void clearsWhatAnEarlierAttemptLeftInItsScratchFolder() throws IOException {
        Files.createDirectories(stage.scratch());
        Files.writeString(stage.scratch().resolve("sort-1.tmp"), "x");
        stage.close();
        stage = RawStage.open(folder, PersonalData.KEEP, "dataset");
        assertThat(stage.scratch()).isEmptyDirectory();
    }

    @Test
    void outlivesTheProcessButForListings() {
        write(KEY, null, "x");
        try (UnitWriter writer = stage.listing(0)) {
            writer.finish(summary(null));
        }
        stage.close();
        stage = RawStage.open(folder, PersonalData.KEEP, "dataset");
        assertThat(stage.find(KEY, NOW)).isPresent();
        assertThat(folder.resolve("listings")).isEmptyDirectory();
    }

    @Test
    void takesDamageAnywhereForAbsence() throws IOException {
        write(KEY, null, "{\"a\":1}", "{\"b\":2}");
        Path file;
        try (Stream<Path> files = Files.list(folder.resolve("units"))) {
            file = files.findFirst().orElseThrow();
        }
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 0x10;
            Files.write(file, damaged);
            // One bit of a zstd frame means nothing; all others must be noticed.
            stage.find(KEY, NOW).ifPresent(unit -> assertThat(bodies(unit)).containsExactly("{\"a\":1}", "{\"b\":2}"));
            Files.write(file, Arrays.copyOf(whole, i));
            assertThat(stage.find(KEY, NOW)).as("cut at %d", i).isEmpty();
        }
        Files.write(file, whole);
        assertThat(stage.find(KEY, NOW)).isPresent();
    }

    @Test
    void tidiesWhatIsCommittedAndWhatIsStale() {
        UnitKey committed = new UnitKey("p2", null, null, "s", "keep");
        write(KEY, null, "x");
        write(committed, null, "x");
        stage.tidy(List.of(committed), NOW.plus(Duration.ofHours(35)));
        assertThat(stage.find(committed, NOW)).isEmpty();
        assertThat(stage.find(KEY, NOW)).isPresent();
        stage.tidy(List.of(), NOW.plus(Duration.ofHours(37)));
        assertThat(folder.resolve("units")).isEmptyDirectory();
    }

    @Test
    void isForOneRunAtATime() {
        assertThatThrownBy(() -> RawStage.open(folder, PersonalData.KEEP, "dataset"))
                .isInstanceOf(TryLaterException.class)
                .hasMessageContaining(folder.toString());
    }

    private static List<String> bodies(RawUnit unit) {
        List<String> bodies = new ArrayList<>();
        unit.forEachPage((place, page) -> {
            assertThat(place).isEqualTo(bodies.size());
            assertThat(page.head().path()).isEqualTo("/playlists/p1");
            bodies.add(new String(page.body(), StandardCharsets.UTF_8));
        });
        return bodies;
    }

    private void write(UnitKey key, @Nullable String problem, String... bodies) {
        try (UnitWriter writer = stage.unit(key)) {
            for (String body : bodies) {
                writer.add(page(body));
            }
            writer.finish(summary(problem));
        }
    }

    private static RawPage page(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new RawPage(
                new RawPage.Head(
                        "/playlists/{id}",
                        "/playlists/p1",
                        "market=DE",
                        null,
                        "p1",
                        0,
                        1,
                        200,
                        NOW,
                        NOW,
                        null,
                        "extended",
                        bytes.length),
                bytes);
    }

    private static UnitSummary summary(@Nullable String problem) {
        return new UnitSummary(NOW, NOW, 0, "d", Consistency.EXACT, false, "hash", "order", 3, 3, 0, null, problem);
    }
}
