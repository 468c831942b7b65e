package io.playlake.emulator;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What an emulator serves, gathered by walking its endpoints. */
final class Walk {

    private final SpotifyEmulator emulator;
    private final Caller user;

    Walk(SpotifyEmulator emulator) {
        this.emulator = emulator;
        user = Caller.user(emulator);
    }

    Caller user() {
        return user;
    }

    /** The rows of all categories. */
    List<JsonElement> categoryRows() {
        List<JsonElement> rows = new ArrayList<>();
        for (String category : emulator.truth().categories()) {
            rows.addAll(user.all(user.json("/browse/categories/" + category + "/playlists?limit=50")
                    .getAsJsonObject("playlists")));
        }
        return rows;
    }

    List<JsonObject> playlistRows() {
        return objects(categoryRows());
    }

    List<JsonElement> ownRows() {
        return user.all(user.json("/me/playlists?limit=50"));
    }

    List<JsonObject> playlists() {
        return emulator.truth().playlists(emulator.day()).stream()
                .map(playlist -> user.json("/playlists/" + playlist.id()))
                .toList();
    }

    /** The first 50 items of each playlist; {@code query} is appended. */
    List<JsonObject> items(String query) {
        List<JsonObject> items = new ArrayList<>();
        for (PlaylistTruth playlist : emulator.truth().playlists(emulator.day())) {
            items.addAll(objects(
                    Caller.list(user.json("/playlists/" + playlist.id() + "/items?limit=50" + query), "items")));
        }
        return items;
    }

    /** What those items hold, but null. */
    List<JsonObject> tracks(String query) {
        return objects(items(query).stream().map(item -> item.get("track")).toList());
    }

    /** The albums of those tracks. */
    List<JsonObject> albums() {
        return objects(tracks("").stream().map(track -> track.get("album")).toList());
    }

    private static List<JsonObject> objects(List<JsonElement> elements) {
        return elements.stream()
                .filter(element -> element != null && element.isJsonObject())
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    static Predicate<JsonObject> isNull(String name) {
        return object -> object.has(name) && object.get(name).isJsonNull();
    }

    static Predicate<JsonObject> text(String name, Predicate<String> test) {
        return object -> object.has(name)
                && object.get(name).isJsonPrimitive()
                && test.test(object.get(name).getAsString());
    }
}
