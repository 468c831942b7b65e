package io.playlake.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProfilesTest {

    private static final List<AppProfile> LEGACY =
            List.of(AppProfile.EXTENDED, AppProfile.EXTENDED_LATE, AppProfile.DEVELOPMENT_OLD);

    private static String playlistOf(SpotifyEmulator emulator, String owner) {
        return emulator.truth().playlists(0).stream()
                .filter(playlist ->
                        playlist.ownerId().equals(owner) && playlist.items().size() > 4)
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static SpotifyEmulator start(AppProfile profile) {
        return SpotifyEmulator.builder().profile(profile).start();
    }

    @ParameterizedTest
    @EnumSource(AppProfile.class)
    void theRemovalsOf2024(AppProfile profile) {
        try (SpotifyEmulator emulator = start(profile)) {
            Caller user = Caller.user(emulator);
            int expected = switch (profile) {
                case EXTENDED -> 200;
                case EXTENDED_LATE, DEVELOPMENT_OLD -> 404;
                case DEVELOPMENT -> 403;
            };
            for (String path : List.of("/browse/categories/party/playlists", "/browse/featured-playlists")) {
                assertThat(user.get(path).statusCode()).as(path).isEqualTo(expected);
            }
            String editorial = "/playlists/" + playlistOf(emulator, "spotify");
            for (String path : List.of(editorial, editorial + "/items", editorial + "/images")) {
                assertThat(user.get(path).statusCode()).as(path).isEqualTo(profile == AppProfile.EXTENDED ? 200 : 404);
            }
            if (expected == 404) {
                Expect.error(user.get("/browse/categories/party/playlists"), 404, "Resource not found");
                Expect.error(user.get(editorial), 404, "Resource not found");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(AppProfile.class)
    void theRemovalsOf2026(AppProfile profile) {
        try (SpotifyEmulator emulator = start(profile)) {
            Caller user = Caller.user(emulator);
            String own = playlistOf(emulator, SpotifyEmulator.USER_ID);
            for (String path : List.of(
                    "/browse/categories",
                    "/browse/categories/party",
                    "/browse/new-releases",
                    "/playlists/" + own + "/tracks",
                    "/users/wavemaker77",
                    "/users/wavemaker77/playlists",
                    "/tracks?ids=",
                    "/artists?ids=",
                    "/albums?ids=",
                    "/episodes?ids=",
                    "/shows?ids=",
                    "/markets")) {
                if (profile == AppProfile.DEVELOPMENT) {
                    Expect.error(user.get(path), 403, "Forbidden");
                } else {
                    assertThat(user.get(path).statusCode()).as(path).isEqualTo(200);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(AppProfile.class)
    void namesAndFieldsFollowTheProfile(AppProfile profile) {
        boolean legacy = LEGACY.contains(profile);
        try (SpotifyEmulator emulator = start(profile)) {
            Caller user = Caller.user(emulator);
            String own = playlistOf(emulator, SpotifyEmulator.USER_ID);
            JsonObject playlist = user.json("/playlists/" + own);
            assertThat(playlist.has("tracks")).isEqualTo(legacy);
            assertThat(playlist.has("items")).isEqualTo(!legacy);
            JsonObject item = user.json("/playlists/" + own + "/items")
                    .getAsJsonArray("items")
                    .get(0)
                    .getAsJsonObject();
            assertThat(item.has("track")).isEqualTo(legacy);
            assertThat(item.has("item")).isEqualTo(!legacy);

            JsonObject me = user.json("/me");
            assertThat(me.keySet()).contains("account_id", "display_name", "id", "uri");
            for (String gone : List.of("country", "email", "explicit_content", "followers", "product")) {
                assertThat(me.has(gone)).as(gone).isEqualTo(legacy);
            }
            JsonObject found = user.json("/search?q=the&type=artist,album&limit=1");
            JsonObject artist = user.json("/artists/" + firstId(found, "artists"));
            assertThat(artist.keySet()).contains("genres", "images", "name");
            assertThat(artist.has("followers")).isEqualTo(legacy);
            assertThat(artist.has("popularity")).isEqualTo(legacy);
            JsonObject album = user.json("/albums/" + firstId(found, "albums"));
            assertThat(album.keySet()).contains("copyrights", "external_ids", "genres", "tracks");
            for (String gone : List.of("available_markets", "label", "popularity")) {
                assertThat(album.has(gone)).as(gone).isEqualTo(legacy);
            }
        }
    }

    static String firstId(JsonObject search, String type) {
        return search.getAsJsonObject(type)
                .getAsJsonArray("items")
                .get(0)
                .getAsJsonObject()
                .get("id")
                .getAsString();
    }

    @ParameterizedTest
    @EnumSource(AppProfile.class)
    void pagesOfSearchesAndDiscographiesAreShorterForNewApps(AppProfile profile) {
        boolean legacy = LEGACY.contains(profile);
        try (SpotifyEmulator emulator = start(profile)) {
            Caller user = Caller.user(emulator);
            JsonObject found = user.json("/search?q=e&type=track,artist");
            assertThat(found.getAsJsonObject("tracks").get("limit").getAsInt()).isEqualTo(legacy ? 20 : 5);
            String albums = "/artists/" + firstId(found, "artists") + "/albums";
            assertThat(user.json(albums).get("limit").getAsInt()).isEqualTo(legacy ? 20 : 5);
            int most = legacy ? 50 : 10;
            for (String path : List.of("/search?q=e&type=track&limit=", albums + "?limit=")) {
                assertThat(user.get(path + most).statusCode()).isEqualTo(200);
                Expect.error(user.get(path + (most + 1)), 400, "Invalid limit");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(AppProfile.class)
    void searchesHideWhatSpotifyOwnsFromAllButOldApps(AppProfile profile) {
        try (SpotifyEmulator emulator = start(profile)) {
            Caller app = Caller.app(emulator);
            JsonObject playlists =
                    app.json("/search?q=s&type=playlist&limit=10").getAsJsonObject("playlists");
            List<JsonElement> rows = Caller.list(playlists, "items");
            assertThat(rows).anyMatch(JsonElement::isJsonObject);
            assertThat(rows.stream().anyMatch(JsonElement::isJsonNull)).isEqualTo(profile != AppProfile.EXTENDED);
        }
    }

    @Test
    void usersListsHideWhatSpotifyOwnsFromLaterApps() {
        try (SpotifyEmulator old = start(AppProfile.EXTENDED);
                SpotifyEmulator late = start(AppProfile.EXTENDED_LATE)) {
            JsonObject seen = Caller.app(old).json("/users/spotify/playlists");
            JsonObject hidden = Caller.app(late).json("/users/spotify/playlists");
            assertThat(Caller.list(seen, "items")).anyMatch(JsonElement::isJsonObject);
            assertThat(Caller.list(hidden, "items")).isNotEmpty().allMatch(JsonElement::isJsonNull);
            assertThat(hidden.get("total")).isEqualTo(seen.get("total"));
        }
    }
}
