package io.playlake.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.playlake.client.http.ErrorText;
import io.playlake.error.MalformedResponseException;
import io.playlake.model.Episode;
import io.playlake.model.LocalFile;
import io.playlake.model.Page;
import io.playlake.model.PlayableItem;
import io.playlake.model.Playlist;
import io.playlake.model.PlaylistItem;
import io.playlake.model.SearchResults;
import io.playlake.model.SimplifiedPlaylist;
import io.playlake.model.Track;
import io.playlake.model.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Real bodies, which are not ours to publish: the folder that the system property {@code playlake.recorded} names. The
 * usual build leaves these tests out; {@code -Dgroups=recorded -DexcludedGroups=} asks for them, and then there must be
 * such a folder. What is decoded is compared with the same JSON as a plain tree.
 */
@NullUnmarked
@Tag("recorded")
class RecordedBodiesTest {

    private static final String PLAYLIST = "/playlists/{id}";

    private static final Map<String, String> ENDPOINTS = Map.ofEntries(
            Map.entry("artists", "/artists"),
            Map.entry("browse_categories", "/browse/categories"),
            Map.entry("browse_category", "/browse/categories/{id}"),
            Map.entry("category_playlists", "/browse/categories/{id}/playlists"),
            Map.entry("playlist", PLAYLIST),
            Map.entry("playlist_2026", PLAYLIST),
            Map.entry("playlist_items_2026", "/playlists/{id}/items"),
            Map.entry("playlist_tracks", "/playlists/{id}/tracks"),
            Map.entry("search", "/search"),
            Map.entry("user_playlists_2026", "/me/playlists"));

    /** Bodies that must be refused, and where. */
    private static final Map<String, String> REFUSED = Map.of(
            // Starred songs, a playlist of before 2018 that had no id.
            "guilhermesad~rspotify__playlist_find_118430647_starred.json.gz", "$.id",
            // A playlist asked for with a filter that leaves out its id, and filed under searches.
            "zmb3~spotify__get_playlist_opt.json.gz", "$.tracks.items[0].id");

    @TestFactory
    Stream<DynamicTest> everyBodyDecodesToWhatItsTreeHolds() throws IOException {
        return ENDPOINTS.entrySet().stream()
                .flatMap(folder -> files("raw/" + folder.getKey()).stream()
                        .map(file -> DynamicTest.dynamicTest(
                                folder.getKey() + "/" + file.getFileName(), () -> check(folder.getValue(), file))));
    }

    @Test
    void noFolderIsLeftOut() throws IOException {
        try (Stream<Path> folders = Files.list(root().resolve("raw"))) {
            assertThat(folders.filter(Files::isDirectory)
                            .map(folder -> folder.getFileName().toString()))
                    .allMatch(name -> ENDPOINTS.containsKey(name)
                            || List.of("errors", "playlist_simplified", "snapshot_id")
                                    .contains(name));
        }
        assertThat(ENDPOINTS.keySet())
                .allSatisfy(name -> assertThat(files("raw/" + name)).isNotEmpty());
    }

    @Test
    void playlistsAsListsShowThemAreRowsOfAPage() {
        JsonArray rows = new JsonArray();
        files("raw/playlist_simplified").forEach(file -> rows.add(tree(file)));
        Page<SimplifiedPlaylist> page = ResponseDecoders.userPlaylists(wrapped(rows, rows.size(), 0));
        checkListed(page, rows);
        assertThat(page.defects()).isEmpty();
    }

    @Test
    void snapshotsComeAsTheyAre() {
        List<Path> files = files("raw/snapshot_id");
        assertThat(files)
                .isNotEmpty()
                .allSatisfy(file -> assertThat(ResponseDecoders.snapshot(body(file)))
                        .isEqualTo(tree(file).get("snapshot_id").getAsString()));
    }

