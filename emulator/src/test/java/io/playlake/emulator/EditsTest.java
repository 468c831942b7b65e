package io.playlake.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EditsTest {

    private final SpotifyEmulator emulator =
            SpotifyEmulator.builder().playlists(5).items(120, 130).start();
    private final Caller app = Caller.app(emulator);
    private final String id = emulator.truth().playlists(0).get(0).id();

    @AfterEach
    void close() {
        emulator.close();
    }

    private PlaylistTruth truth() {
        return emulator.truth().playlist(id, emulator.day()).orElseThrow();
    }

    private JsonObject page(int offset) {
        return app.json("/playlists/" + id + "/items?limit=50&offset=" + offset);
    }

    private static List<ItemTruth> items(JsonObject page) {
        return Caller.list(page, "items").stream().map(Rows::item).toList();
    }

    @Test
    void anInsertionBetweenPagesShowsAnItemTwice() {
        PlaylistTruth before = truth();
        emulator.edits().betweenPages(id);
        assertThat(truth()).isEqualTo(before);
        List<ItemTruth> first = items(page(0));
        List<ItemTruth> second = items(page(50));
        assertThat(first).isEqualTo(before.items().subList(0, 50));
        assertThat(second.get(0)).isEqualTo(first.get(49));
        assertThat(truth().items()).hasSize(before.items().size() + 1);
        assertThat(truth().detailSnapshot()).isNotEqualTo(before.detailSnapshot());
        assertThat(app.json("/playlists/" + id + "?fields=snapshot_id")
                        .get("snapshot_id")
                        .getAsString())
                .isEqualTo(truth().detailSnapshot());
    }

    @Test
    void aRemovalBetweenPagesHidesAnItemFromTheEmbeddedPageOn() {
        PlaylistTruth before = truth();
        emulator.edits().betweenPages(id, Edit.REMOVE_FIRST, 1);
        app.json("/playlists/" + id + "?fields=snapshot_id");
        assertThat(truth()).isEqualTo(before);
        List<JsonElement> read = app.all(app.json("/playlists/" + id).getAsJsonObject("tracks"));
        assertThat(read).hasSize(before.items().size() - 1);
        assertThat(read.stream().map(Rows::item).toList())
                .doesNotContain(before.items().get(100))
                .contains(before.items().get(0));
    }

    @Test
    void editsComeAfterAsManyPagesAsWanted() {
        emulator.edits().betweenPages(id, Edit.REPLACE_LAST, 2);
        String a = truth().detailSnapshot();
        page(0);
        String b = truth().detailSnapshot();
        page(0);
        String c = truth().detailSnapshot();
        page(0);
        assertThat(List.of(a, b, c)).doesNotHaveDuplicates();
        assertThat(truth().detailSnapshot()).isEqualTo(c);
        emulator.edits().betweenPages(id);
        emulator.edits().clear();
        page(0);
        assertThat(truth().detailSnapshot()).isEqualTo(c);
    }

    @Test
    void editsAreEventsOfTheDay() {
        emulator.advanceDay();
        List<ItemTruth> before = truth().items();
        int known = emulator.truth().events(1).size();
        emulator.edits().now(id, Edit.INSERT_FIRST);
        emulator.edits().now(id, Edit.REPLACE_LAST);
        assertThat(emulator.truth().events(1).subList(known, known + 3))
                .extracting(ChangeEvent::kind)
                .containsExactly(ChangeEvent.Kind.ADDED, ChangeEvent.Kind.REMOVED, ChangeEvent.Kind.ADDED);
        assertThat(truth().items()).hasSize(before.size() + 1);
        assertThat(truth().items().subList(1, before.size())).isEqualTo(before.subList(0, before.size() - 1));
        assertThat(truth().items())
                .allSatisfy(item -> assertThat(item.addedAt()).isBefore(emulator.today()));
        emulator.advanceTo(3);
        assertThat(emulator.truth().playlist(id, 1).orElseThrow().items()).hasSize(before.size() + 1);
    }

    @Test
    void nullItemsComeAndGoWithTheDay() {
        String shown = app.get("/playlists/" + id).body();
        emulator.edits().nullItems(id, 0, 30);
        JsonObject playlist = app.json("/playlists/" + id);
        List<JsonElement> items = app.all(playlist.getAsJsonObject("tracks"));
        assertThat(nulls(items)).isEqualTo(30);
        assertThat(items).hasSize(truth().items().size());
        assertThat(playlist.get("snapshot_id").getAsString()).isEqualTo(truth().detailSnapshot());
        emulator.edits().nullItems(id, 0, 1_000);
        assertThat(nulls(app.all(page(0)))).isEqualTo(truth().items().size());
        emulator.edits().nullItems(id, 0, 0);
        assertThat(app.get("/playlists/" + id).body()).isEqualTo(shown);
        emulator.edits().nullItems(id, 1, 7);
        long before = nulls(app.all(page(0)));
        emulator.advanceDay();
        assertThat(nulls(app.all(page(0)))).isGreaterThanOrEqualTo(7).isGreaterThan(before);
    }

    private static long nulls(List<JsonElement> items) {
        return items.stream()
                .filter(item -> item.getAsJsonObject().get("track").isJsonNull())
                .count();
    }

    @Test
    void whatCannotBeIsNamed() {
        assertThatThrownBy(() -> emulator.edits().now("nope", Edit.INSERT_FIRST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("playlist: no 'nope' on day 0, expected one of that day");
        assertThatThrownBy(() -> emulator.edits().betweenPages("nope")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> emulator.edits().betweenPages(id, Edit.INSERT_FIRST, 0))
                .hasMessage("times: 0, expected 1 or more");
        assertThatThrownBy(() -> emulator.edits().nullItems(id, -1, 2)).isInstanceOf(IllegalArgumentException.class);
    }
}
