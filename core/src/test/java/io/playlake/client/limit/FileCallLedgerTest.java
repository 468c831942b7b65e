package io.playlake.client.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCallLedgerTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:59:59.5Z");
    private static final String GROUP = "playlists";

    @TempDir
    Path folder;

    private FileCallLedger open() throws IOException {
        return FileCallLedger.open(folder.resolve("ledger"));
    }

    private static void take(CallLedger ledger, Instant at, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            assertThat(ledger.take(GROUP, at, CallLedger.UNLIMITED)).isEmpty();
        }
    }

    @Test
    void theWindowRollsOverHoursAndDays() throws IOException {
        try (FileCallLedger ledger = open()) {
            for (int hour = 0; hour < 60; hour++) {
                take(ledger, NOW.plus(Duration.ofHours(hour)), 2);
                assertThat(ledger.calls(NOW.plus(Duration.ofHours(hour)))).isEqualTo(2L * Math.min(25, hour + 1));
            }
        }
        try (FileCallLedger again = open()) {
            assertThat(again.calls(NOW.plus(Duration.ofHours(59)))).isEqualTo(50);
            assertThat(again.calls(NOW.plus(Duration.ofHours(59).plusSeconds(1))))
                    .isEqualTo(48);
        }
        try (Stream<Path> files = Files.list(folder.resolve("ledger"))) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("calls-")))
                    .hasSizeLessThan(28);
        }
    }

    @Test
    void aTornLineCostsNothingElse() throws IOException {
        try (FileCallLedger ledger = open()) {
            take(ledger, NOW, 2);
        }
        Path calls;
        try (Stream<Path> files = Files.list(folder.resolve("ledger"))) {
            calls = files.filter(file -> file.getFileName().toString().startsWith("calls-"))
                    .findFirst()
                    .orElseThrow();
        }
        Files.writeString(calls, "17672", StandardOpenOption.APPEND);
        Files.writeString(folder.resolve("ledger").resolve("notes"), "hold * 99999999999999999\nhold");
        try (FileCallLedger ledger = open()) {
            take(ledger, NOW, 1);
            assertThat(ledger.calls(NOW)).isEqualTo(3);
            ledger.learn("x", NOW);
        }
        try (FileCallLedger ledger = open()) {
            assertThat(ledger.calls(NOW)).isEqualTo(3);
            assertThat(ledger.lessons()).containsOnlyKeys("x");
        }
    }

    @Test
    void aTornPaceBeginsAnewAndStopsNobody() throws IOException {
        Path pace = folder.resolve("ledger").resolve("pace");
        try (FileCallLedger ledger = open()) {
            assertThat(ledger.pace(NOW, 1)).isZero();
            assertThat(ledger.pace(NOW, 1)).isPositive();
            String whole = Files.readString(pace);
            for (String torn : List.of("", "1767", whole.strip(), "x".repeat(19) + "\n")) {
                Files.writeString(pace, torn);
                assertThat(ledger.pace(NOW, 1)).as(torn).isZero();
                assertThat(ledger.pace(NOW, 1)).as(torn).isPositive();
            }
        }
    }

    @Test
    void belongsToItsOwnerAndSaysWhatIsWrong() throws IOException {
        open().close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("ledger"))))
                .isEqualTo("rwx------");
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> FileCallLedger.open(file)).isInstanceOf(IOException.class);
        try (FileCallLedger ledger = open()) {
            assertThatThrownBy(() -> ledger.learn("two words", NOW)).hasMessageContaining("two words");
        }
    }
}
