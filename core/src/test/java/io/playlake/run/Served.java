package io.playlake.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.emulator.ItemTruth;
import io.playlake.emulator.ListingRow;
import io.playlake.emulator.PlaylistTruth;
import io.playlake.table.SpotifyTables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the emulator served, by its own books. */
final class Served {

    private final RunFixture fixture;

    Served(RunFixture fixture) {
        this.fixture = fixture;
    }

    /** Every listed playlist, read through {@code playlists} and {@code playlist_items}, is what the emulator held. */
    void assertHeldAsServed(String runId, int day) {
        Map<String, Map<String, Object>> playlists = fixture.by("playlist_id", SpotifyTables.PLAYLISTS, runId);
        assertThat(playlists.keySet()).isEqualTo(listed(day));
        Map<String, List<Map<String, Object>>> items = fixture.rows(SpotifyTables.PLAYLIST_ITEMS, null).stream()
                .collect(Collectors.groupingBy(row -> row.get("playlist_id") + " " + row.get("content_hash")));
        playlists.forEach((id, row) -> {
            PlaylistTruth truth = fixture.emulator.truth().playlist(id, day).orElseThrow();
            List<ItemTruth> held = items.getOrDefault(id + " " + row.get("content_hash"), List.of()).stream()
                    .sorted(Comparator.comparing(item -> (Integer) item.get("position")))
                    .map(item -> new ItemTruth(
                            (String) item.get("uri"), (Instant) Objects.requireNonNull(item.get("added_at"))))
                    .toList();
            assertThat(held).as("%s on day %d", id, day).isEqualTo(truth.items());
            assertThat(row).containsEntry("list_snapshot_id", truth.listSnapshot());
            assertThat(row).containsEntry("snapshot_id", truth.detailSnapshot());
            assertThat(row.get("name")).isEqualTo(truth.name());
        });
    }

    Set<String> listed(int day) {
        Set<String> ids = new TreeSet<>();
        for (String category : fixture.emulator.truth().categories()) {
            for (ListingRow row : fixture.emulator.truth().listing(category, day)) {
                if (row.playlistId() != null && row.kind() == ListingRow.Kind.PLAYLIST) {
                    ids.add(row.playlistId());
                }
            }
        }
        return ids;
    }

    /** The calls of a day by the emulator's own books: listings, and what moved since it was last listed. */
    long formula(int day, Map<String, @Nullable String> snapshots) {
        List<String> categories = fixture.emulator.truth().categories();
        long calls = (categories.size() + 49L) / 50;
        for (String category : categories) {
            calls +=
                    (Math.max(1, fixture.emulator.truth().listing(category, day).size()) + 49L) / 50;
        }
        for (String id : listed(day)) {
            PlaylistTruth truth = fixture.emulator.truth().playlist(id, day).orElseThrow();
            if (!truth.listSnapshot().equals(snapshots.put(id, truth.listSnapshot()))) {
                calls += pages(truth) + (truth.items().size() > 100 ? 1 : 0);
            }
        }
        return calls;
    }

    static long pages(PlaylistTruth truth) {
        return (Math.max(1L, truth.items().size()) + 99) / 100;
    }

    String movedOn(int day) {
        fixture.emulator.advanceTo(day);
        List<String> moved = new ArrayList<>(listed(day));
        moved.removeIf(id -> fixture.emulator
                .truth()
                .playlist(id, day - 1)
                .map(before -> before.listSnapshot()
                        .equals(fixture.emulator
                                .truth()
                                .playlist(id, day)
                                .orElseThrow()
                                .listSnapshot()))
                .orElse(true));
        return moved.get(0);
    }
}
