package io.playlake.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class QuirksTest {

    @Test
    void turnUpByDefault() {
        try (SpotifyEmulator emulator = SpotifyEmulator.start()) {
            List<JsonObject> playlists = playlists(emulator);
            List<JsonObject> items = items(playlists);
            assertThat(items).anyMatch(item -> item.get("is_local").getAsBoolean());
            assertThat(items).anyMatch(item -> item.get("track").isJsonNull());
            assertThat(items)
                    .anyMatch(item -> item.get("added_at").getAsString().startsWith("1970-01-01"));
            List<JsonObject> tracks = tracks(items);
            assertThat(tracks).anyMatch(text("type", "episode"::equals));
            assertThat(tracks)
                    .anyMatch(track -> track.get("id").isJsonNull()
                            && !track.get("is_local").getAsBoolean());
            List<JsonObject> albums = tracks.stream()
                    .filter(track -> track.has("album"))
                    .map(track -> track.getAsJsonObject("album"))
                    .toList();
            assertThat(albums).anyMatch(text("release_date_precision", "year"::equals));
            assertThat(albums).anyMatch(text("release_date_precision", "month"::equals));
            assertThat(albums).anyMatch(text("release_date", "0000"::equals));
            assertThat(albums).anyMatch(text("album_type", "mixtape"::equals));
            assertThat(playlists).anyMatch(text("description", value -> value.contains("<a href=")));
            assertThat(playlists).anyMatch(text("description", value -> value.contains("&#x27;")));
            assertThat(playlists).anyMatch(text("description", value -> value.endsWith("\n")));
            assertThat(playlists)
                    .anyMatch(playlist -> playlist.get("description").isJsonNull());
            assertThat(playlists).anyMatch(playlist -> playlist.get("images").isJsonNull());
            assertThat(playlists)
                    .extracting(playlist ->
                            playlist.getAsJsonObject("owner").get("href").getAsString())
                    .contains(
                            emulator.apiUrl() + "/users/night%23shift",
                            emulator.apiUrl() + "/users/sonido_espa%C3%B1a");
            assertThat(playlists)
                    .anySatisfy(playlist -> assertThat(hasTwins(playlist)).isTrue());
            assertThat(listing(emulator))
                    .anyMatch(row -> row.isJsonObject()
                            && row.getAsJsonObject().get("id").isJsonPrimitive()
                            && row.getAsJsonObject().get("owner").isJsonNull());
        }
    }

    @Test
    void canBeSwitchedOff() {
        try (SpotifyEmulator emulator =
                SpotifyEmulator.builder().quirks(false).items(5, 20).start()) {
            emulator.advanceTo(10);
            List<JsonObject> items = items(playlists(emulator));
            assertThat(items).allMatch(item -> item.get("track").isJsonObject());
            assertThat(tracks(items))
                    .allMatch(text("type", "track"::equals))
                    .allMatch(track -> track.get("id").isJsonPrimitive())
                    .allMatch(track -> track.getAsJsonObject("album")
                            .get("release_date_precision")
                            .getAsString()
                            .equals("day"));
            assertThat(items)
                    .noneMatch(item -> item.get("added_at").getAsString().startsWith("1970"));
            assertThat(listing(emulator)).allMatch(JsonElement::isJsonObject).doesNotHaveDuplicates();
        }
    }

    @Test
    void episodesAreDisguisedUnlessAskedFor() {
        try (SpotifyEmulator emulator = SpotifyEmulator.start()) {
            Caller app = Caller.app(emulator);
            String id = emulator.truth().playlists(0).stream()
                    .filter(playlist -> playlist.ownerId().equals("spotify"))
                    .filter(playlist -> playlist.items().stream()
                            .limit(50)
                            .anyMatch(item -> item.uri() != null && item.uri().startsWith("spotify:episode:")))
                    .findFirst()
                    .orElseThrow()
                    .id();
            JsonObject disguised = episode(app.json("/playlists/" + id + "/items?limit=50"));
            assertThat(disguised.get("track").getAsBoolean()).isTrue();
            assertThat(disguised.getAsJsonObject("album").get("type").getAsString())
                    .isEqualTo("show");
            JsonObject real = episode(app.json("/playlists/" + id + "/items?limit=50&additional_types=episode"));
            assertThat(real.get("episode").getAsBoolean()).isTrue();
            assertThat(real.has("show")).isTrue();
            assertThat(real.has("album")).isFalse();
        }
    }

    private static JsonObject episode(JsonObject page) {
        return tracks(Caller.list(page, "items").stream()
                        .map(JsonElement::getAsJsonObject)
                        .toList())
                .stream()
                .filter(text("type", "episode"::equals))
                .findFirst()
                .orElseThrow();
    }

    private static boolean hasTwins(JsonObject playlist) {
        List<ItemTruth> items = Caller.list(playlist.getAsJsonObject("tracks"), "items").stream()
                .map(Rows::item)
                .filter(item -> item.uri() != null)
                .toList();
        return items.stream().distinct().count() < items.size();
    }

    private static List<JsonElement> listing(SpotifyEmulator emulator) {
        Caller app = Caller.app(emulator);
        return app.all(app.json("/browse/categories/party/playlists").getAsJsonObject("playlists"));
    }

    private static List<JsonObject> playlists(SpotifyEmulator emulator) {
        Caller user = Caller.user(emulator);
        List<JsonObject> playlists = new ArrayList<>();
        for (PlaylistTruth playlist : emulator.truth().playlists(emulator.day())) {
            playlists.add(user.json("/playlists/" + playlist.id()));
        }
        return playlists;
    }

    private static List<JsonObject> items(List<JsonObject> playlists) {
        return playlists.stream()
                .flatMap(playlist -> Caller.list(playlist.getAsJsonObject("tracks"), "items").stream())
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    private static List<JsonObject> tracks(List<JsonObject> items) {
        return items.stream()
                .map(item -> item.get("track"))
                .filter(JsonElement::isJsonObject)
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    private static Predicate<JsonObject> text(String name, Predicate<String> test) {
        return object ->
                object.get(name).isJsonPrimitive() && test.test(object.get(name).getAsString());
    }
}
