package io.playlake.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.change.PlaylistDiff;
import io.playlake.change.PlaylistDiff.Change;
import io.playlake.change.PlaylistDiff.Kind;
import io.playlake.emulator.Edit;
import io.playlake.emulator.ItemTruth;
import io.playlake.emulator.PlaylistTruth;
import io.playlake.emulator.SnapshotMode;
import io.playlake.emulator.SpotifyEmulator;
import io.playlake.source.BrowseCategories;
import io.playlake.table.SpotifyTables;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Every way in which the emulator's snapshots lie, and what the runs make of it. The emulator's own books are the oracle. */
@NullUnmarked
class LiesTest extends EmulatedRuns {

    @Test
    void aVolatilePlaylistIsConfirmedByItsItemsAtHalfThePrice() {
        String id = playlist(truth -> truth.items().size() > 100);
        long pages = Served.pages(truth(id, 0));
        emulator().snapshots().mode(id, SnapshotMode.PER_REQUEST);
        assertThat(callsAbout(id, 0))
                .as("read, checked, read again, checked again")
                .isEqualTo(2 * (pages + 1));
        assertThat(row(id)).containsEntry("consistency", "content_stable").containsEntry("outcome", "first_seen");
        for (int hour = 1; hour < 4; hour++) {
            fixture.time.advance(Duration.ofHours(1));
            assertThat(callsAbout(id)).as("read once, equal to what is stored").isEqualTo(pages);
            assertThat(row(id))
                    .containsEntry("consistency", "content_stable")
                    .containsEntry("outcome", "snapshot_only");
        }
        emulator().edits().now(id, Edit.INSERT_FIRST);
        fixture.time.advance(Duration.ofHours(1));
        long now = Served.pages(truth(id, 0));
        assertThat(callsAbout(id)).as("read until two reads agree").isEqualTo(2 * now);
        assertThat(row(id)).containsEntry("outcome", "changed");
        assertThat(stored(id)).isEqualTo(held(id));
    }

    @Test
    void aPlaylistWhoseSnapshotFlapsIsStoredOnceAndSavesItsChecks() {
        among(150);
        String id = quiet(truth -> truth.items().size() > 100, 7);
        emulator().snapshots().mode(id, SnapshotMode.FLAPPING);
        long pages = Served.pages(truth(id, 0));
        List<Long> calls = new ArrayList<>();
        for (int day = 0; day < 7; day++) {
            calls.add(callsAbout(id, day));
        }
        assertThat(calls)
                .as("three moves for nothing, and its snapshot is not asked for any more")
                .containsExactly(pages + 1, pages + 1, pages + 1, pages + 1, pages, pages, pages);
        assertThat(row(id)).containsEntry("decision", "moved");
        assertThat(String.valueOf(row(id).get("reason"))).contains("without a change");
        assertThat(versions(id)).isEqualTo(1);
    }

    @Test
    void aFrozenSnapshotIsCaughtByAnAuditAndAuditedDailyFromThenOn() {
        among(150);
        String id = quiet(truth -> truth.items().size() < 100, 9);
        emulator().snapshots().mode(id, SnapshotMode.FROZEN);
        fixture.runDay(0);
        emulator().edits().now(id, Edit.INSERT_FIRST);
        List<Integer> reads = new ArrayList<>();
        int changes = 0;
        for (int day = 1; day < 9; day++) {
            emulator().advanceTo(day);
            if (callsAudited(id) > 0) {
                reads.add(day);
                changes += row(id).get("outcome").equals("changed") ? 1 : 0;
            }
        }
        assertThat(changes).isEqualTo(1);
        int caught = reads.get(0);
        assertThat(caught).isBetween(2, 5);
        assertThat(reads).as("the next day, and then less and less").startsWith(caught, caught + 1);
        assertThat(reads.get(2)).isBetween(caught + 2, caught + 3);
        assertThat(stored(id)).isEqualTo(held(id));
    }

