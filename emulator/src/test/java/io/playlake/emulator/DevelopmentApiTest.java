package io.playlake.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DevelopmentApiTest {

    private static SpotifyEmulator emulator;
    private static Caller user;

    @BeforeAll
    static void start() {
        emulator = SpotifyEmulator.builder().profile(AppProfile.DEVELOPMENT).start();
        user = Caller.user(emulator);
    }

    @AfterAll
    static void close() {
        emulator.close();
    }

    private static PlaylistTruth ownedBy(String owner) {
        return emulator.truth().playlists(0).stream()
                .filter(playlist ->
                        playlist.ownerId().equals(owner) && playlist.items().size() > 4)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void browsingAndOldPathsAreForbidden() {
        String own = ownedBy(SpotifyEmulator.USER_ID).id();
        for (String path : List.of(
                "/browse/categories",
                "/browse/categories/party",
                "/browse/categories/party/playlists",
                "/playlists/" + own + "/tracks")) {
            HttpResponse<String> response = user.get(path);
            assertThat(response.statusCode()).isEqualTo(403);
            assertThat(response.body()).isEqualTo("{\"error\":{\"status\":403,\"message\":\"Forbidden\"}}");
        }
    }

    @Test
    void ownPlaylistsHaveRenamedContents() {
        PlaylistTruth truth = ownedBy(SpotifyEmulator.USER_ID);
        JsonObject playlist = user.json("/playlists/" + truth.id());
        assertThat(playlist.has("tracks")).isFalse();
        List<JsonElement> items = user.all(playlist.getAsJsonObject("items"));
        assertThat(items.stream().map(Rows::item).toList()).isEqualTo(truth.items());
        JsonObject track = items.stream()
                .map(item -> item.getAsJsonObject().get("item"))
                .filter(JsonElement::isJsonObject)
                .map(JsonElement::getAsJsonObject)
                .filter(one -> one.get("id").isJsonPrimitive())
                .findFirst()
                .orElseThrow();
        assertThat(track.get("track").getAsBoolean()).isTrue();
        assertThat(track.has("external_ids")).isTrue();
        assertThat(playlist.toString())
                .doesNotContain("\"popularity\"", "\"available_markets\"", "\"linked_from\"", "\"publisher\"");
        assertThat(user.all(user.json("/playlists/" + truth.id() + "/items")).stream()
                        .map(Rows::item)
                        .toList())
                .isEqualTo(truth.items());
    }

    @Test
    void theLinkOfTheEmbeddedPageCanBeFollowed() {
        try (SpotifyEmulator lengthy = SpotifyEmulator.builder()
                .profile(AppProfile.DEVELOPMENT)
                .playlists(3)
                .items(230, 240)
                .start()) {
            PlaylistTruth truth = lengthy.truth().playlists(0).get(2);
            Caller caller = Caller.user(lengthy);
            JsonObject items = caller.json("/playlists/" + truth.id()).getAsJsonObject("items");
            assertThat(items.getAsJsonArray("items")).hasSize(100);
            assertThat(caller.all(items).stream().map(Rows::item).toList()).isEqualTo(truth.items());
        }
    }

    @Test
    void foreignPlaylistsHaveNoContents() {
        String foreign = ownedBy("night#shift").id();
        assertThat(user.json("/playlists/" + foreign).keySet())
                .contains("snapshot_id")
                .doesNotContain("items", "tracks");
        assertThat(user.get("/playlists/" + foreign + "/items").statusCode()).isEqualTo(403);
        assertThat(user.get("/playlists/" + ownedBy("spotify").id()).statusCode())
                .isEqualTo(404);
        String own = ownedBy(SpotifyEmulator.USER_ID).id();
        assertThat(Caller.app(emulator).json("/playlists/" + own).has("items")).isFalse();
    }

    @Test
    void collaborativePlaylistsHaveContents() {
        long readable = emulator.truth().playlists(0).stream()
                .filter(playlist -> !playlist.ownerId().equals(SpotifyEmulator.USER_ID))
                .filter(playlist ->
                        user.get("/playlists/" + playlist.id() + "/items").statusCode() == 200)
                .count();
        assertThat(readable).isEqualTo(1);
    }

    @Test
    void ownRowsHaveTheNewName() {
        JsonObject row =
                user.json("/me/playlists").getAsJsonArray("items").get(0).getAsJsonObject();
        assertThat(row.getAsJsonObject("items").keySet()).containsExactly("href", "total");
        assertThat(row.has("tracks")).isFalse();
    }
}
