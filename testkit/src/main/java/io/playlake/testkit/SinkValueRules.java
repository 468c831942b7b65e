package io.playlake.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.schema.Row;
import io.playlake.sink.Commit;
import io.playlake.sink.Dataset;
import io.playlake.sink.SinkSession;
import io.playlake.sink.TableWriter;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a value is when it comes back. */
abstract class SinkValueRules extends SinkFixtures {

    @Nested
    class Values {

        @Test
        @DisplayName("Every type comes back as it went in")
        void roundTrip() throws IOException {
            assertComeBack(List.of(
                    Row.of(
                            TYPES,
                            "",
                            "",
                            "{}",
                            false,
                            Integer.MIN_VALUE,
                            Long.MIN_VALUE,
                            -Double.MAX_VALUE,
                            Instant.parse("0001-01-01T00:00:00Z"),
                            LocalDate.of(1, 1, 1)),
                    Row.of(TYPES, "a", null, null, null, null, null, null, null, null),
                    Row.of(
                            TYPES,
                            "b",
                            "x\t\r\n \\N '); DROP TABLE x;--",
                            "[1, null,\"\\u0000\",1.0]",
                            true,
                            -1,
                            -1L,
                            -0.0,
                            Instant.parse("1969-12-31T23:59:59.999999Z"),
                            LocalDate.of(1969, 12, 31)),
                    Row.of(
                            TYPES,
                            "c",
                            "\uD83C\uDFB5\u0130\u0131\uFFFF",
                            "\"\uD83C\uDFB5\"",
                            true,
                            Integer.MAX_VALUE,
                            Long.MAX_VALUE,
                            Double.MIN_VALUE,
                            Instant.parse("9999-12-31T23:59:59.999999Z"),
                            LocalDate.of(9999, 12, 31)),
                    Row.of(TYPES, "d ", " ", "\"\"", false, 1, 1L, 0.1, DATE, LocalDate.of(2024, 2, 29)),
                    Row.of(
                            TYPES,
                            "\uD83C\uDFB5",
                            "z".repeat(200_000),
                            "{}",
                            true,
                            0,
                            0L,
                            1e300,
                            Instant.EPOCH,
                            LocalDate.EPOCH)));
        }

        @Test
        @DisplayName("Keys that differ in case, accents or spaces at their end are different keys")
        void keysByTheirBytes() throws IOException {
            assertComeBack(List.of(
                    typed("A", 1),
                    typed("a", 2),
                    typed("a ", 3),
                    typed("e", 4),
                    typed("e\u0301", 5),
                    typed("\u00e9", 6)));
        }

        @Test
        @DisplayName("Digits finer than a microsecond are cut off, before 1970 too")
        void microseconds() throws IOException {
            try (Dataset dataset = sink().open();
                    SinkSession session = dataset.begin(attempt(1), Optional.empty())) {
                session.writer(TYPES).write(at("a", "1969-12-31T23:59:59.999999999Z"));
                session.writer(TYPES).write(at("b", "2026-01-01T00:00:00.000000999Z"));
                assertThat(rows(dataset, TYPES, committed(session, Map.of())))
                        .containsExactly(at("a", "1969-12-31T23:59:59.999999Z"), at("b", "2026-01-01T00:00:00Z"));
            }
        }

        @Test
        @DisplayName("The character NUL comes back, or is refused by name and nothing happened")
        void nul() throws IOException {
            Row row = with(1, "x\u0000y");
            if (capabilities().contains(SinkCapability.NUL_CHARACTERS)) {
                assertComeBack(List.of(row));
            } else {
                assertRefused(row, "a_string");
            }
        }

        @Test
        @DisplayName("Infinities and NaN come back, or are refused by name and nothing happened")
        void nonFinite() throws IOException {
            List<Row> rows = List.of(
                    Row.of(TYPES, "a", null, null, null, null, null, Double.NEGATIVE_INFINITY, null, null),
                    Row.of(TYPES, "b", null, null, null, null, null, Double.NaN, null, null),
                    Row.of(TYPES, "c", null, null, null, null, null, Double.POSITIVE_INFINITY, null, null));
            if (capabilities().contains(SinkCapability.NON_FINITE_NUMBERS)) {
                assertComeBack(rows);
            } else {
                for (Row row : rows) {
                    assertRefused(row, "a_double");
                }
            }
        }

        private void assertComeBack(List<Row> rows) throws IOException {
            try (Dataset dataset = sink().open();
                    SinkSession session = dataset.begin(attempt(1), Optional.empty())) {
                rows.forEach(session.writer(TYPES)::write);
                Commit commit = committed(session, Map.of());
                assertThat(rows(dataset, TYPES, commit)).containsExactlyElementsOf(rows);
                assertThat(commit.tables().get("types"))
                        .allSatisfy(file -> assertThat(dataset.locate(file)).isNotBlank());
            }
        }

        private void assertRefused(Row row, String column) throws IOException {
            try (Dataset dataset = sink().open();
                    SinkSession session = dataset.begin(attempt(1), dataset.head())) {
                TableWriter writer = session.writer(TYPES);
                writer.write(typed("", 1));
                assertThatThrownBy(() -> writer.write(row))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("types")
                        .hasMessageContaining(column);
                writer.write(typed("z", 2));
            }
            try (Dataset dataset = sink().open()) {
                assertThat(dataset.head()).isEmpty();
            }
        }

        private Row with(int column, Object value) {
            @Nullable Object[] values = new Object[TYPES.columns().size()];
            values[0] = "k";
            values[column] = value;
            return Row.of(TYPES, values);
        }

        private Row at(String key, String instant) {
            return Row.of(TYPES, key, null, null, null, null, null, null, Instant.parse(instant), null);
        }
    }
}
