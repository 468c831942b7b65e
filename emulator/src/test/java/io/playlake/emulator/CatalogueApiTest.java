package io.playlake.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CatalogueApiTest {

    private static final String UNKNOWN = "0000000000000000000000";

    private static SpotifyEmulator emulator;
    private static Caller app;
    private static JsonObject track;

    @BeforeAll
    static void start() {
        emulator = SpotifyEmulator.start();
        app = Caller.app(emulator);
        track = tracks().get(0);
    }

    @AfterAll
    static void close() {
        emulator.close();
    }

    /** The plain tracks of one playlist. */
    private static List<JsonObject> tracks() {
        String id = emulator.truth().playlists(0).get(3).id();
        return Caller.list(app.json("/playlists/" + id + "/tracks"), "items").stream()
                .map(item -> item.getAsJsonObject().get("track"))
                .filter(JsonElement::isJsonObject)
                .map(JsonElement::getAsJsonObject)
                .filter(one -> one.get("id").isJsonPrimitive()
                        && one.get("type").getAsString().equals("track"))
                .toList();
    }

    private static String id(JsonObject object) {
        return object.get("id").getAsString();
    }

    @Test
    void aTrackIsTheSameAsInItsPlaylistButForTheFlags() {
        JsonObject alone = app.json("/tracks/" + id(track));
        JsonObject there = track.deepCopy();
        there.remove("episode");
        there.remove("track");
        assertThat(alone).isEqualTo(there);
    }

    @Test
    void severalTracksKeepTheirPlaces() {
        List<JsonObject> some = tracks().subList(0, 2);
        String ids = id(some.get(1)) + "," + UNKNOWN + "," + id(some.get(0)) + "," + id(some.get(1));
        JsonArray found = app.json("/tracks?ids=" + ids).getAsJsonArray("tracks");
        assertThat(found).hasSize(4);
        assertThat(id(found.get(0).getAsJsonObject())).isEqualTo(id(some.get(1)));
        assertThat(found.get(1).isJsonNull()).isTrue();
        assertThat(id(found.get(2).getAsJsonObject())).isEqualTo(id(some.get(0)));
        assertThat(found.get(3)).isEqualTo(found.get(0));
        assertThat(found.get(2)).isEqualTo(app.json("/tracks/" + id(some.get(0))));
    }

    @Test
    void batchesHaveLimitsAndOneBadIdSpoilsThem() {
        for (String kind : List.of("tracks", "artists", "albums", "episodes", "shows")) {
            String path = "/" + kind + "?ids=";
            assertThat(app.get(path).body()).isEqualTo("{\"" + kind + "\":[]}");
            Expect.error(app.get(path + UNKNOWN + ",short"), 400, "Invalid base62 id");
            Expect.error(app.get(path + UNKNOWN + ","), 400, "Invalid base62 id");
            int most = kind.equals("albums") ? 20 : 50;
            assertThat(app.json(path + times(most)).getAsJsonArray(kind))
                    .hasSize(most)
                    .allMatch(JsonElement::isJsonNull);
            assertThat(app.get(path + times(most + 1)).statusCode()).isEqualTo(400);
            assertThat(app.get("/" + kind).statusCode()).isEqualTo(400);
            Expect.error(app.get("/" + kind + "/" + UNKNOWN), 404, "Resource not found");
            Expect.error(app.get("/" + kind + "/short"), 400, "Invalid base62 id");
        }
    }

    private static String times(int count) {
        return IntStream.range(0, count).mapToObj(i -> UNKNOWN).collect(Collectors.joining(","));
    }

    @Test
    void anAlbumHasAsManyTracksAsItSays() {
        JsonObject row = track.getAsJsonObject("album");
        JsonObject album = app.json("/albums/" + id(row));
        row.entrySet()
                .forEach(member -> assertThat(album.get(member.getKey()))
                        .as(member.getKey())
                        .isEqualTo(member.getValue()));
        assertThat(album.keySet()).contains("copyrights", "external_ids", "genres", "label", "popularity");
        assertThat(album.getAsJsonObject("external_ids").get("upc").getAsString())
                .matches("\\d{12}");
        int total = row.get("total_tracks").getAsInt();
        List<JsonElement> embedded = app.all(album.getAsJsonObject("tracks"));
        assertThat(embedded).hasSize(total);
        List<JsonElement> paged = app.all(app.json("/albums/" + id(row) + "/tracks?limit=4"));
        assertThat(paged).isEqualTo(embedded);
        assertThat(IntStream.range(0, total)).allSatisfy(i -> {
            JsonObject one = paged.get(i).getAsJsonObject();
            assertThat(one.get("track_number").getAsInt()).isEqualTo(i + 1);
            assertThat(one.keySet()).doesNotContain("album", "external_ids", "popularity", "episode", "track");
            assertThat(app.json("/tracks/" + id(one)).get("uri")).isEqualTo(one.get("uri"));
        });
        assertThat(paged).extracting(one -> id(one.getAsJsonObject())).contains(id(track));
    }

    @Test
    void anArtistHasTheirAlbums() {
        String id = id(track.getAsJsonArray("artists").get(0).getAsJsonObject());
        JsonObject artist = app.json("/artists/" + id);
        assertThat(artist.keySet())
                .containsExactlyInAnyOrder(
                        "external_urls",
                        "followers",
                        "genres",
                        "href",
                        "id",
                        "images",
                        "name",
                        "popularity",
                        "type",
                        "uri");
        assertThat(app.json("/artists?ids=" + id).getAsJsonArray("artists").get(0))
                .isEqualTo(artist);
        List<JsonObject> albums = app.all(app.json("/artists/" + id + "/albums?limit=2")).stream()
                .map(JsonElement::getAsJsonObject)
                .toList();
        assertThat(albums)
                .extracting(CatalogueApiTest::id)
                .doesNotHaveDuplicates()
                .contains(id(track.getAsJsonObject("album")));
        String group = albums.get(0).get("album_group").getAsString();
        List<JsonElement> filtered = app.all(app.json("/artists/" + id + "/albums?include_groups=" + group));
        assertThat(filtered).hasSize((int) albums.stream()
                .filter(album -> album.get("album_group").getAsString().equals(group))
                .count());
        assertThat(app.json("/artists/" + id + "/albums?include_groups=none").getAsJsonArray("items"))
                .isEmpty();
        Expect.error(app.get("/artists/" + UNKNOWN + "/albums"), 404, "Resource not found");
    }

    @Test
    void aShowHasItsEpisodes() {
        JsonObject found = app.json("/search?q=talking&type=show,episode");
        JsonObject row =
                found.getAsJsonObject("shows").getAsJsonArray("items").get(0).getAsJsonObject();
        JsonObject show = app.json("/shows/" + id(row));
        assertThat(show.get("publisher")).isEqualTo(row.get("publisher"));
        List<JsonElement> episodes = app.all(app.json("/shows/" + id(row) + "/episodes?limit=7"));
        assertThat(episodes).hasSize(show.get("total_episodes").getAsInt());
        assertThat(app.all(show.getAsJsonObject("episodes"))).isEqualTo(episodes);
        String id = id(episodes.get(3).getAsJsonObject());
        JsonObject episode = app.json("/episodes/" + id);
        assertThat(id(episode.getAsJsonObject("show"))).isEqualTo(id(row));
        assertThat(episodes.get(3).getAsJsonObject().has("show")).isFalse();
        JsonArray several = app.json("/episodes?ids=" + UNKNOWN + "," + id).getAsJsonArray("episodes");
        assertThat(several.get(0).isJsonNull()).isTrue();
        assertThat(several.get(1)).isEqualTo(episode);
        Expect.error(app.get("/shows/" + UNKNOWN + "/episodes"), 404, "Resource not found");
    }

    @Test
    void newReleasesAreTheNewestFirst() {
        JsonObject page = app.json("/browse/new-releases?limit=50").getAsJsonObject("albums");
        assertThat(Caller.list(page, "items"))
                .hasSize(50)
                .extracting(album -> album.getAsJsonObject().get("release_date").getAsString())
                .isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(page.get("total").getAsInt()).isBetween(100, 500);
    }

    @Test
    void featuredPlaylistsAreByEditors() {
        JsonObject body = app.json("/browse/featured-playlists?limit=3");
        assertThat(body.has("message")).isTrue();
        List<ListingRow> rows = app.all(body.getAsJsonObject("playlists")).stream()
                .map(Rows::of)
                .filter(row -> row.kind() == ListingRow.Kind.PLAYLIST)
                .toList();
        assertThat(rows)
                .hasSizeGreaterThan(5)
                .allSatisfy(row -> assertThat(emulator.truth()
                                .playlist(String.valueOf(row.playlistId()), 0)
                                .orElseThrow()
                                .ownerId())
                        .isEqualTo("spotify"));
    }

    @Test
    void imagesAreAnArray() {
        for (PlaylistTruth playlist : emulator.truth().playlists(0).subList(0, 12)) {
            String path = "/playlists/" + playlist.id();
            JsonElement images = JsonParser.parseString(
                    Caller.user(emulator).get(path + "/images").body());
            JsonElement shown = Caller.user(emulator).json(path).get("images");
            assertThat(images).isEqualTo(shown.isJsonNull() ? new JsonArray() : shown);
        }
        Expect.error(app.get("/playlists/" + UNKNOWN + "/images"), 404, "Resource not found");
    }

    @Test
    void usersAndTheirPublicPlaylists() {
        Expect.error(app.get("/me"), 401, "Valid user authentication required");
        Caller user = Caller.user(emulator);
        assertThat(user.json("/me").get("id").getAsString()).isEqualTo(SpotifyEmulator.USER_ID);
        assertThat(app.json("/users/night%23shift").get("href").getAsString())
                .isEqualTo(emulator.apiUrl() + "/users/night%23shift");
        JsonObject page = app.json("/users/night%23shift/playlists?limit=1");
        List<JsonElement> rows = app.all(page);
        assertThat(rows).hasSizeGreaterThan(1).allSatisfy(row -> {
            JsonObject playlist = row.getAsJsonObject();
            assertThat(playlist.get("public").getAsBoolean()).isTrue();
            assertThat(emulator.truth().playlist(id(playlist), 0).orElseThrow().ownerId())
                    .isEqualTo("night#shift");
        });
        String own = "/users/" + SpotifyEmulator.USER_ID + "/playlists";
        assertThat(user.json(own).get("total").getAsInt())
                .isEqualTo(emulator.truth().myListing(0).size())
                .isGreaterThan(app.json(own).get("total").getAsInt());
        Expect.error(app.get("/users/nobody"), 404, "Resource not found");
        Expect.error(app.get("/users/nobody/playlists"), 404, "Resource not found");
    }
}
