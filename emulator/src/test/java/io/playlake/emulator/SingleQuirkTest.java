package io.playlake.emulator;

import static io.playlake.emulator.Walk.isNull;
import static io.playlake.emulator.Walk.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each quirk shows when it alone is on, and does not without it. */
class SingleQuirkTest {

    /** Quirks that only something else makes visible. */
    private static Set<Quirk> ground(Quirk quirk) {
        return switch (quirk) {
            case DISGUISED_EPISODE -> EnumSet.of(Quirk.EPISODE);
            case NULL_LINKED_FROM_ID -> EnumSet.of(Quirk.RELINKING);
            case OBJECT_DURATION -> EnumSet.of(Quirk.LOCAL_FILE);
            default -> EnumSet.noneOf(Quirk.class);
        };
    }

    private static SpotifyEmulatorBuilder builder(Quirk quirk) {
        return SpotifyEmulator.builder().items(5, 30).quirks(ground(quirk));
    }

    @ParameterizedTest
    @EnumSource(Quirk.class)
    void showsWhenOn(Quirk quirk) {
        try (SpotifyEmulator emulator = builder(quirk).quirk(quirk).start()) {
            assertThat(shows(quirk, emulator)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Quirk.class)
    void doesNotShowWhenOff(Quirk quirk) {
        try (SpotifyEmulator emulator = builder(quirk).start()) {
            assertThat(shows(quirk, emulator)).isFalse();
        }
    }

    private static boolean shows(Quirk quirk, SpotifyEmulator emulator) {
        Walk walk = new Walk(emulator);
        return switch (quirk) {
            case NULL_ROW -> walk.categoryRows().stream().anyMatch(JsonElement::isJsonNull);
            case STUB_ROW -> walk.playlistRows().stream().anyMatch(isNull("id").and(isNull("snapshot_id")));
            case ZEROED_ROW ->
                walk.ownRows().stream()
                        .map(JsonElement::getAsJsonObject)
                        .anyMatch(text("id", String::isEmpty).and(text("snapshot_id", String::isEmpty)));
            case NULL_TOTAL ->
                walk.playlistRows().stream()
                        .map(row -> row.getAsJsonObject("tracks"))
                        .anyMatch(isNull("total"));
            case NULL_IMAGES -> walk.playlists().stream().anyMatch(isNull("images"));
            case REPEATED_ROW -> {
                List<JsonElement> rows = walk.user()
                        .all(walk.user()
                                .json("/browse/categories/party/playlists?limit=50")
                                .getAsJsonObject("playlists"));
                yield new HashSet<>(rows).size() < rows.size();
            }
            case OVERLAPPING_PAGES -> overlaps(walk);
            case SHORT_LISTING -> {
                emulator.advanceDay();
                JsonObject page =
                        walk.user().json("/browse/categories/party/playlists").getAsJsonObject("playlists");
                yield page.get("total").getAsInt() == 7 && page.get("next").isJsonNull();
            }
            case DRIFTING_TOTAL ->
                drifts(walk, "/browse/categories/party/playlists?limit=9&offset=", "playlists")
                        && drifts(walk, "/search?q=e&type=track&limit=9&offset=", "tracks");
            case ENDLESS_NEXT -> {
                JsonObject page = walk.user().json("/me/playlists?offset=400&limit=9");
                yield page.getAsJsonArray("items").isEmpty()
                        && page.get("next").isJsonPrimitive()
                        && walk.user()
                                .json(page.get("next").getAsString())
                                .get("next")
                                .isJsonPrimitive();
            }
            case LOCALE_IN_LINKS ->
                inSwedish(walk, "/browse/categories?limit=1")
                        .getAsJsonObject("categories")
                        .get("next")
                        .getAsString()
                        .contains("locale=sv%3Bq%3D0.5");
            case LOCALIZED_NAMES ->
                !inSwedish(walk, "/browse/categories/party")
                        .get("name")
                        .equals(walk.user().json("/browse/categories/party").get("name"));
            case ZERO_OFFSET -> secondPage(walk, emulator).get("offset").getAsInt() == 0;
            case SEARCH_CAP_NOT_FOUND -> pastTheCap(walk).statusCode() == 404;
            case SEARCH_CAP_EMPTY -> {
                HttpResponse<String> answer = pastTheCap(walk);
                yield answer.statusCode() == 200
                        && Caller.object(answer)
                                .getAsJsonObject("tracks")
                                .getAsJsonArray("items")
                                .isEmpty();
            }
            case NULL_OWNER -> walk.playlistRows().stream().anyMatch(isNull("owner"));
            case ODD_OWNER_ID ->
                walk.playlists().stream()
                        .map(playlist -> playlist.getAsJsonObject("owner"))
                        .anyMatch(text("href", href -> href.contains("%")));
            case EMPTY_NAME -> walk.playlists().stream().anyMatch(text("name", String::isEmpty));
            case MARKUP -> walk.playlists().stream().anyMatch(text("description", value -> value.contains("<a href=")));
            case NULL_PUBLIC -> walk.playlists().stream().anyMatch(isNull("public"));
            case NULL_TRACK -> walk.items("").stream().anyMatch(isNull("track"));
            case LOCAL_FILE -> walk.items("").stream().anyMatch(text("is_local", "true"::equals));
            case NULL_TRACK_ID ->
                walk.tracks("").stream().anyMatch(isNull("id").and(text("is_local", "false"::equals)));
            case NULL_LINKED_FROM_ID ->
                walk.tracks("&market=DE").stream()
                        .filter(track -> track.has("linked_from"))
                        .map(track -> track.getAsJsonObject("linked_from"))
                        .anyMatch(isNull("id"));
            case OBJECT_DURATION ->
                walk.tracks("").stream()
                        .anyMatch(track -> track.get("duration_ms").isJsonObject());
            case DISGUISED_EPISODE ->
                walk.tracks("").stream().anyMatch(isEpisode().and(track -> track.has("album")))
                        && walk.tracks("&additional_types=episode").stream()
                                .noneMatch(isEpisode().and(track -> track.has("album")));
            case EPISODE ->
                walk.tracks("&additional_types=episode").stream()
                        .anyMatch(isEpisode().and(track -> track.has("show")));
            case EPOCH_ADDED_AT ->
                walk.items("").stream().anyMatch(text("added_at", value -> value.equals("1970-01-01T00:00:00Z")));
            case NULL_ADDED_AT ->
                walk.items("").stream().anyMatch(isNull("added_at").and(isNull("added_by")));
            case RESTAMPED_ITEMS -> restamps(walk, emulator);
            case REPEATED_TRACK ->
                walk.playlists().stream()
                        .map(playlist -> Caller.list(playlist.getAsJsonObject("tracks"), "items"))
                        .anyMatch(items -> new HashSet<>(items).size() < items.size());
            case RELINKING -> walk.tracks("&market=DE").stream().anyMatch(track -> track.has("linked_from"));
            case NO_MARKETS ->
                walk.tracks("").stream()
                        .filter(text("is_local", "false"::equals))
                        .anyMatch(track ->
                                track.getAsJsonArray("available_markets").isEmpty()
                                        && track.get("popularity").getAsInt() == 0);
            case RESTRICTION -> walk.tracks("&market=DE").stream().anyMatch(track -> track.has("restrictions"));
            case NO_IS_PLAYABLE -> walk.tracks("&market=DE").stream().noneMatch(track -> track.has("is_playable"));
            case COARSE_DATE ->
                List.of("year", "month").stream()
                                .allMatch(precision -> walk.albums().stream()
                                        .anyMatch(text("release_date_precision", precision::equals)))
                        && walk.albums().stream().anyMatch(text("release_date", "0000"::equals));
            case NULL_DATE -> walk.albums().stream().anyMatch(isNull("release_date"));
            case UNKNOWN_ALBUM_TYPE -> walk.albums().stream().anyMatch(text("album_type", "mixtape"::equals));
            case UPPER_CASE_TYPE -> walk.albums().stream().anyMatch(text("album_type", "ALBUM"::equals));
            case EXTRA_MEMBER ->
                walk.playlists().stream().allMatch(playlist -> playlist.has("formats"))
                        && walk.items("").stream().allMatch(item -> item.has("smart_shuffle"))
                        && walk.tracks("").stream().allMatch(track -> track.has("mood"));
            case SHORT_PAGE ->
                emulator.truth().playlists(0).stream()
                        .map(playlist -> walk.user()
                                        .all(walk.user().json("/playlists/" + playlist.id() + "/items?limit=50"))
                                        .size()
                                - playlist.items().size())
                        .anyMatch(missing -> missing == -2);
            case NO_ROWS -> emptyOnOddDays(walk, emulator);
        };
    }

    private static Predicate<JsonObject> isEpisode() {
        return text("type", "episode"::equals);
    }

    private static boolean overlaps(Walk walk) {
        List<JsonElement> whole = walk.ownRows();
        List<JsonElement> pieces = walk.user().all(walk.user().json("/me/playlists?limit=3"));
        assertThat(new HashSet<>(pieces)).as("nothing is lost").isEqualTo(new HashSet<>(whole));
        return pieces.size() > whole.size() && pieces.get(2).equals(pieces.get(3));
    }

    private static boolean drifts(Walk walk, String path, String type) {
        int first =
                walk.user().json(path + 0).getAsJsonObject(type).get("total").getAsInt();
        int second =
                walk.user().json(path + 9).getAsJsonObject(type).get("total").getAsInt();
        int third =
                walk.user().json(path + 18).getAsJsonObject(type).get("total").getAsInt();
        return second == first + 1 && third == first;
    }

    private static JsonObject inSwedish(Walk walk, String path) {
        return Caller.object(Caller.send(walk.user().request(path).header("Accept-Language", "sv;q=0.5")));
    }

    private static JsonObject secondPage(Walk walk, SpotifyEmulator emulator) {
        String id = emulator.truth().playlists(0).get(0).id();
        return walk.user().json("/playlists/" + id + "/items?limit=5&offset=5");
    }

    private static HttpResponse<String> pastTheCap(Walk walk) {
        return walk.user().get("/search?q=e&type=track&offset=1001");
    }

    /** Whether, after some weeks, editors' playlists have one time for all their items. */
    private static boolean restamps(Walk walk, SpotifyEmulator emulator) {
        emulator.advanceTo(20);
        return walk.playlists().stream()
                .filter(playlist -> playlist.getAsJsonObject("owner")
                        .get("id")
                        .getAsString()
                        .equals("spotify"))
                .allMatch(playlist -> Caller.list(playlist.getAsJsonObject("tracks"), "items").stream()
                                .map(item -> item.getAsJsonObject().get("added_at"))
                                .distinct()
                                .count()
                        <= 1);
    }

    private static boolean emptyOnOddDays(Walk walk, SpotifyEmulator emulator) {
        boolean before = walk.ownRows().isEmpty();
        emulator.advanceDay();
        boolean empty = walk.ownRows().isEmpty()
                && walk.categoryRows().isEmpty()
                && walk.user()
                                .json("/browse/categories")
                                .getAsJsonObject("categories")
                                .get("total")
                                .getAsInt()
                        == 0;
        emulator.advanceDay();
        return !before && empty && !walk.ownRows().isEmpty();
    }

    @Test
    void theSameOnesEachTime() {
        assertThat(bodies(5)).isEqualTo(bodies(5)).isNotEqualTo(bodies(6));
    }

    private static List<String> bodies(long seed) {
        try (SpotifyEmulator emulator = SpotifyEmulator.builder()
                .seed(seed)
                .playlists(14)
                .items(3, 20)
                .quirk(Quirk.values())
                .start()) {
            emulator.advanceTo(2);
            Caller user = Caller.user(emulator);
            return Stream.concat(
                            emulator.truth().playlists(2).stream()
                                    .map(playlist -> "/playlists/" + playlist.id() + "?market=DE"),
                            Stream.of("/search?q=e&type=track,album,artist,playlist&market=US", "/browse/new-releases"))
                    .map(path -> user.get(path).body().replace(emulator.accountsUrl(), "HOST"))
                    .toList();
        }
    }

    @Test
    void theUsualOnesAreTheDefault() {
        assertThat(Quirk.usual()).hasSizeBetween(20, Quirk.values().length - 10);
        assertThat(Arrays.stream(Quirk.values()).map(Quirk::number))
                .allMatch(number -> number.matches("Q([1-9]|[12]\\d|3[0-7])|zero items"));
        try (SpotifyEmulator plain =
                        SpotifyEmulator.builder().playlists(3).quirks(true).start();
                SpotifyEmulator same = SpotifyEmulator.builder()
                        .playlists(3)
                        .quirks(Quirk.usual())
                        .start()) {
            assertThat(plain.truth().playlists(0)).isEqualTo(same.truth().playlists(0));
        }
    }
}
