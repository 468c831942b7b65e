package io.playlake.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarketTest {

    private static SpotifyEmulator start(AppProfile profile) {
        return SpotifyEmulator.builder().profile(profile).playlists(20).start();
    }

    /** The tracks of the catalogue in all of the user's playlists and, with extended quota, the editors'. */
    private static List<JsonObject> tracks(SpotifyEmulator emulator, String query) {
        Caller user = Caller.user(emulator);
        List<JsonObject> tracks = new ArrayList<>();
        for (PlaylistTruth playlist : emulator.truth().playlists(0)) {
            String path = "/playlists/" + playlist.id() + "/items?limit=50" + query;
            if (user.get(path).statusCode() == 200) {
                for (JsonElement item : user.json(path).getAsJsonArray("items")) {
                    JsonObject object = item.getAsJsonObject();
                    JsonElement track = object.has("track") ? object.get("track") : object.get("item");
                    if (track.isJsonObject()
                            && track.getAsJsonObject().get("id").isJsonPrimitive()
                            && track.getAsJsonObject().get("type").getAsString().equals("track")) {
                        tracks.add(track.getAsJsonObject());
                    }
                }
            }
        }
        return tracks;
    }

    private static String id(JsonObject object) {
        return object.get("id").getAsString();
    }

    @Test
    void withoutAMarketNothingSaysWhatCanBePlayed() {
        try (SpotifyEmulator emulator = start(AppProfile.EXTENDED)) {
            assertThat(tracks(emulator, ""))
                    .hasSizeGreaterThan(400)
                    .allSatisfy(track -> assertThat(track.keySet())
                            .contains("available_markets")
                            .doesNotContain("is_playable", "linked_from", "restrictions"));
        }
    }

    @Test
    void aMarketSwapsTracksAndSaysWhatCanBePlayed() {
        try (SpotifyEmulator emulator = start(AppProfile.EXTENDED)) {
            List<JsonObject> plain = tracks(emulator, "");
            List<JsonObject> german = tracks(emulator, "&market=DE");
            assertThat(german).hasSameSizeAs(plain);
            Map<String, Integer> seen = new LinkedHashMap<>();
            for (int i = 0; i < plain.size(); i++) {
                JsonObject original = plain.get(i);
                JsonObject served = german.get(i);
                boolean here =
                        original.getAsJsonArray("available_markets").toString().contains("\"DE\"");
                assertThat(served.has("available_markets")).isFalse();
                assertThat(served.getAsJsonObject("album").keySet())
                        .contains("is_playable")
                        .doesNotContain("available_markets");
                if (served.has("linked_from")) {
                    JsonObject origin = served.getAsJsonObject("linked_from");
                    assertThat(id(origin)).isEqualTo(id(original)).isNotEqualTo(id(served));
                    assertThat(served.get("name")).isEqualTo(original.get("name"));
                    assertThat(served.get("external_ids")).isEqualTo(original.get("external_ids"));
                    assertThat(served.get("is_playable").getAsBoolean()).isTrue();
                    seen.merge(here ? "swapped though here" : "swapped", 1, Integer::sum);
                } else {
                    assertThat(id(served)).isEqualTo(id(original));
                    assertThat(served.get("is_playable").getAsBoolean()).isEqualTo(here);
                    seen.merge(
                            served.has("restrictions")
                                    ? served.getAsJsonObject("restrictions")
                                            .get("reason")
                                            .getAsString()
                                    : "no reason " + here,
                            1,
                            Integer::sum);
                }
            }
            assertThat(seen)
                    .containsKeys(
                            "swapped though here",
                            "swapped",
                            "market",
                            "product",
                            "explicit",
                            "no reason true",
                            "no reason false");
        }
    }

    @Test
    void aSubstituteCanBeAskedForAndDependsOnTheMarketAndTheSeedAlone() {
        try (SpotifyEmulator emulator = start(AppProfile.EXTENDED);
                SpotifyEmulator twin = start(AppProfile.EXTENDED)) {
            List<JsonObject> german = tracks(emulator, "&market=DE");
            assertThat(tracks(twin, "&market=DE"))
                    .extracting(MarketTest::id)
                    .isEqualTo(german.stream().map(MarketTest::id).toList());
            assertThat(tracks(emulator, "&market=US"))
                    .extracting(MarketTest::id)
                    .isNotEqualTo(german.stream().map(MarketTest::id).toList());
            JsonObject swapped = german.stream()
                    .filter(track -> track.has("linked_from"))
                    .findFirst()
                    .orElseThrow();
            Caller app = Caller.app(emulator);
            assertThat(app.json("/tracks/" + id(swapped)).get("uri")).isEqualTo(swapped.get("uri"));
            String origin = id(swapped.getAsJsonObject("linked_from"));
            assertThat(id(app.json("/tracks/" + origin + "?market=DE"))).isEqualTo(id(swapped));
            JsonObject album = app.json("/albums/" + id(swapped.getAsJsonObject("album")));
            assertThat(Caller.list(album.getAsJsonObject("tracks"), "items"))
                    .extracting(track -> id(track.getAsJsonObject()))
                    .contains(id(swapped));
        }
    }

    @Test
    void batchesHaveNullForWhatTheMarketLacks() {
        try (SpotifyEmulator emulator = start(AppProfile.EXTENDED)) {
            JsonObject barred = tracks(emulator, "&market=DE").stream()
                    .filter(track -> !track.get("is_playable").getAsBoolean())
                    .findFirst()
                    .orElseThrow();
            Caller app = Caller.app(emulator);
            JsonArray german = app.json("/tracks?market=DE&ids=" + id(barred)).getAsJsonArray("tracks");
            assertThat(german.get(0).isJsonNull()).isTrue();
            JsonArray anywhere = app.json("/tracks?ids=" + id(barred)).getAsJsonArray("tracks");
            assertThat(anywhere.get(0).isJsonObject()).isTrue();
            String album = id(barred.getAsJsonObject("album"));
            assertThat(app.json("/albums?market=DE&ids=" + album)
                            .getAsJsonArray("albums")
                            .get(0)
                            .isJsonNull())
                    .isTrue();
        }
    }

    @Test
    void developmentAppsAreNotToldOfTheSwap() {
        try (SpotifyEmulator emulator = start(AppProfile.DEVELOPMENT)) {
            List<JsonObject> plain = tracks(emulator, "");
            List<JsonObject> german = tracks(emulator, "&market=DE");
            assertThat(german)
                    .extracting(MarketTest::id)
                    .isNotEqualTo(plain.stream().map(MarketTest::id).toList());
            assertThat(german)
                    .isNotEmpty()
                    .allSatisfy(track -> assertThat(track.keySet())
                            .contains("is_playable")
                            .doesNotContain("linked_from", "available_markets"));
        }
    }

    @Test
    void theMarketOfTheTokenNeedsAUser() {
        try (SpotifyEmulator emulator = start(AppProfile.EXTENDED)) {
            String path = "/playlists/" + emulator.truth().playlists(0).get(0).id() + "/items?market=";
            Expect.error(Caller.app(emulator).get(path + "from_token"), 403, "Insufficient client scope");
            Caller user = Caller.user(emulator);
            assertThat(user.json(path + "from_token").get("items"))
                    .isEqualTo(user.json(path + "SE").get("items"));
        }
    }
}