    @Test
    void aStaleListingDelaysAChangeAndLosesNone() {
        String id = quiet(truth -> truth.items().size() < 100, 5);
        emulator().snapshots().mode(id, SnapshotMode.STALE);
        fixture.runDay(0);
        fixture.runDay(1);
        emulator().advanceTo(2);
        emulator().edits().now(id, Edit.REMOVE_FIRST);
        assertThat(callsAbout(id, 2)).as("nobody says so yet").isZero();
        assertThat(callsAbout(id, 3)).isEqualTo(1);
        assertThat(stored(id)).isEqualTo(held(id));
        assertThat(callsAbout(id, 4)).isZero();
    }

    @Test
    void aVersionThatComesBackIsStoredOnceAndItsEventsAreToldBothWays() {
        String id = quiet(truth -> truth.items().size() > 3 && truth.items().size() < 100, 4);
        fixture.runDay(0);
        String first = String.valueOf(row(id).get("content_hash"));
        emulator().edits().now(id, Edit.INSERT_FIRST);
        fixture.runDay(1);
        String second = String.valueOf(row(id).get("content_hash"));
        emulator().edits().now(id, Edit.REMOVE_FIRST);
        fixture.runDay(2);
        assertThat(second).isNotEqualTo(first);
        assertThat(row(id)).containsEntry("content_hash", first).containsEntry("outcome", "changed");
        assertThat(stored(id)).as("its items are there once").isEqualTo(held(id));
        assertThat(versions(id)).isEqualTo(2);
        List<Map<String, Object>> events = fixture.rows(SpotifyTables.PLAYLIST_CHANGES, null).stream()
                .filter(row -> row.get("playlist_id").equals(id))
                .toList();
        assertThat(events).extracting(row -> row.get("change")).containsExactly("ADDED", "REMOVED");
        assertThat(events).extracting(row -> row.get("to_content_hash")).containsExactly(second, first);
        assertThat(events).extracting(row -> dayOf(row, "changed_after")).containsExactly(day(0), day(1));
        assertThat(events).extracting(row -> dayOf(row, "changed_by")).containsExactly(day(1), day(2));
    }

    @Test
    void editsBetweenPagesNeverGiveAMixture() {
        String id = quiet(truth -> truth.items().size() > 200, 3);
        List<List<String>> held = new ArrayList<>();
        held.add(held(id));
        emulator().edits().betweenPages(id, Edit.INSERT_FIRST, 2);
        fixture.runDay(0);
        assertThat(row(id)).containsEntry("consistency", "exact");
        assertThat(stored(id)).isEqualTo(held(id)).isNotEqualTo(held.get(0));
    }

    @Test
    void twentyOf88NullsAreNoVersionOnTheFirstDayAndOneOnTheSecond() {
        String id = quiet(truth -> truth.items().size() > 40 && truth.items().size() < 100, 6);
        int count = truth(id, 0).items().size() * 20 / 88;
        fixture.runDay(0);
        List<String> before = stored(id);
        emulator().snapshots().mode(id, SnapshotMode.MOVING);
        emulator().edits().nullItems(id, 1, count);
        fixture.runDay(1);
        assertThat(row(id)).containsEntry("outcome", "suspect");
        assertThat(stored(id)).isEqualTo(before);
        fixture.runDay(2);
        assertThat(row(id)).as("back the next day").containsEntry("outcome", "snapshot_only");
        assertThat(versions(id)).isEqualTo(1);

        emulator().edits().nullItems(id, 3, count);
        emulator().edits().nullItems(id, 4, count);
        fixture.runDay(3);
        assertThat(versions(id)).isEqualTo(1);
        fixture.runDay(4);
        assertThat(versions(id)).isEqualTo(2);
        assertThat(row(id)).containsEntry("items_null", count).containsEntry("decision", "left_over");
    }

    @Test
    void theEventsOfManyDaysLeadFromTheFirstVersionToTheLast() {
        for (int day = 0; day < 12; day++) {
            fixture.runDay(day);
        }
        int told = 0;
        for (PlaylistTruth playlist : emulator().truth().playlists(11)) {
            List<String> order = null;
            for (Map<String, Object> row : rows(playlist.id())) {
                List<Change> changes = changes(playlist.id(), String.valueOf(row.get("run_id")));
                List<String> held = items(playlist.id(), String.valueOf(row.get("content_hash")));
                if (order != null) {
                    order = PlaylistDiff.apply(order, changes, (change, item) -> change.uri());
                    told += changes.size();
                } else {
                    assertThat(changes).isEmpty();
                    order = held;
                }
                assertThat(order)
                        .as("%s in %s", playlist.id(), row.get("run_id"))
                        .isEqualTo(held);
            }
        }
        assertThat(told).isGreaterThan(50);
    }

