package io.playlake.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.schema.Table;
import io.playlake.table.SpotifyTables;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Artists and albums in full, once for each id. */
class EnrichmentTest extends ExtraRuns {

    private static final Set<Enrichment> BOTH = EnumSet.allOf(Enrichment.class);

    @Test
    void asksForEachArtistAndAlbumOnce() {
        Set<String> artists = new TreeSet<>();
        Set<String> albums = new TreeSet<>();
        for (int day = 0; day < 4; day++) {
            fixture.emulator.calls().reset();
            RunReport report = runDay(day, Set.of(), BOTH);
            assertThat(report.failures()).isEmpty();
            assertOnlyUnseen("/artists", 50, unseen(artists, ids("artist_id", SpotifyTables.ARTISTS, report)));
            assertOnlyUnseen("/albums", 20, unseen(albums, ids("album_id", SpotifyTables.ALBUMS, report)));
            assertThat(fixture.rows(SpotifyTables.RAW_PAGES, report.runId())).hasSize((int) report.callsMade());
        }
        assertThat(DatasetCheck.run(fixture.sink.open()).problems()).isEmpty();
        assertThat(full(SpotifyTables.ARTISTS, "artist_id", "genres")).isEqualTo(artists);
        assertThat(full(SpotifyTables.ALBUMS, "album_id", "label")).isEqualTo(albums);
    }

    @Test
    void keepsOneRowAKeyAndWhatTheThinOneSaid() {
        RunReport thin = fixture.runDay(0);
        RunReport report = runDay(0, builder -> builder.enrich(BOTH).full(true));
        Map<String, Map<String, Object>> before = fixture.by("album_id", SpotifyTables.ALBUMS, thin.runId());
        Map<String, Map<String, Object>> after = fixture.by("album_id", SpotifyTables.ALBUMS, report.runId());
        assertThat(after.keySet()).isEqualTo(before.keySet());
        before.forEach((id, row) -> {
            Map<String, Object> full = Objects.requireNonNull(after.get(id));
            assertThat(full).containsKeys("label", "upc");
            for (String column : List.of("name", "album_type", "total_tracks", "uri")) {
                assertThat(full.get(column)).as(column).isEqualTo(row.get(column));
            }
        });
        assertThat(fixture.by("artist_id", SpotifyTables.ARTISTS, report.runId())
                        .values())
                .isNotEmpty()
                .allSatisfy(row -> {
                    assertThat(row).containsKeys("name", "popularity", "followers", "genres");
                    assertThat((String) row.get("genres")).startsWith("[").endsWith("]");
                });
        assertThat(credits(SpotifyTables.ALBUM_ARTISTS, report)).isEqualTo(credits(SpotifyTables.ALBUM_ARTISTS, thin));
        assertThat(fixture.by("rule", SpotifyTables.QUALITY_RESULTS, report.runId()))
                .satisfies(rules -> assertThat(rules.get("artists_enriched"))
                        .containsEntry("outcome", "passed")
                        .containsEntry("measured", (double) after(report)))
                .satisfies(rules -> assertThat(rules.get("sightings_agree")).containsEntry("outcome", "passed"));
    }

    @Test
    void enrichesWhatARefreshShowsToo() {
        fixture.runDay(0);
        RunReport report = runDay(1, EnumSet.of(Refresh.POPULARITY), EnumSet.of(Enrichment.ARTISTS));
        assertThat(fixture.rows(SpotifyTables.ARTISTS, report.runId()))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row).containsKey("genres"));
        assertThat(fixture.rows(SpotifyTables.ALBUMS, report.runId()))
                .isNotEmpty()
                .noneSatisfy(row -> assertThat(row).containsKey("label"));
        assertThat(DatasetCheck.run(fixture.sink.open()).problems()).isEmpty();
    }

    @Test
    void rejectsWhatTheApiDoesNotKnow() {
        fixture.emulator.advanceTo(0);
        String nothing = "{\"artists\":[" + "null,".repeat(49) + "null]}";
        fixture.emulator.faults().on("/artists").times(1).replaceBody(nothing);
        RunReport report = runDay(0, Set.of(), EnumSet.of(Enrichment.ARTISTS));
        assertThat(report.status()).isEqualTo(RunReport.Status.COMMITTED);
        assertThat(fixture.rows(SpotifyTables.REJECTED_ROWS, report.runId()))
                .filteredOn(row -> "artists".equals(row.get("table")))
                .hasSize(50)
                .allSatisfy(row -> assertThat((String) row.get("json_pointer")).startsWith("/artists/"));
        assertThat(fixture.rows(SpotifyTables.ARTISTS, report.runId()).stream()
                        .filter(row -> !row.containsKey("genres")))
                .hasSize(50);
        assertThat(DatasetCheck.run(fixture.sink.open()).problems()).isEmpty();

        fixture.emulator.calls().reset();
        runDay(1, builder -> builder.enrich(EnumSet.of(Enrichment.ARTISTS)).full(true));
        assertThat(asked("/artists").size()).as("those are asked for again").isGreaterThanOrEqualTo(50);
    }

    private int after(RunReport report) {
        return fixture.rows(SpotifyTables.ARTISTS, report.runId()).size();
    }

    private void assertOnlyUnseen(String endpoint, int perCall, Set<String> unseen) {
        assertThat(asked(endpoint)).hasSameElementsAs(unseen).hasSameSizeAs(unseen);
        assertThat(fixture.emulator.calls().count(endpoint)).isEqualTo(pages(unseen.size(), perCall));
    }

    /** Returns what was not seen before, and adds it to what was. */
    private static Set<String> unseen(Set<String> seen, Set<String> now) {
        Set<String> unseen = new TreeSet<>(now);
        unseen.removeAll(seen);
        seen.addAll(now);
        return unseen;
    }

    private Set<String> ids(String key, Table<?> table, RunReport report) {
        return fixture.by(key, table, report.runId()).keySet();
    }

    private Set<String> full(Table<?> table, String key, String column) {
        return fixture.rows(table, null).stream()
                .filter(row -> row.containsKey(column))
                .map(row -> String.valueOf(row.get(key)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> credits(Table<?> table, RunReport report) {
        return fixture.rows(table, report.runId()).stream()
                .map(row -> row.get("album_id") + " " + row.get("position") + " " + row.get("artist_id"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
