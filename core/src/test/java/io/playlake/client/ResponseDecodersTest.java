package io.playlake.client;

import static io.playlake.client.Bodies.bytes;
import static io.playlake.client.Bodies.listed;
import static io.playlake.client.Bodies.page;
import static io.playlake.client.Bodies.playlist;
import static io.playlake.client.Bodies.row;
import static io.playlake.client.Bodies.track;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.error.ConfigurationException;
import io.playlake.error.MalformedResponseException;
import io.playlake.model.ItemsShape;
import io.playlake.model.Page;
import io.playlake.model.Playlist;
import io.playlake.model.SimplifiedPlaylist;
import io.playlake.model.Track;
import io.playlake.model.User;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class ResponseDecodersTest {

    @Test
    void readsEveryAttributeOfATrack() {
        String track = """
                {"type":"track","id":"t1","uri":"spotify:track:t1","name":"Şarkı 🎵","disc_number":2,"track_number":7,
                 "duration_ms":201000,"explicit":true,"popularity":62.0,"external_ids":{"ean":"1","isrc":"XX1"},
                 "is_playable":false,"linked_from":{"id":"t0","uri":"spotify:track:t0"},
                 "restrictions":{"reason":"market"},"available_markets":["SE","NO","TR"],"is_local":false,
                 "artists":[{"id":"a1","name":"A","uri":"spotify:artist:a1"},{"id":null,"name":"B"}],
                 "album":{"id":"b1","uri":"spotify:album:b1","name":"Al","album_type":"SINGLE","total_tracks":9,
                   "release_date":"1981-12","release_date_precision":"month","external_ids":{"upc":"u"},"label":"L",
                   "images":[{"url":"big","width":640,"height":640},{"url":"small"}],"artists":[{"id":"a1"}]}}""";
        Page<?> items = ResponseDecoders.items(bytes(page(1, row(track))));
        assertThat(items.items())
                .singleElement()
                .hasToString("PlaylistItem[addedAt=2024-02-03T04:05:06Z, addedBy=null, isLocal=false, item=Track[id=t1,"
                        + " uri=spotify:track:t1, name=Şarkı 🎵, album=SimplifiedAlbum[id=b1, uri=spotify:album:b1,"
                        + " name=Al, albumType=single, releaseDate=1981-12, releaseDatePrecision=month, totalTracks=9,"
                        + " imageUrl=big, upc=u, label=L, artists=[SimplifiedArtist[id=a1, name=null, uri=null]]],"
                        + " artists=[SimplifiedArtist[id=a1, name=A, uri=spotify:artist:a1],"
                        + " SimplifiedArtist[id=null, name=B, uri=null]], discNumber=2, trackNumber=7,"
                        + " durationMs=201000, explicit=true, popularity=62, isrc=XX1, isPlayable=false,"
                        + " linkedFromId=t0, restriction=market, markets=3]]");
    }

    @Test
    void readsEveryAttributeOfAPlaylist() {
        String body = """
                {"id":"p1","name":"","description":"a &amp; b\\n","owner":{"id":"spotify_españa","display_name":"S"},
                 "public":null,"collaborative":false,"snapshot_id":"AAA=","uri":"spotify:playlist:p1",
                 "followers":{"href":null,"total":12},"primary_color":null,
                 "images":[{"url":"i","width":null,"height":null}],
                 "tracks":{"href":"H","limit":100,"offset":0,"next":"N","total":140,"items":[]}}""";
        Playlist playlist = ResponseDecoders.playlist(bytes(body));
        assertThat(playlist.owner()).isEqualTo(new User("spotify_españa", "S"));
        assertThat(playlist.name()).isEmpty();
        assertThat(playlist.description()).isEqualTo("a &amp; b\n");
        assertThat(playlist.isPublic()).isNull();
        assertThat(playlist.collaborative()).isFalse();
        assertThat(playlist.snapshotId()).isEqualTo("AAA=");
        assertThat(playlist.followers()).isEqualTo(12);
        assertThat(playlist.imageUrl()).isEqualTo("i");
        assertThat(playlist.totalTracks()).isEqualTo(140);
        assertThat(playlist.tracksUrl()).isEqualTo("H");
        assertThat(playlist.shape()).isEqualTo(ItemsShape.TRACKS);
        assertThat(playlist.items()).isEqualTo(new Page<>(List.of(), List.of(), 140, 100, 0, "N"));
    }

    @Test
    void derivesTheUriOfAPlaylistFromItsId() {
        assertThat(ResponseDecoders.playlist(bytes("{\"id\":\"p1\"}")).uri()).isEqualTo("spotify:playlist:p1");
    }

    @Test
    void contentsThatAreKeptFromTheAppAreNullAndNotEmpty() {
        Playlist playlist = ResponseDecoders.playlist(bytes("{\"id\":\"p1\",\"items\":null}"));
        assertThat(playlist.items()).isNull();
        assertThat(playlist.shape()).isNull();
        assertThat(playlist.totalTracks()).isNull();
    }

    @Test
    void readsTheShapeOf2026() {
        String row = "{\"item\":{\"type\":\"track\",\"id\":\"t1\",\"uri\":\"spotify:track:t1\",\"track\":true}}";
        Playlist playlist = ResponseDecoders.playlist(bytes(playlist("p1", "\"items\":" + page(1, row))));
        assertThat(playlist.shape()).isEqualTo(ItemsShape.ITEMS);
        assertThat(playlist.items().items().get(0).item()).isInstanceOf(Track.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsBodiesThatHoldBothShapes(boolean olderFirst) {
        String older = "\"tracks\":" + page(1, "{\"track\":" + track("old") + "}");
        String newer = "\"items\":" + page(1, "{\"track\":true,\"item\":" + track("new") + "}");
        String body = playlist("p1", olderFirst ? older + "," + newer : newer + "," + older);
        Playlist playlist = ResponseDecoders.playlist(bytes(body));
        assertThat(playlist.shape()).isEqualTo(ItemsShape.ITEMS);
        assertThat(playlist.items().items().get(0).item().uri()).isEqualTo("spotify:track:new");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"tracks\":{\"href\":\"h\",\"total\":9}", "\"tracks\":true", "\"tracks\":{\"items\":[7]}"})
    void whatIsWrongWithTheOtherShapeDoesNotMatter(String other) {
        String body = playlist("p1", other + ",\"items\":" + page(1, "{\"item\":" + track("t1") + "}"));
        assertThat(ResponseDecoders.playlist(bytes(body)).items().items()).hasSize(1);
    }

    @Test
    void takesTheOlderShapeWhenTheNewerIsOnlyAReference() {
        String body = playlist("p1", "\"items\":{\"href\":\"h\",\"total\":1},\"tracks\":" + page(1, row(track("t1"))));
        Playlist playlist = ResponseDecoders.playlist(bytes(body));
        assertThat(playlist.shape()).isEqualTo(ItemsShape.TRACKS);
        assertThat(playlist.items().items()).hasSize(1);
    }

    @Test
    void prefersItemToTrackWithinARow() {
        String row = "{\"track\":" + track("old") + ",\"item\":" + track("new") + "}";
        assertThat(ResponseDecoders.items(bytes(page(1, row)))
                        .items()
                        .get(0)
                        .item()
                        .uri())
                .isEqualTo("spotify:track:new");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                              | $.id",
                "{\"id\":null}                                   | $.id",
                "{\"id\":\"\"}                                   | $.id",
                "{\"id\":7}                                      | $.id",
                "{\"id\":\"p\",\"tracks\":[]}                    | $.tracks",
                "{\"id\":\"p\",\"tracks\":{\"total\":1}}         | $.tracks.items",
                "{\"id\":\"p\",\"items\":{\"items\":null}}       | $.items.items",
                "{\"id\":\"p\",\"tracks\":{\"items\":[]}}        | $.tracks.total",
                "{\"id\":\"p\",\"tracks\":{\"items\":[],\"total\":\"1\"}} | $.tracks.total",
                "{\"id\":\"p\",\"tracks\":{\"total\":1,\"items\":[{\"track\":{\"id\":\"t\",\"uri\":\"u\"}}]}} | $.tracks.items[0].track.type",
                "{\"id\":\"p\",\"items\":{\"total\":1,\"items\":[{\"item\":{\"id\":\"t\",\"type\":\"track\"}}]}} | $.items.items[0].item.uri",
                "{\"id\":\"p\",\"tracks\":{\"total\":1,\"items\":[{\"track\":{\"id\":\"t\",\"type\":\"track\",\"uri\":{}}}]}} | $.tracks.items[0].track.uri",
                "{\"id\":\"p\",\"tracks\":{\"total\":1,\"items\":[null,7]}} | $.tracks.items[1]",
                "[]                                              | $",
                "                                                | $",
            })
    void namesTheEndpointAndThePathOfWhatIsRequired(String body, String path) {
        assertThatThrownBy(() -> ResponseDecoders.playlist(bytes(body == null ? "" : body)))
                .isInstanceOfSatisfying(
                        MalformedResponseException.class,
                        e -> assertThat(e.jsonPath()).isEqualTo(path))
                .hasMessageStartingWith("GET /playlists/{id}: " + path + ": ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"message\":\"x\"}                                   | $.playlists",
                "{\"playlists\":{\"total\":1,\"items\":[{}]}}          | $.playlists.items[0].id",
                "{\"playlists\":{\"total\":1,\"items\":[{\"id\":5}]}}  | $.playlists.items[0].id",
                "{\"playlists\":{\"items\":[]}}                        | $.playlists.total",
                "{\"playlists\":[]}                                    | $.playlists",
            })
    void namesWhatIsRequiredInListings(String body, String path) {
        assertThatThrownBy(() -> ResponseDecoders.categoryPlaylists(bytes(body)))
                .isInstanceOfSatisfying(
                        MalformedResponseException.class,
                        e -> assertThat(e.jsonPath()).isEqualTo(path));
    }

    @Test
    void aCategoryNeedsItsId() {
        assertThatThrownBy(() -> ResponseDecoders.category(bytes("{\"name\":\"Latin\"}")))
                .hasMessage("GET /browse/categories/{id}: $.id: missing, expected a text");
        assertThatThrownBy(() -> ResponseDecoders.categories(bytes("{\"categories\":{\"total\":1,\"items\":[{}]}}")))
                .hasMessageContaining("$.categories.items[0].id");
        assertThat(ResponseDecoders.category(bytes("{\"id\":\"latin\",\"icons\":[{\"url\":\"u\"}]}"))
                        .iconUrl())
                .isEqualTo("u");
    }

    @Test
    void optionalFieldsOfAWrongTypeReadAsNull() {
        String row = """
                {"id":"p1","name":5,"description":[],"owner":"x","public":"yes","collaborative":1,"snapshot_id":{},
                 "tracks":{"href":3,"total":"4"},"images":{},"uri":false}""";
        Page<SimplifiedPlaylist> page = ResponseDecoders.myPlaylists(bytes(page(1, row)));
        assertThat(page.items())
                .containsExactly(new SimplifiedPlaylist(
                        "p1", null, null, null, null, null, null, null, null, List.of(), "spotify:playlist:p1"));
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775807, 2147483647",
        "-1, 0",
        "1e309, 2147483647",
        "40000000000000000000000000000000000000000, 2147483647"
    })
    void clampsTotals(String sent, int read) {
        assertThat(ResponseDecoders.items(bytes("{\"items\":[],\"total\":" + sent + "}"))
                        .total())
                .isEqualTo(read);
    }

    @Test
    void refusesJsonBuiltToHurt() {
        String deep = "{\"id\":" + "[".repeat(5000) + "]".repeat(5000) + "}";
        String number = "{\"id\":\"p\",\"x\":" + "9".repeat(10_000_000) + "}";
        String text = "{\"id\":\"p\",\"name\":\"" + "x".repeat(2_000_000) + "\"}";
        String trailing = "{\"id\":\"p\"} {}";
        String lenient = "{id:'p'}";
        String cut = "{\"id\":\"p\",\"tracks\":{\"items\":[";
        for (String body : List.of(deep, number, text, trailing, lenient, cut, "null", "<html>")) {
            assertThatThrownBy(() -> ResponseDecoders.playlist(bytes(body)))
                    .isInstanceOf(MalformedResponseException.class)
                    .satisfies(e -> assertThat(e.getMessage().length()).isLessThan(600));
        }
    }

    @Test
    void fieldsThatOccurTwiceDoNoHarm() {
        assertThat(ResponseDecoders.playlist(bytes("{\"id\":\"p1\",\"id\":\"p2\"}"))
                        .id())
                .isEqualTo("p2");
        String twice = "{\"items\":[null],\"items\":[" + listed("p1") + ",{\"id\":null}],\"total\":1}";
        assertThatThrownBy(() -> ResponseDecoders.myPlaylists(bytes(twice)))
                .isInstanceOf(MalformedResponseException.class);
    }

    @Test
    void decodesStoredBodiesByTheirEndpoint() {
        assertThat(ResponseDecoders.decode("/playlists/{id}", bytes("{\"id\":\"p\"}")))
                .isInstanceOf(Playlist.class);
        for (String endpoint : List.of("/playlists/{id}/tracks", "/playlists/{id}/items", "/me/playlists")) {
            assertThat(ResponseDecoders.decode(endpoint, bytes(page(0, "")))).isInstanceOf(Page.class);
        }
        assertThatThrownBy(() -> ResponseDecoders.decode("/shows", bytes("{}")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("/shows");
    }
}
