package io.playlake.client;

import static io.playlake.client.Bodies.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.client.SchemaDrift.Finding;
import io.playlake.client.SchemaDrift.Kind;
import io.playlake.error.ConfigurationException;
import io.playlake.error.MalformedResponseException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class SchemaDriftTest {

    private static final String ITEMS = "/playlists/{id}/items";
    private static final String LINKS = "\"external_urls\":{\"spotify\":\"s\"},\"href\":\"h\"";
    private static final String ARTIST =
            "{" + LINKS + ",\"id\":\"a\",\"name\":\"A\",\"type\":\"artist\",\"uri\":\"spotify:artist:a\"}";
    private static final String ALBUM =
            "{" + LINKS + ",\"album_type\":\"album\",\"artists\":[" + ARTIST + "],\"id\":\"b\","
                    + "\"images\":[{\"url\":\"u\",\"height\":1,\"width\":1}],\"name\":\"B\",\"release_date\":\"1981\","
                    + "\"release_date_precision\":\"year\",\"total_tracks\":1,\"type\":\"album\",\"uri\":\"spotify:album:b\"";
    private static final String TRACK =
            "{" + LINKS + ",\"artists\":[" + ARTIST + "],\"disc_number\":1,\"duration_ms\":1,"
                    + "\"explicit\":false,\"external_ids\":{\"isrc\":\"i\"},\"id\":\"t\",\"is_local\":false,\"name\":\"T\","
                    + "\"track_number\":1,\"type\":\"track\",\"uri\":\"spotify:track:t\",\"album\":" + ALBUM;

    /** What an app in development mode gets: no popularity, no markets. */
    private static final String NEWER = row("item", TRACK + "},\"track\":true}");

    /** What an app with extended quota gets. */
    private static final String OLDER =
            row("track", TRACK + ",\"available_markets\":[\"SE\"]},\"popularity\":1,\"available_markets\":[]}");

    private final SchemaDrift drift = new SchemaDrift();

    private static String row(String name, String item) {
        return "{\"added_at\":\"2024-02-03T04:05:06Z\",\"added_by\":null,\"is_local\":false,\"" + name + "\":" + item
                + "}";
    }

    private static String page(String... rows) {
        return "{\"href\":\"h\",\"limit\":50,\"next\":null,\"offset\":0,\"previous\":null,\"total\":9,\"items\":["
                + String.join(",", rows) + "]}";
    }

    private void look(String body) {
        ResponseDecoders.decode(ITEMS, bytes(body), drift);
    }

    private static Finding finding(Kind kind, String path, long seen, String type) {
        return new Finding(ITEMS, path, kind, seen, type);
    }

    @Test
    void findsNothingInWellFormedBodiesOfEitherKindOfApp() {
        look(page(OLDER, OLDER));
        look(page(NEWER));
        look(page(OLDER, NEWER));
        look(page());
        assertThat(drift.findings()).isEmpty();
    }

    @Test
    void countsFieldsThatNoKnownObjectHas() {
        look(page(NEWER.replace("\"name\":\"T\"", "\"name\":\"T\",\"mood\":null,\"bpm\":[1]"), NEWER));
        look(page(NEWER.replace("\"name\":\"T\"", "\"name\":\"T\",\"mood\":\"blue\"")));
        look(page(NEWER).replace("\"limit\":50", "\"cursor\":{\"mood\":1}"));
        assertThat(drift.findings())
                .contains(
                        finding(Kind.NEW, "$.cursor", 1, "object"),
                        finding(Kind.NEW, "$.items[].item.bpm", 1, "array"),
                        finding(Kind.NEW, "$.items[].item.mood", 2, "string"))
                .hasSize(3);
    }

    @Test
    void countsFieldsWhoseTypeIsImpossible() {
        look(page(
                OLDER.replace("\"duration_ms\":1", "\"duration_ms\":{\"totalMilliseconds\":1}"),
                OLDER.replace("\"release_date\":\"1981\"", "\"release_date\":1981")
                        .replace("\"images\":[", "\"images\":{\"x\":[")
                        .replace("\"width\":1}]", "\"width\":1}]}")));
        assertThat(drift.findings())
                .containsExactly(
                        finding(Kind.RETYPED, "$.items[].track.album.images", 1, "object"),
                        finding(Kind.RETYPED, "$.items[].track.album.release_date", 1, "number"),
                        finding(Kind.RETYPED, "$.items[].track.duration_ms", 1, "object"));
    }

    @Test
    void nullIsNeverAnImpossibleType() {
        look(page(OLDER.replaceAll(
                "\"(name|href|external_urls|images|duration_ms|explicit|added_at)\":[^,\\[{]+", "\"$1\":null")));
        assertThat(drift.findings()).isEmpty();
    }

    @Test
    void countsWhatAllObjectsOfAKindLack() {
        look(page(OLDER.replace("\"track_number\":1,", ""), OLDER.replace("\"track_number\":1,", "")));
        assertThat(drift.findings())
                .containsExactly(finding(Kind.VANISHED, "$.items[].track.track_number", 2, "number"));
        look(page(OLDER));
        assertThat(drift.findings()).isEmpty();
    }

    @Test
    void whatDevelopmentModeDoesNotGetIsExpectedOfTheOlderShapeOnly() {
        String poor = row("track", TRACK + "}}");
        look(page(poor, NEWER));
        assertThat(drift.findings())
                .containsExactly(
                        finding(Kind.VANISHED, "$.items[].track.album.available_markets", 1, "array"),
                        finding(Kind.VANISHED, "$.items[].track.available_markets", 1, "array"),
                        finding(Kind.VANISHED, "$.items[].track.popularity", 1, "number"));
    }

    @Test
    void withAMarketTracksSayWhetherTheyCanBePlayedInPlaceOfTheirMarkets() {
        look(page(OLDER.replaceAll("\"available_markets\":\\[[^]]*]", "\"is_playable\":true")));
        assertThat(drift.findings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{\"added_at\":null,\"added_by\":{\"id\":\"\",\"uri\":\"spotify:user:\"},\"is_local\":false,\"track\":null,"
                        + "\"primary_color\":null,\"video_thumbnail\":null,\"smart_shuffle\":1}",
                "{\"is_local\":true,\"track\":{\"id\":null,\"type\":\"track\",\"uri\":\"spotify:local:a:b:c:1\"}}",
                "{\"is_local\":false,\"track\":{\"id\":\"e\",\"type\":\"episode\",\"uri\":\"spotify:episode:e\",\"track\":true,"
                        + "\"episode\":false,\"album\":{\"type\":\"show\"},\"artists\":[{\"name\":null,\"type\":\"S\"}]}}",
                "{\"is_local\":false,\"track\":{\"id\":null,\"type\":null,\"uri\":null}}"
            })
    void nothingIsExpectedOfWhatHasNoId(String row) {
        look(page(row));
        assertThat(drift.findings()).isEmpty();
    }

    @Test
    void stubsOfListsAreNoDrift() {
        String stub = "{\"id\":null,\"href\":\"x/null\",\"images\":[{\"height\":null,\"url\":null,\"width\":null}],"
                + "\"tracks\":{\"href\":null,\"total\":null},\"public\":true}";
        String body = "{\"message\":\"m\",\"playlists\":" + page("null", stub, "{\"id\":\"\"}") + "}";
        ResponseDecoders.decode("/browse/categories/{id}/playlists", bytes(body), drift);
        assertThat(drift.findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"tracks, items", "items, tracks"})
    void aListedPlaylistHasEitherNameOfItsContents(String name, String other) {
        String listed = "{" + LINKS + ",\"collaborative\":false,\"id\":\"p\",\"name\":\"P\",\"owner\":null,"
                + "\"snapshot_id\":\"s\",\"type\":\"playlist\",\"uri\":\"u\"";
        String contents = ",\"" + name + "\":{\"href\":\"h\",\"total\":1}}";
        ResponseDecoders.decode("/me/playlists", bytes(page(listed + contents)), drift);
        assertThat(drift.findings()).isEmpty();
        ResponseDecoders.decode("/users/{id}/playlists", bytes(page(listed + "}")), drift);
        assertThat(drift.findings())
                .containsExactly(new Finding("/users/{id}/playlists", "$.items[].tracks", Kind.VANISHED, 1, "object"));
        assertThat(other).isNotEqualTo(name);
    }

    @Test
    void endpointsAreApart() {
        look(page(NEWER).replace("\"limit\":50", "\"limit\":50,\"x\":1"));
        ResponseDecoders.decode(
                "/playlists/{id}/tracks", bytes(page(OLDER).replace("\"limit\":50", "\"limit\":[]")), drift);
        assertThat(drift.findings())
                .containsExactly(
                        finding(Kind.NEW, "$.x", 1, "number"),
                        new Finding("/playlists/{id}/tracks", "$.limit", Kind.RETYPED, 1, "array"));
    }

    @Test
    void bodiesThatCannotBeDecodedCountToo() {
        assertThatThrownBy(() -> look("{\"x\":1,\"items\":7}")).isInstanceOf(MalformedResponseException.class);
        assertThatThrownBy(() -> look("{\"x\":1,")).isInstanceOf(MalformedResponseException.class);
        assertThat(drift.findings())
                .contains(finding(Kind.NEW, "$.x", 2, "number"), finding(Kind.RETYPED, "$.items", 1, "number"));
        assertThatThrownBy(() -> ResponseDecoders.decode("/shows/{id}", bytes("{}"), drift))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void keepsAThousandDifferentFieldsAndSaysHowManyItDidNotCount() {
        for (int body = 0; body < 3; body++) {
            int first = 400 * body;
            look(page().replace(
                            "\"total\":9",
                            IntStream.range(first, first + 400)
                                    .mapToObj(i -> "\"f" + i + "\":1,")
                                    .collect(Collectors.joining("", "", "\"total\":9"))));
        }
        look(page().replace(
                        "\"total\":9",
                        IntStream.range(0, 1_100)
                                .mapToObj(i -> "\"f" + i + "\":1,")
                                .collect(Collectors.joining("", "", "\"total\":9"))));
        assertThat(drift.findings()).hasSize(1_000).contains(finding(Kind.NEW, "$.f999", 2, "number"));
        assertThat(drift.uncounted()).isEqualTo(300);
    }

    @Test
    void namesAreForeignText() {
        String body = page().replace("\"total\":9", "\"ñ\\n\\u001b\":1,\"" + "x".repeat(5_000) + "\":1,\"total\":9");
        look(body);
        assertThat(drift.findings())
                .extracting(Finding::path)
                .allSatisfy(
                        path -> assertThat(path).hasSizeLessThanOrEqualTo(256).matches("[!-~]+"));
        assertThat(drift.findings()).extracting(Finding::path).contains("$.???");
    }

    @Test
    void findingsAreACopyInOrder() {
        look(page().replace("\"limit\":50", "\"limit\":\"50\",\"b\":1,\"a\":1"));
        List<Finding> before = drift.findings();
        look(page().replace("\"limit\":50", "\"limit\":50,\"c\":1"));
        assertThat(before).extracting(Finding::path).containsExactly("$.a", "$.b", "$.limit");
        assertThatThrownBy(() -> before.remove(0)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void manyThreadsMayDecodeAtOnce() {
        String body =
                page(NEWER.replace("\"name\":\"T\"", "\"mood\":1"), NEWER.replace("\"name\":\"T\"", "\"mood\":1"));
        IntStream.range(0, 500).parallel().forEach(i -> look(body));
        assertThat(drift.findings())
                .containsExactly(
                        finding(Kind.NEW, "$.items[].item.mood", 1_000, "number"),
                        finding(Kind.VANISHED, "$.items[].item.name", 1_000, "string"));
    }
}
