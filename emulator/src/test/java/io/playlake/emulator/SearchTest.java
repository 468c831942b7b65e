package io.playlake.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SearchTest {

    private static SpotifyEmulator emulator;
    private static Caller app;

    @BeforeAll
    static void start() {
        emulator = SpotifyEmulator.start();
        app = Caller.app(emulator);
    }

    @AfterAll
    static void close() {
        emulator.close();
    }

    @Test
    void eachTypeHasItsOwnPage() {
        JsonObject found = app.json("/search?q=e&type=album,artist,playlist,track,show,episode,audiobook&limit=3");
        assertThat(found.keySet())
                .containsExactly("albums", "artists", "playlists", "tracks", "shows", "episodes", "audiobooks");
        for (String type : found.keySet()) {
            JsonObject page = found.getAsJsonObject(type);
            assertThat(page.get("limit").getAsInt()).isEqualTo(3);
            assertThat(page.getAsJsonArray("items").size())
                    .as(type)
                    .isBetween(1, Math.min(3, page.get("total").getAsInt()));
            for (JsonElement row : page.getAsJsonArray("items")) {
                assertThat(row.getAsJsonObject().get("type").getAsString() + "s")
                        .isEqualTo(type);
            }
        }
    }

    @Test
    void nextLeadsThroughOneType() {
        JsonObject first = app.json("/search?q=the+h&type=artist,track&limit=2").getAsJsonObject("artists");
        JsonObject next = app.json(first.get("next").getAsString());
        assertThat(next.keySet()).containsExactly("artists");
        assertThat(next.getAsJsonObject("artists").get("offset").getAsInt()).isEqualTo(2);
        assertThat(next.getAsJsonObject("artists").get("total")).isEqualTo(first.get("total"));
        assertThat(Caller.list(first, "items"))
                .allSatisfy(artist -> assertThat(
                                artist.getAsJsonObject().get("name").getAsString())
                        .containsIgnoringCase("the")
                        .containsIgnoringCase("h"))
                .doesNotContainAnyElementsOf(Caller.list(next.getAsJsonObject("artists"), "items"));
    }

    @Test
    void findsATrackByItsCodeAndByFields() {
        JsonObject some = Caller.list(app.json("/search?q=velvet&type=track").getAsJsonObject("tracks"), "items")
                .get(0)
                .getAsJsonObject();
        String isrc = some.getAsJsonObject("external_ids").get("isrc").getAsString();
        String artist = some.getAsJsonArray("artists")
                .get(0)
                .getAsJsonObject()
                .get("name")
                .getAsString();
        for (String query : List.of(
                "isrc:" + isrc,
                "artist:\"" + artist + "\" track:" + some.get("name").getAsString())) {
            JsonObject found =
                    app.json("/search?type=track&limit=50&q=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
            assertThat(Caller.list(found.getAsJsonObject("tracks"), "items"))
                    .as(query)
                    .contains(some);
        }
        assertThat(app.json("/search?type=track&q=xyzzy")
                        .getAsJsonObject("tracks")
                        .get("total")
                        .getAsInt())
                .isZero();
    }

    @Test
    void offsetsEndAtAThousand() {
        JsonObject last =
                app.json("/search?q=e&type=track&offset=1000&limit=50").getAsJsonObject("tracks");
        assertThat(last.getAsJsonArray("items")).hasSize(50);
        Expect.error(app.get(last.get("next").getAsString()), 400, "Bad request.");
    }

    @Test
    void refusesWhatIsNoSearch() {
        Expect.error(app.get("/search?type=track"), 400, "No search query");
        Expect.error(app.get("/search?q=&type=track"), 400, "No search query");
        assertThat(app.get("/search?q=e").statusCode()).isEqualTo(400);
        assertThat(app.get("/search?q=e&type=track,nonsense").statusCode()).isEqualTo(400);
        Expect.error(app.get("/search?q=e&type=track&limit=0"), 400, "Invalid limit");
        Expect.error(app.get("/search?q=e&type=track&offset=-1"), 400, "Invalid offset");
    }

    @Test
    void privatePlaylistsAreNotFound() {
        List<JsonElement> rows =
                app.all(app.json("/search?q=s&type=playlist&limit=50").getAsJsonObject("playlists"));
        assertThat(rows).isNotEmpty().allMatch(row -> {
            JsonElement open = row.getAsJsonObject().get("public");
            return open.isJsonNull() || open.getAsBoolean();
        });
    }
}
