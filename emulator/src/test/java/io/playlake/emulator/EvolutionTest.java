package io.playlake.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EvolutionTest {

    private static final int DAYS = 40;

    private final SpotifyEmulator emulator = SpotifyEmulator.start();

    @AfterEach
    void close() {
        emulator.close();
    }

    @Test
    void eventsOfADayLeadFromYesterdayToToday() {
        emulator.advanceTo(DAYS);
        for (int day = 1; day <= DAYS; day++) {
            assertThat(replay(day)).isEqualTo(itemsOn(day));
            assertThat(replayListings(day)).isEqualTo(membersOn(day));
        }
    }

    private Map<String, List<ItemTruth>> itemsOn(int day) {
        Map<String, List<ItemTruth>> items = new LinkedHashMap<>();
        emulator.truth().playlists(day).forEach(playlist -> items.put(playlist.id(), playlist.items()));
        return items;
    }

    private Map<String, List<ItemTruth>> replay(int day) {
        Map<String, List<ItemTruth>> state = new LinkedHashMap<>();
        itemsOn(day - 1).forEach((id, items) -> state.put(id, new ArrayList<>(items)));
        for (ChangeEvent event : emulator.truth().events(day)) {
            List<ItemTruth> items = state.getOrDefault(event.playlistId(), new ArrayList<>());
            if (event instanceof ChangeEvent.Added added) {
                items.add(added.position(), new ItemTruth(added.uri(), added.addedAt()));
            } else if (event instanceof ChangeEvent.Removed removed) {
                assertThat(items.remove(removed.position()).uri()).isEqualTo(removed.uri());
            } else if (event instanceof ChangeEvent.Moved moved) {
                ItemTruth item = items.remove(moved.from());
                assertThat(item.uri()).isEqualTo(moved.uri());
                items.add(moved.to(), item);
            } else if (event instanceof ChangeEvent.Created) {
                state.put(event.playlistId(), new ArrayList<>());
            } else if (event instanceof ChangeEvent.Deleted) {
                state.remove(event.playlistId());
            }
        }
        return state;
    }

    /** The distinct playlists of each category: without rows that quirks put in. */
    private Map<String, List<String>> membersOn(int day) {
        Map<String, List<String>> members = new LinkedHashMap<>();
        for (String category : emulator.truth().categories()) {
            members.put(
                    category,
                    new ArrayList<>(emulator.truth().listing(category, day).stream()
                            .filter(row -> row.kind() == ListingRow.Kind.PLAYLIST)
                            .map(ListingRow::playlistId)
                            .distinct()
                            .toList()));
        }
        return members;
    }

    private Map<String, List<String>> replayListings(int day) {
        Map<String, List<String>> members = membersOn(day - 1);
        for (ChangeEvent event : emulator.truth().events(day)) {
            if (event instanceof ChangeEvent.JoinedCategory joined) {
                of(members, joined.categoryId()).add(joined.position(), joined.playlistId());
            } else if (event instanceof ChangeEvent.LeftCategory left) {
                assertThat(of(members, left.categoryId()).remove(left.position()))
                        .isEqualTo(left.playlistId());
            }
        }
        return members;
    }

    private static List<String> of(Map<String, List<String>> members, String category) {
        return Objects.requireNonNull(members.get(category));
    }

    @Test
    void snapshotsMoveExactlyWithEvents() {
        emulator.advanceTo(DAYS);
        for (int day = 1; day <= DAYS; day++) {
            Set<String> touched = new HashSet<>();
            for (ChangeEvent event : emulator.truth().events(day)) {
                if (event.kind() != ChangeEvent.Kind.JOINED_CATEGORY
                        && event.kind() != ChangeEvent.Kind.LEFT_CATEGORY) {
                    touched.add(event.playlistId());
                }
            }
            for (PlaylistTruth today : emulator.truth().playlists(day)) {
                PlaylistTruth yesterday =
                        emulator.truth().playlist(today.id(), day - 1).orElse(null);
                if (yesterday != null) {
                    boolean moved = touched.contains(today.id());
                    assertThat(!today.listSnapshot().equals(yesterday.listSnapshot()))
                            .isEqualTo(moved);
                    assertThat(!today.detailSnapshot().equals(yesterday.detailSnapshot()))
                            .isEqualTo(moved);
                    assertThat(today.followers()).isNotEqualTo(yesterday.followers());
                }
            }
        }
    }

    @Test
    void everythingHappensWithinSomeWeeks() {
        emulator.advanceTo(DAYS);
        Set<ChangeEvent.Kind> kinds = EnumSet.noneOf(ChangeEvent.Kind.class);
        emulator.truth().events().forEach(event -> kinds.add(event.kind()));
        assertThat(kinds).containsExactlyInAnyOrder(ChangeEvent.Kind.values());
        long edits = emulator.truth().events().stream()
                .filter(event -> event instanceof ChangeEvent.Added
                        || event instanceof ChangeEvent.Removed
                        || event instanceof ChangeEvent.Moved)
                .map(event -> event.day() + event.playlistId())
                .distinct()
                .count();
        assertThat(edits / (60.0 * DAYS)).isBetween(0.1, 0.2);
    }

    @Test
    void servedBodiesFollowTheTruth() {
        try (SpotifyEmulator small =
                SpotifyEmulator.builder().playlists(25).items(2, 130).start()) {
            Caller user = Caller.user(small);
            for (int day : new int[] {0, 9}) {
                small.advanceTo(day);
                compareWithTruth(small, user);
            }
        }
    }

    private static void compareWithTruth(SpotifyEmulator emulator, Caller app) {
        int day = emulator.day();
        for (PlaylistTruth truth : emulator.truth().playlists(day)) {
            JsonObject body = app.json("/playlists/" + truth.id());
            assertThat(body.get("snapshot_id").getAsString()).isEqualTo(truth.detailSnapshot());
            assertThat(body.get("name").getAsString()).isEqualTo(truth.name());
            assertThat(app.all(body.getAsJsonObject("tracks")).stream()
                            .map(Rows::item)
                            .toList())
                    .isEqualTo(truth.items());
        }
        for (String category : emulator.truth().categories()) {
            List<JsonElement> rows = app.all(
                    app.json("/browse/categories/" + category + "/playlists").getAsJsonObject("playlists"));
            assertThat(rows.stream().map(Rows::of).toList())
                    .isEqualTo(emulator.truth().listing(category, day));
            for (JsonElement row : rows) {
                String id = Rows.of(row).playlistId();
                if (id != null) {
                    assertThat(row.getAsJsonObject().get("snapshot_id").getAsString())
                            .isEqualTo(emulator.truth()
                                    .playlist(id, day)
                                    .orElseThrow()
                                    .listSnapshot());
                }
            }
        }
    }

    @Test
    void popularityDriftsWithoutASnapshot() {
        Caller app = Caller.app(emulator);
        String still = stillOnDayOne();
        String before = app.get("/playlists/" + still + "?fields=snapshot_id,tracks.items(track(popularity))")
                .body();
        String snapshot = app.get("/playlists/" + still + "?fields=snapshot_id").body();
        emulator.advanceDay();
        assertThat(app.get("/playlists/" + still + "?fields=snapshot_id").body())
                .isEqualTo(snapshot);
        assertThat(app.get("/playlists/" + still + "?fields=snapshot_id,tracks.items(track(popularity))")
                        .body())
                .isNotEqualTo(before);
    }

    private static String stillOnDayOne() {
        try (SpotifyEmulator twin = SpotifyEmulator.start()) {
            twin.advanceDay();
            Set<String> touched = new HashSet<>();
            twin.truth().events().forEach(event -> touched.add(event.playlistId()));
            return twin.truth().playlists(0).stream()
                    .filter(playlist -> playlist.ownerId().equals("spotify"))
                    .filter(playlist ->
                            !touched.contains(playlist.id()) && playlist.items().size() > 5)
                    .findFirst()
                    .orElseThrow()
                    .id();
        }
    }

    @Test
    void daysMoveOnlyForward() {
        assertThat(emulator.today()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        emulator.advanceTo(3);
        assertThat(emulator.date()).isEqualTo(LocalDate.of(2026, 1, 4));
        emulator.advanceTo(3);
        assertThatThrownBy(() -> emulator.advanceTo(2)).hasMessage("day: 2, expected 3 or later");
        assertThatThrownBy(() -> emulator.truth().playlists(4)).hasMessage("day: 4, expected 0 to 3");
        assertThat(emulator.truth().playlists(0)).hasSize(60);
    }

    @Test
    void nothingIsAddedInTheFuture() {
        emulator.advanceTo(10);
        assertThat(emulator.truth().playlists(10))
                .allSatisfy(playlist -> assertThat(playlist.items())
                        .allSatisfy(item -> assertThat(item.addedAt()).isBefore(emulator.today())));
    }
}