    @Test
    void errorsSayWhatTheyAreAbout() {
        assertThat(files("raw/errors")).isNotEmpty().allSatisfy(file -> {
            JsonElement error = tree(file).get("error");
            ErrorText read = ErrorText.of(body(file));
            if (!error.isJsonObject()) {
                assertThat(read.code()).isEqualTo(error.getAsString());
            } else if (error.getAsJsonObject().has("message")) {
                assertThat(read.message()).isEqualTo(string(error, "message"));
            } else {
                // The errors of before 2015, with a description, which the API has given up.
                assertThat(error.getAsJsonObject().keySet()).containsExactly("type", "description");
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> wholePlaylistsDecodeAsThePagesThatTheyWere() {
        return files("raw_quirks").stream()
                .filter(file -> tree(file).has("tracks"))
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                    JsonObject playlist = tree(file);
                    JsonArray rows = playlist.getAsJsonArray("tracks");
                    for (JsonArray slice : slices(rows, 100)) {
                        byte[] page = wrapped(slice, rows.size(), 0);
                        checkItems(ResponseDecoders.items(page), slice);
                        playlist.add("tracks", JsonParser.parseString(text(page)));
                        Playlist whole = ResponseDecoders.playlist(bytes(playlist));
                        assertThat(whole.totalTracks()).isEqualTo(rows.size());
                        checkItems(whole.items(), slice);
                    }
                }));
    }

    @Test
    void aUsersPlaylistsDecodeAsThePagesThatTheyWere() {
        List<Path> files = files("raw_quirks").stream()
                .filter(file -> !tree(file).has("tracks"))
                .toList();
        assertThat(files).isNotEmpty().allSatisfy(file -> {
            JsonArray rows = tree(file).getAsJsonArray("playlists");
            for (JsonArray slice : slices(rows, 50)) {
                checkListed(ResponseDecoders.myPlaylists(wrapped(slice, rows.size(), 0)), slice);
            }
        });
    }

    @Test
    void whatIsNotKnownOfThemIsNamedHere() {
        SchemaDrift drift = new SchemaDrift();
        ENDPOINTS.forEach((folder, endpoint) -> files("raw/" + folder).stream()
                .filter(file -> !REFUSED.containsKey(file.getFileName().toString()))
                .forEach(file -> ResponseDecoders.decode(endpoint, body(file), drift)));
        assertThat(drift.findings())
                .extracting(finding -> finding.kind() + " " + finding.endpoint() + " " + finding.path())
                .containsExactlyInAnyOrder(
                        // 0 in one body; null or a text in all others.
                        "RETYPED /playlists/{id} $.primary_color",
                        // In the bodies that one recorder published in February 2023.
                        "NEW /playlists/{id} $.tracks.items[].sharing_info",
                        "NEW /playlists/{id}/tracks $.items[].sharing_info",
                        // Full artists where tracks otherwise mention them, in one body.
                        "NEW /playlists/{id}/tracks $.items[].track.artists[].followers",
                        "NEW /playlists/{id}/tracks $.items[].track.artists[].genres",
                        "NEW /playlists/{id}/tracks $.items[].track.artists[].images",
                        "NEW /playlists/{id}/tracks $.items[].track.artists[].popularity");
    }

    private static void check(String endpoint, Path file) {
        byte[] body = body(file);
        String refused = REFUSED.get(file.getFileName().toString());
        if (refused != null) {
            assertThatThrownBy(() -> ResponseDecoders.decode(endpoint, body))
                    .isInstanceOfSatisfying(
                            MalformedResponseException.class,
                            e -> assertThat(e.jsonPath()).isEqualTo(refused));
            return;
        }
        JsonObject tree = tree(file);
        Object decoded = ResponseDecoders.decode(endpoint, body);
        if (decoded instanceof Playlist playlist) {
            assertThat(playlist.id()).isEqualTo(tree.get("id").getAsString());
            JsonObject contents = tree.has("items") ? tree.getAsJsonObject("items") : tree.getAsJsonObject("tracks");
            checkItems(playlist.items(), contents.getAsJsonArray("items"));
            assertThat(playlist.totalTracks()).isEqualTo(contents.get("total").getAsInt());
        } else if (decoded instanceof SearchResults found) {
            Map.of(
                            "tracks", Stream.ofNullable(found.tracks()),
                            "artists", Stream.ofNullable(found.artists()),
                            "albums", Stream.ofNullable(found.albums()),
                            "playlists", Stream.ofNullable(found.playlists()),
                            "shows", Stream.ofNullable(found.shows()),
                            "episodes", Stream.ofNullable(found.episodes()),
                            "audiobooks", Stream.ofNullable(found.audiobooks()))
                    .forEach((kind, page) -> checkPage(page.findFirst().orElse(null), tree.getAsJsonObject(kind)));
        } else if (endpoint.startsWith("/playlists/")) {
            checkItems(items(decoded), tree.getAsJsonArray("items"));
        } else if (decoded instanceof Page<?> page) {
            JsonObject held = tree.has("items")
                    ? tree
                    : tree.entrySet().stream()
                            .map(Map.Entry::getValue)
                            .filter(JsonElement::isJsonObject)
                            .findFirst()
                            .orElseThrow()
                            .getAsJsonObject();
            checkPage(page, held);
        } else if (decoded instanceof List<?> several) {
            assertThat(several).hasSameSizeAs(tree.getAsJsonArray("artists")).doesNotContainNull();
        } else {
            assertThat(decoded).extracting("id").isEqualTo(tree.get("id").getAsString());
        }
    }

    @SuppressWarnings("unchecked")
    private static Page<PlaylistItem> items(Object decoded) {
        return (Page<PlaylistItem>) decoded;
    }

    private static void checkPage(Page<?> page, JsonObject tree) {
        if (tree == null) {
            assertThat(page).isNull();
            return;
        }
        JsonArray rows = tree.getAsJsonArray("items");
        assertThat(page.items()).hasSameSizeAs(rows);
        assertThat(page.total()).isEqualTo(tree.get("total").getAsInt());
        for (int i = 0; i < rows.size(); i++) {
            String id = rows.get(i).isJsonNull() ? null : string(rows.get(i), "id");
            if (id == null) {
                assertThat(page.items().get(i)).isNull();
            } else {
                assertThat(page.items().get(i)).extracting("id").isEqualTo(id);
            }
        }
        assertThat(page.defects())
                .hasSize((int) page.items().stream().filter(Objects::isNull).count());
    }

    private static void checkListed(Page<SimplifiedPlaylist> page, JsonArray rows) {
        assertThat(page.items()).hasSameSizeAs(rows);
        for (int i = 0; i < rows.size(); i++) {
            SimplifiedPlaylist row = page.items().get(i);
            assertThat(row.id()).isEqualTo(string(rows.get(i), "id"));
            assertThat(row.name()).isEqualTo(string(rows.get(i), "name"));
            assertThat(row.snapshotId()).isEqualTo(string(rows.get(i), "snapshot_id"));
        }
    }

    private static void checkItems(Page<PlaylistItem> page, JsonArray rows) {
        assertThat(page.items()).hasSameSizeAs(rows).doesNotContainNull();
        for (int i = 0; i < rows.size(); i++) {
            JsonObject row = rows.get(i).getAsJsonObject();
            JsonElement held = row.has("item") ? row.get("item") : row.get("track");
            held = held == null ? JsonNull.INSTANCE : held;
            PlayableItem item = page.items().get(i).item();
            assertThat(item).as("row %s", i).isExactlyInstanceOf(kind(row, held));
            assertThat(item.uri()).isEqualTo(held.isJsonNull() ? null : string(held, "uri"));
            if (item instanceof Track track) {
                assertThat(track.id()).isEqualTo(string(held, "id"));
                assertThat(track.artists()).hasSameSizeAs(held.getAsJsonObject().getAsJsonArray("artists"));
            }
        }
    }

    private static Class<? extends PlayableItem> kind(JsonObject row, JsonElement held) {
        if (held.isJsonNull()) {
            return Unavailable.class;
        }
        if (string(held, "uri").startsWith("spotify:local:") || Boolean.parseBoolean(string(row, "is_local"))) {
            return LocalFile.class;
        }
        if (string(held, "type").equals("episode")) {
            return Episode.class;
        }
        return string(held, "id") == null ? Unavailable.class : Track.class;
    }

    private static String string(JsonElement object, String name) {
        JsonElement value = object.getAsJsonObject().get(name);
        return value == null || value.isJsonNull() ? null : value.getAsString();
    }

    private static List<JsonArray> slices(JsonArray rows, int size) {
        List<JsonArray> slices = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += size) {
            JsonArray slice = new JsonArray();
            for (int i = from; i < Math.min(from + size, rows.size()); i++) {
                slice.add(rows.get(i));
            }
            slices.add(slice);
        }
        return slices;
    }

    private static byte[] wrapped(JsonArray rows, int total, int offset) {
        JsonObject page = new JsonObject();
        page.add("items", rows);
        page.addProperty("total", total);
        page.addProperty("offset", offset);
        return bytes(page);
    }

    private static byte[] bytes(JsonObject tree) {
        return tree.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    private static JsonObject tree(Path file) {
        return JsonParser.parseString(text(body(file))).getAsJsonObject();
    }

    private static byte[] body(Path file) {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }

    private static List<Path> files(String folder) {
        try (Stream<Path> files = Files.list(root().resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".json.gz"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(folder, e);
        }
    }

    private static Path root() {
        String folder = System.getProperty("playlake.recorded");
        assertThat(folder).as("system property playlake.recorded").isNotBlank();
        return Path.of(folder);
    }
}
