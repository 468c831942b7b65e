package io.playlake.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.schema.Row;
import io.playlake.table.SpotifyTables;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An item that the API cannot serve takes its place in the tables, is told, and is looked for again. */
class GapsTest extends LyingApiRuns {

    @ParameterizedTest
    @ValueSource(ints = {0, 57, 99, 100, 150, 219})
    void aGapKeepsThePlacesOfTheOthersAndStaysDueUntilItIsClosed(int position) {
        LyingApi api = new LyingApi(220);
        api.poisoned.add(position);
        run(api);
        assertThat(stored()).hasSize(220).element(position).isNull();
        assertThat(stored().stream().filter(uri -> uri != null)).hasSize(219).doesNotHaveDuplicates();
        assertThat(positions()).isSorted().doesNotHaveDuplicates().hasSize(220);
        assertThat(playlist("consistency")).isEqualTo("unverified");
        assertThat(playlist("items_null")).isEqualTo(1);
        assertThat(playlist("reason"))
                .isEqualTo("1 of 220 rows could not be served, the first at position " + position + " (status 502)");

        run(api);
        assertThat(playlist("decision")).isEqualTo("left_over");
        assertThat(playlist("outcome")).isEqualTo("snapshot_only");
        assertThat(stored()).as("the same gap is no other version").hasSize(220);

        api.poisoned.clear();
        run(api);
        assertThat(playlist("decision")).isEqualTo("left_over");
        assertThat(playlist("consistency")).isEqualTo("exact");
        assertThat(stored()).hasSize(440);

        run(api);
        assertThat(playlist("decision")).isEqualTo("unchanged");
    }

    @Test
    void aGapInAPlaylistThatWasWholeIsHeldBackOnce() {
        LyingApi api = new LyingApi(220);
        run(api);
        api.poisoned.add(120);
        api.listSnapshot = "list-2";
        String before = String.valueOf(playlist("content_hash"));
        run(api);
        assertThat(playlist("outcome")).isEqualTo("suspect");
        assertThat(playlist("content_hash")).isEqualTo(before);
        assertThat(stored()).hasSize(220);
        run(api);
        assertThat(playlist("outcome")).isEqualTo("changed");
        assertThat(stored()).hasSize(440);
    }

    @Test
    void aLimitMetOnTheWayEndsTheRunAndIsKept() {
        LyingApi api = new LyingApi(220);
        api.poisoned.add(7);
        api.limited = true;
        RunReport report = run(api);
        assertThat(report.status()).isEqualTo(RunReport.Status.PARTIAL);
        assertThat(report.notBefore()).isNotNull();
        assertThat(stored()).isEmpty();
    }

    private List<Integer> positions() {
        int position = SpotifyTables.PLAYLIST_ITEMS.schema().indexOf("position");
        return sink.rows(SpotifyTables.PLAYLIST_ITEMS.schema()).stream()
                .map(Row.class::cast)
                .map(row -> (Integer) row.getOrNull(position))
                .toList();
    }
}
