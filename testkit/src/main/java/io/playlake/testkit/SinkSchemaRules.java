package io.playlake.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.error.DataRefusedException;
import io.playlake.schema.Column;
import io.playlake.schema.ColumnType;
import io.playlake.schema.Row;
import io.playlake.schema.TableSchema;
import io.playlake.sink.Commit;
import io.playlake.sink.Dataset;
import io.playlake.sink.SinkSession;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How the shape of a table may change, and how not. */
abstract class SinkSchemaRules extends SinkValueRules {

    private static final Column RUN = EVENTS.columns().get(0);
    private static final Column POSITION = EVENTS.columns().get(1);
    private static final Column URI = EVENTS.columns().get(2);
    private static final Column SINCE = new Column(4, "since", ColumnType.DATE, true, "Added later.");

    @Nested
    class Schemas {

        @Test
        @DisplayName("S5: a new nullable column is accepted, and rows stored before are null there")
        void widened() throws IOException {
            TableSchema wider = events(RUN, POSITION, URI, SINCE);
            Row row = Row.of(wider, "r2", 0, "spotify:track:0", LocalDate.of(2026, 11, 22));
            try (Dataset dataset = sink().open()) {
                Commit before = add(dataset, 1, Optional.empty());
                Commit after = commit(dataset, 2, wider, row);
                assertThat(rows(dataset, wider, before))
                        .containsExactly(Row.of(wider, "r1", 0, "spotify:track:0", null));
                assertThat(rows(dataset, wider, after)).containsExactly(row);
                assertThat(rows(dataset, EVENTS, after)).containsExactly(event("r2", 0));
            }
            try (Dataset again = sink().openExisting()) {
                Row third = Row.of(wider, "r3", 0, "spotify:track:0", null);
                Commit commit = commit(again, 3, wider, third);
                assertThat(rows(again, wider, commit)).containsExactly(third);
            }
        }

        @Test
        @DisplayName("S5: a table is known by its shape even if it never had a row")
        void emptyTable() throws IOException {
            try (Dataset dataset = sink().open()) {
                commit(dataset, 1, EVENTS);
                assertRefused(dataset, events(RUN, POSITION), "uri");
                Commit commit = add(dataset, 2, dataset.head());
                assertThat(rows(dataset, EVENTS, commit)).containsExactly(event("r2", 0));
            }
        }

        @Test
        @DisplayName("S5: a dropped column is refused before anything is written, by table and column")
        void dropped() throws IOException {
            assertRefused(events(RUN, POSITION), "uri");
        }

        @Test
        @DisplayName("S5: a renamed column is refused")
        void renamed() throws IOException {
            assertRefused(events(RUN, POSITION, new Column(3, "link", ColumnType.STRING, false, "Subject.")), "uri");
        }

        @Test
        @DisplayName("S5: a narrowed column is refused, and so is one of another type")
        void retyped() throws IOException {
            for (ColumnType type : List.of(ColumnType.INT, ColumnType.DATE, ColumnType.JSON)) {
                assertRefused(events(RUN, POSITION, new Column(3, "uri", type, false, "Subject.")), "uri");
            }
            TableSchema wide = events(RUN, POSITION, URI, new Column(4, "total", ColumnType.LONG, true, "Sum."));
            TableSchema narrow = events(RUN, POSITION, URI, new Column(4, "total", ColumnType.INT, true, "Sum."));
            try (Dataset dataset = sink().open()) {
                commit(dataset, 8, wide);
                assertRefused(dataset, narrow, "total");
            }
        }

        @Test
        @DisplayName("S5: a column that becomes required, or is new and required, is refused")
        void required() throws IOException {
            Column now = new Column(4, "since", ColumnType.DATE, false, "Added later.");
            assertRefused(events(RUN, POSITION, URI, now), "since");
            try (Dataset dataset = sink().open()) {
                commit(dataset, 8, events(RUN, POSITION, URI, SINCE));
                assertRefused(dataset, events(RUN, POSITION, URI, now), "since");
                assertRefused(dataset, EVENTS, "since");
            }
        }

        @Test
        @DisplayName("S5: another key is refused")
        void rekeyed() throws IOException {
            assertRefused(new TableSchema("events", "What happened.", EVENTS.columns(), List.of("run_id")), "position");
        }

        @Test
        @DisplayName("A column that the rows of a commit lack is null, one that the schema lacks is left out")
        void read() throws IOException {
            TableSchema wider = events(RUN, POSITION, URI, new Column(4, "since", ColumnType.DATE, false, "Later."));
            TableSchema narrower = events(RUN, POSITION);
            try (Dataset dataset = sink().open()) {
                Commit commit = add(dataset, 1, Optional.empty());
                Row wide = rows(dataset, wider, commit).get(0);
                assertThat(wide.get(2)).isEqualTo("spotify:track:0");
                assertThat(wide.getOrNull(3)).isNull();
                assertThat(rows(dataset, narrower, commit)).containsExactly(Row.of(narrower, "r1", 0));
            }
        }

        private void assertRefused(TableSchema schema, String column) throws IOException {
            try (Dataset dataset = sink().open()) {
                if (dataset.head().isEmpty()) {
                    add(dataset, 1, Optional.empty());
                }
                assertRefused(dataset, schema, column);
            }
        }

        /** S6: the session goes on, and commits everything else. */
        private void assertRefused(Dataset dataset, TableSchema schema, String column) {
            int n = (int) dataset.head().orElseThrow().seq() + 20;
            try (SinkSession session = dataset.begin(attempt(n), dataset.head())) {
                session.writer(TYPES).write(typed("k" + n, 1));
                assertThatThrownBy(() -> session.writer(schema))
                        .isInstanceOf(DataRefusedException.class)
                        .hasMessageContaining("events")
                        .hasMessageContaining(column);
                session.writer(TYPES).write(typed("l" + n, 2));
                Commit commit = committed(session, Map.of());
                assertThat(commit.tables()).containsOnlyKeys("types");
                assertThat(rows(dataset, TYPES, commit)).hasSize(2);
            }
        }

        private Commit commit(Dataset dataset, int n, TableSchema schema, Row... rows) {
            try (SinkSession session = dataset.begin(attempt(n), dataset.head())) {
                session.writer(schema);
                for (Row row : rows) {
                    session.writer(schema).write(row);
                }
                return committed(session, Map.of());
            }
        }

        private TableSchema events(Column... columns) {
            return new TableSchema("events", "What happened.", new ArrayList<>(List.of(columns)), EVENTS.key());
        }
    }
}
