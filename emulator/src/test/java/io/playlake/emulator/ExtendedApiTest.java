package io.playlake.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtendedApiTest {

    private static SpotifyEmulator emulator;
    private static Caller app;
    private static Caller user;

    @BeforeAll
    static void start() {
        emulator = SpotifyEmulator.start();
        app = Caller.app(emulator);
        user = Caller.user(emulator);
    }

    @AfterAll
    static void close() {
        emulator.close();
    }

    private static PlaylistTruth largest() {
        return emulator.truth().playlists(0).stream()
                .max((a, b) -> Integer.compare(a.items().size(), b.items().size()))
                .orElseThrow();
    }

    @Test
    void listsCategories() {
        JsonObject page = app.json("/browse/categories?limit=3").getAsJsonObject("categories");
        assertThat(page.keySet()).containsExactly("href", "items", "limit", "next", "offset", "previous", "total");
        assertThat(page.get("total").getAsInt()).isEqualTo(4);
        assertThat(page.get("next").getAsString()).isEqualTo(emulator.apiUrl() + "/browse/categories?offset=3&limit=3");
        assertThat(app.json("/browse/categories?limit=3&offset=3")
                        .getAsJsonObject("categories")
                        .get("previous")
                        .getAsString())
                .isEqualTo(emulator.apiUrl() + "/browse/categories?offset=0&limit=3");
        JsonObject first = page.getAsJsonArray("items").get(0).getAsJsonObject();
        assertThat(first.get("id").getAsString()).isEqualTo("party");
        assertThat(app.json("/browse/categories/party")).isEqualTo(first);
        assertThat(emulator.truth().categories().get(1)).matches("[A-Za-z0-9]{22}");
    }

    @Test
    void listsACategoryAsTheTruthHasIt() {
        for (String category : emulator.truth().categories()) {
            String path = "/browse/categories/" + category + "/playlists?limit=7";
            JsonObject body = app.json(path);
            assertThat(body.has("message")).isTrue();
            assertThat(app.all(body.getAsJsonObject("playlists")).stream()
                            .map(Rows::of)
                            .toList())
                    .isEqualTo(emulator.truth().listing(category, 0));
        }
        List<ListingRow> party = emulator.truth().listing("party", 0);
        assertThat(party)
                .extracting(ListingRow::kind)
                .contains(ListingRow.Kind.PLAYLIST, ListingRow.Kind.NULL, ListingRow.Kind.STUB);
        assertThat(party).hasSizeGreaterThan(50);
    }

    @Test
    void servesAPlaylistAndItsFurtherPages() {
        PlaylistTruth truth = largest();
        JsonObject playlist = app.json("/playlists/" + truth.id());
        assertThat(playlist.get("name").getAsString()).isEqualTo(truth.name());
        assertThat(playlist.getAsJsonObject("followers").get("total").getAsLong())
                .isEqualTo(truth.followers());
        assertThat(playlist.getAsJsonObject("followers").get("href").isJsonNull())
                .isTrue();
        assertThat(playlist.get("snapshot_id").getAsString()).isEqualTo(truth.detailSnapshot());

        JsonObject tracks = playlist.getAsJsonObject("tracks");
        assertThat(tracks.getAsJsonArray("items")).hasSize(100);
        assertThat(tracks.get("next").getAsString())
                .isEqualTo(emulator.apiUrl() + "/playlists/" + truth.id() + "/tracks?offset=100&limit=100");
        assertThat(app.all(tracks).stream().map(Rows::item).toList()).isEqualTo(truth.items());

        JsonObject byFifty = app.json("/playlists/" + truth.id() + "/items?limit=50");
        assertThat(app.all(byFifty).stream().map(Rows::item).toList()).isEqualTo(truth.items());
    }

    @Test
    void tracksHaveTheFieldsOfTheRealApi() {
        JsonObject item = anItem("is_local", false);
        assertThat(item.keySet())
                .containsExactlyInAnyOrder(
                        "added_at", "added_by", "is_local", "primary_color", "track", "video_thumbnail");
        JsonObject track = item.getAsJsonObject("track");
        assertThat(track.keySet())
                .containsExactlyInAnyOrder(
                        "album",
                        "artists",
                        "available_markets",
                        "disc_number",
                        "duration_ms",
                        "episode",
                        "explicit",
                        "external_ids",
                        "external_urls",
                        "href",
                        "id",
                        "is_local",
                        "name",
                        "popularity",
                        "preview_url",
                        "track",
                        "track_number",
                        "type",
                        "uri");
        assertThat(track.getAsJsonObject("album").keySet())
                .containsExactlyInAnyOrder(
                        "album_type",
                        "artists",
                        "available_markets",
                        "external_urls",
                        "href",
                        "id",
                        "images",
                        "name",
                        "release_date",
                        "release_date_precision",
                        "total_tracks",
                        "type",
                        "uri");
        assertThat(track.getAsJsonObject("external_ids").get("isrc").getAsString())
                .matches("[A-Z]{2}[A-Z0-9]{3}\\d{7}");
        assertThat(track.get("popularity").getAsInt()).isBetween(0, 100);
        assertThat(track.get("href").getAsString()).startsWith(emulator.apiUrl() + "/tracks/");
    }

    private static JsonObject anItem(String name, boolean value) {
        return Caller.list(app.json("/playlists/" + largest().id() + "/tracks"), "items").stream()
                .map(JsonElement::getAsJsonObject)
                .filter(item ->
                        item.get("track").isJsonObject() && item.get(name).getAsBoolean() == value)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, Invalid limit",
        "limit=51, Invalid limit",
        "limit=ten, Invalid limit",
        "offset=-1, Invalid offset",
        "offset=x, Invalid offset"
    })
    void refusesBadPages(String query, String message) {
        for (String path : List.of("/browse/categories", "/browse/categories/party/playlists")) {
            assertError(app.get(path + "?" + query), 400, message);
        }
        assertError(user.get("/me/playlists?" + query), 400, message);
        assertError(app.get("/playlists/" + largest().id() + "/items?" + query), 400, message);
    }

    @Test
    void tracksGoUpToAHundredAndPastTheEndIsNothing() {
        String path = "/playlists/" + largest().id() + "/tracks";
        assertThat(app.json(path + "?limit=100").getAsJsonArray("items")).hasSize(100);
        assertError(app.get(path + "?limit=101"), 400, "Invalid limit");
        JsonObject beyond = app.json(path + "?offset=100000&nonsense=1");
        assertThat(beyond.getAsJsonArray("items")).isEmpty();
        assertThat(beyond.get("next").isJsonNull()).isTrue();
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertError(app.get("/playlists/0000000000000000000000"), 404, "Resource not found");
        assertError(app.get("/playlists/0000000000000000000000/tracks"), 404, "Resource not found");
        assertError(app.get("/playlists/short"), 400, "Invalid base62 id");
        assertError(app.get("/browse/categories/nope"), 404, "Specified id doesn't exist");
        assertError(app.get("/browse/categories/nope/playlists"), 404, "Specified id doesn't exist");
        assertError(app.get("/nope"), 404, "Not found.");
    }

    @Test
    void onlyTheUserSeesOwnAndPrivatePlaylists() {
        assertThat(app.get("/me/playlists").statusCode()).isEqualTo(401);
        JsonObject page = user.json("/me/playlists?limit=2");
        assertThat(user.all(page).stream().map(Rows::of).toList())
                .isEqualTo(emulator.truth().myListing(0));
        List<JsonObject> rows =
                user.all(page).stream().map(JsonElement::getAsJsonObject).toList();
        assertThat(rows).extracting(row -> row.get("public").getAsBoolean()).contains(true, false);
        assertThat(rows)
                .extracting(row -> row.get("collaborative").getAsBoolean())
                .containsOnlyOnce(true);
        String hidden = rows.stream()
                .filter(row -> !row.get("public").getAsBoolean())
                .map(row -> row.get("id").getAsString())
                .findFirst()
                .orElseThrow();
        assertThat(user.get("/playlists/" + hidden).statusCode()).isEqualTo(200);
        assertError(app.get("/playlists/" + hidden), 404, "Resource not found");
    }

    @Test
    void filtersFields() {
        String path = "/playlists/" + largest().id();
        assertThat(app.json(path + "?fields=snapshot_id").keySet()).containsExactly("snapshot_id");
        assertThat(app.json(path + "?fields=nothing").keySet()).isEmpty();
        JsonObject some =
                app.json(path + "?fields=name,owner.id,tracks(total,next,items(added_at,track(id,album.name)))");
        assertThat(some.keySet()).containsExactlyInAnyOrder("name", "owner", "tracks");
        assertThat(some.getAsJsonObject("owner").keySet()).containsExactly("id");
        assertThat(some.getAsJsonObject("tracks").keySet()).containsExactlyInAnyOrder("total", "next", "items");
        JsonObject item =
                some.getAsJsonObject("tracks").getAsJsonArray("items").get(0).getAsJsonObject();
        assertThat(item.keySet()).containsExactlyInAnyOrder("added_at", "track");
        JsonObject page = app.json(path + "/tracks?fields=items(track(!album,!available_markets)),total");
        assertThat(page.keySet()).containsExactlyInAnyOrder("items", "total");
        assertThat(page.toString()).doesNotContain("\"album\"").contains("\"duration_ms\"");
    }

    @Test
    void catalogueHasTheSizesOfTheRealThing() {
        List<PlaylistTruth> playlists = emulator.truth().playlists(0);
        assertThat(playlists)
                .hasSize(60)
                .extracting(PlaylistTruth::id)
                .allMatch(id -> id.matches("[0-7][A-Za-z0-9]{21}"));
        List<Integer> sizes =
                playlists.stream().map(playlist -> playlist.items().size()).toList();
        assertThat(sizes).containsOnlyOnce(0).contains(100);
        assertThat(sizes.stream().filter(size -> size > 100).count()).isBetween(10L, 14L);
        assertThat(sizes.stream().filter(size -> size > 200).count()).isGreaterThan(2);
        assertThat(playlists).extracting(PlaylistTruth::name).contains("");
        assertThat(playlists)
                .allSatisfy(playlist -> assertThat(playlist.listSnapshot()).isNotEqualTo(playlist.detailSnapshot()));
        assertThat(playlists.stream()
                        .map(playlist -> playlist.id().toLowerCase(Locale.ROOT))
                        .distinct()
                        .count())
                .isLessThan(60);
    }

    private static void assertError(HttpResponse<String> response, int status, String message) {
        assertThat(response.statusCode()).isEqualTo(status);
        JsonObject error = Caller.object(response).getAsJsonObject("error");
        assertThat(error.get("status").getAsInt()).isEqualTo(status);
        assertThat(error.get("message").getAsString()).isEqualTo(message);
    }
}