    private SpotifyEmulator emulator() {
        return fixture.emulator;
    }

    private Instant day(int day) {
        return emulator().today().minus(Duration.ofDays(emulator().day() - day));
    }

    private static Instant dayOf(Map<String, Object> row, String column) {
        return ((Instant) row.get(column)).truncatedTo(ChronoUnit.DAYS);
    }

    /** Starts anew with more playlists to choose from. */
    private void among(int playlists) {
        fixture.close();
        fixture = new RunFixture(SpotifyEmulator.builder().playlists(playlists).start(), workDirectory);
        served = new Served(fixture);
    }

    private PlaylistTruth truth(String id, int day) {
        return emulator().truth().playlist(id, day).orElseThrow();
    }

    private String playlist(Predicate<PlaylistTruth> like) {
        return quiet(like, 1);
    }

    /** Returns a listed playlist that does not change by itself for some days, by looking at another emulator's future. */
    private String quiet(Predicate<PlaylistTruth> like, int days) {
        try (SpotifyEmulator future = SpotifyEmulator.builder()
                .playlists(emulator().truth().playlists(0).size())
                .start()) {
            future.advanceTo(days);
            List<String> busy = future.truth().events().stream()
                    .map(event -> event.playlistId())
                    .toList();
            return served.listed(0).stream()
                    .filter(id -> !busy.contains(id))
                    .filter(id -> like.test(truth(id, 0)))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private long callsAbout(String id, int day) {
        long before = about(id);
        fixture.runDay(day);
        return about(id) - before;
    }

    private long callsAbout(String id) {
        long before = about(id);
        fixture.run(fixture.time.now().truncatedTo(ChronoUnit.SECONDS));
        return about(id) - before;
    }

    private long callsAudited(String id) {
        long before = about(id);
        fixture.time.jumpTo(emulator().today());
        fixture.run(emulator().today(), BrowseCategories.all(), run -> run.auditCycle(Duration.ofDays(4)));
        return about(id) - before;
    }

    private long about(String id) {
        return emulator().calls().list().stream()
                .filter(call -> call.path().contains(id))
                .count();
    }

    private List<Map<String, Object>> rows(String id) {
        return fixture.rows(SpotifyTables.PLAYLISTS, null).stream()
                .filter(row -> row.get("playlist_id").equals(id))
                .toList();
    }

    private Map<String, Object> row(String id) {
        List<Map<String, Object>> rows = rows(id);
        return rows.get(rows.size() - 1);
    }

    private List<String> held(String id) {
        return truth(id, emulator().day()).items().stream().map(ItemTruth::uri).toList();
    }

    private List<String> stored(String id) {
        return items(id, String.valueOf(row(id).get("content_hash")));
    }

    private List<String> items(String id, String hash) {
        return fixture.rows(SpotifyTables.PLAYLIST_ITEMS, null).stream()
                .filter(row -> row.get("playlist_id").equals(id)
                        && row.get("content_hash").equals(hash))
                .sorted(Comparator.comparing(row -> (Integer) row.get("position")))
                .map(row -> (String) row.get("uri"))
                .toList();
    }

    private long versions(String id) {
        return fixture.rows(SpotifyTables.PLAYLIST_ITEMS, null).stream()
                .filter(row -> row.get("playlist_id").equals(id))
                .map(row -> row.get("content_hash"))
                .distinct()
                .count();
    }

    private List<Change> changes(String id, String runId) {
        return fixture.rows(SpotifyTables.PLAYLIST_CHANGES, runId).stream()
                .filter(row -> row.get("playlist_id").equals(id))
                .map(row -> new Change(
                        Kind.valueOf(Objects.toString(row.get("change"))),
                        (String) row.get("uri"),
                        (Integer) row.get("occurrence"),
                        (Integer) row.get("from_position"),
                        (Integer) row.get("to_position")))
                .toList();
    }
}
