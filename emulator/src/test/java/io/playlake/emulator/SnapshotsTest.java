package io.playlake.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SnapshotsTest {

    private static final int DAYS = 6;

    private final SpotifyEmulator emulator =
            SpotifyEmulator.builder().playlists(20).categories(1).items(2, 9).start();
    private final Caller app = Caller.app(emulator);
    private final String still = playlist(false);
    private final String busy = playlist(true);

    @AfterEach
    void close() {
        emulator.close();
    }

    /** A playlist of the category that changes on some of the first days, or on none. */
    private static String playlist(boolean changes) {
        try (SpotifyEmulator twin = SpotifyEmulator.builder()
                .playlists(20)
                .categories(1)
                .items(2, 9)
                .start()) {
            twin.advanceTo(DAYS);
            return twin.truth().listing("party", 0).stream()
                    .filter(row -> row.kind() == ListingRow.Kind.PLAYLIST)
                    .map(row -> String.valueOf(row.playlistId()))
                    .filter(id -> twin.truth().listing("party", DAYS).contains(row(id)))
                    .filter(id -> twin.truth().playlist(id, DAYS).isPresent() && changesOf(twin, id) == changes)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static ListingRow row(String id) {
        return new ListingRow(ListingRow.Kind.PLAYLIST, id);
    }

    private static boolean changesOf(SpotifyEmulator emulator, String id) {
        return emulator.truth().events().stream()
                .anyMatch(event -> event.playlistId().equals(id)
                        && event.kind() != ChangeEvent.Kind.JOINED_CATEGORY
                        && event.kind() != ChangeEvent.Kind.LEFT_CATEGORY);
    }

    private JsonElement detail(String id) {
        return app.json("/playlists/" + id + "?fields=snapshot_id").get("snapshot_id");
    }

    private JsonElement listed(String id) {
        return app.all(app.json("/browse/categories/party/playlists?limit=50").getAsJsonObject("playlists")).stream()
                .filter(row -> Rows.of(row).equals(row(id)))
                .findFirst()
                .orElseThrow()
                .getAsJsonObject()
                .get("snapshot_id");
    }

    /** What the playlist shows on each day from the present one on. */
    private List<JsonElement> daily(String id) {
        List<JsonElement> shown = new ArrayList<>();
        for (int day = emulator.day(); day <= DAYS; day++) {
            emulator.advanceTo(day);
            shown.add(detail(id));
        }
        return shown;
    }

    @Test
    void aRevisionMovesWithThePlaylist() {
        List<JsonElement> calm = daily(still);
        assertThat(new HashSet<>(calm)).hasSize(1);
        assertThat(detail(busy).getAsString())
                .isEqualTo(emulator.truth().playlist(busy, DAYS).orElseThrow().detailSnapshot())
                .isNotEqualTo(emulator.truth().playlist(busy, 0).orElseThrow().detailSnapshot());
    }

    @Test
    void movingMovesEveryDayAndNotWithinOne() {
        emulator.snapshots().mode(SnapshotMode.MOVING);
        assertThat(detail(still)).isEqualTo(detail(still));
        assertThat(listed(still)).isEqualTo(listed(still));
        assertThat(new HashSet<>(daily(still))).hasSize(DAYS + 1);
    }

    @Test
    void perRequestMovesWithEachAnswer() {
        emulator.snapshots().mode(SnapshotMode.PER_REQUEST);
        Set<JsonElement> shown = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            shown.add(detail(still));
            shown.add(listed(still));
        }
        assertThat(shown).hasSize(10);
    }

    @Test
    void staleListingsLagADayBehind() {
        emulator.snapshots().mode(SnapshotMode.STALE);
        int lags = 0;
        for (int day = 0; day <= DAYS; day++) {
            emulator.advanceTo(day);
            PlaylistTruth shown =
                    emulator.truth().playlist(busy, Math.max(0, day - 1)).orElseThrow();
            PlaylistTruth real = emulator.truth().playlist(busy, day).orElseThrow();
            assertThat(listed(busy).getAsString()).isEqualTo(shown.listSnapshot());
            assertThat(detail(busy).getAsString()).isEqualTo(real.detailSnapshot());
            lags += shown.listSnapshot().equals(real.listSnapshot()) ? 0 : 1;
        }
        assertThat(lags).isPositive();
    }

    @Test
    void theyCanBeNull() {
        emulator.snapshots().mode(SnapshotMode.NULL);
        assertThat(detail(still).isJsonNull()).isTrue();
        assertThat(listed(still).isJsonNull()).isTrue();
    }

    @Test
    void flappingGoesBackAndForthWithTheSameItems() {
        emulator.snapshots().mode(SnapshotMode.FLAPPING);
        List<JsonElement> shown = daily(still);
        assertThat(shown.get(0)).isNotEqualTo(shown.get(1));
        for (int day = 2; day <= DAYS; day++) {
            assertThat(shown.get(day)).isEqualTo(shown.get(day - 2));
        }
        assertThat(emulator.truth().playlist(still, DAYS).orElseThrow().items())
                .isEqualTo(emulator.truth().playlist(still, 0).orElseThrow().items());
    }

    @Test
    void frozenStaysThoughThePlaylistChanges() {
        JsonElement before = detail(busy);
        emulator.snapshots().mode(busy, SnapshotMode.FROZEN);
        assertThat(new HashSet<>(daily(busy))).containsExactly(before);
        assertThat(changesOf(emulator, busy)).isTrue();
        emulator.snapshots().mode(busy, SnapshotMode.REVISION);
        assertThat(detail(busy)).isNotEqualTo(before);
    }

    @Test
    void oneCanDifferFromAll() {
        emulator.snapshots().mode(still, SnapshotMode.NULL);
        assertThat(detail(still).isJsonNull()).isTrue();
        assertThat(detail(busy).isJsonNull()).isFalse();
        emulator.snapshots().mode(SnapshotMode.NULL);
        emulator.snapshots().mode(still, SnapshotMode.REVISION);
        assertThat(detail(still).isJsonNull()).isFalse();
        assertThat(detail(busy).isJsonNull()).isTrue();
    }

    @Test
    void listingsCanAgreeWithThePlaylist() {
        assertThat(listed(still)).isNotEqualTo(detail(still));
        emulator.snapshots().agree(true);
        assertThat(listed(still)).isEqualTo(detail(still));
        emulator.snapshots().agree(still, false);
        assertThat(listed(still)).isNotEqualTo(detail(still));
        assertThat(listed(busy)).isEqualTo(detail(busy));
    }
}
