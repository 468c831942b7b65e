package io.playlake.client;

import static io.playlake.client.Bodies.bytes;
import static io.playlake.client.Bodies.listed;
import static io.playlake.client.Bodies.page;
import static io.playlake.client.Bodies.track;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.error.MalformedResponseException;
import io.playlake.model.Album;
import io.playlake.model.Artist;
import io.playlake.model.Audiobook;
import io.playlake.model.Copyright;
import io.playlake.model.CurrentUser;
import io.playlake.model.Episode;
import io.playlake.model.Image;
import io.playlake.model.Page;
import io.playlake.model.SearchResults;
import io.playlake.model.Show;
import io.playlake.model.SimplifiedAlbum;
import io.playlake.model.SimplifiedArtist;
import io.playlake.model.Track;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullUnmarked
class CatalogueDecodersTest {

    @Test
    void decodesAnArtistAndWhatIsLeftOfOneIn2026() {
        String body = "{\"id\":\"a\",\"uri\":\"spotify:artist:a\",\"name\":\"N\",\"popularity\":7,"
                + "\"followers\":{\"href\":null,\"total\":9},\"genres\":[\"x\",3,\"y\"],"
                + "\"images\":[{\"url\":\"u\",\"width\":1,\"height\":2}]}";
        assertThat(ResponseDecoders.artist(bytes(body)))
                .isEqualTo(new Artist(
                        "a", "spotify:artist:a", "N", 7, 9, List.of("x", "y"), List.of(new Image("u", 1, 2))));
        assertThat(ResponseDecoders.artist(bytes("{\"id\":\"a\",\"followers\":{}}")))
                .isEqualTo(new Artist("a", "spotify:artist:a", null, null, null, null, List.of()));
    }

    @Test
    void decodesAnAlbumWithItsTracks() {
        String body = "{\"id\":\"b\",\"uri\":\"spotify:album:b\",\"name\":\"\",\"album_type\":\"EP\",\"release_date\":"
                + "\"0000\",\"release_date_precision\":\"year\",\"total_tracks\":2,\"label\":\"L\",\"external_ids\":"
                + "{\"upc\":\"123\"},\"images\":[{\"url\":\"u\"}],\"artists\":[{\"id\":\"a\",\"name\":\"N\","
                + "\"uri\":\"spotify:artist:a\"}],\"popularity\":3,\"genres\":[],\"copyrights\":[{\"text\":\"t\","
                + "\"type\":\"C\"}],\"tracks\":" + page(2, track("t") + ",null") + "}";
        Album album = ResponseDecoders.album(bytes(body));
        assertThat(album.simplified())
                .isEqualTo(new SimplifiedAlbum(
                        "b",
                        "spotify:album:b",
                        "",
                        "ep",
                        "0000",
                        "year",
                        2,
                        "u",
                        "123",
                        "L",
                        List.of(new SimplifiedArtist("a", "N", "spotify:artist:a"))));
        assertThat(album.popularity()).isEqualTo(3);
        assertThat(album.genres()).isEmpty();
        assertThat(album.copyrights()).containsExactly(new Copyright("t", "C"));
        assertThat(album.tracks().items())
                .extracting(track -> track == null ? null : track.uri())
                .containsExactly("spotify:track:t", null);
        assertThat(album.tracks().defects())
                .containsExactly(new Page.Defect(1, "/tracks/items/1", Page.Defect.NULL_ROW, "null"));
        assertThat(ResponseDecoders.albums(bytes("{\"albums\":[" + body + ",null]}")))
                .extracting(found -> found == null ? null : found.id())
                .containsExactly("b", null);
    }

    @Test
    void decodesTracksAndEpisodesOnTheirOwn() {
        Track track = ResponseDecoders.track(bytes("{\"id\":\"t\",\"type\":\"track\",\"uri\":\"spotify:track:t\","
                + "\"linked_from\":{\"id\":\"o\"},\"is_playable\":true,\"restrictions\":{\"reason\":\"novel\"}}"));
        assertThat(track.linkedFromId()).isEqualTo("o");
        assertThat(track.restriction()).isEqualTo("novel");
        assertThat(track.markets()).isNull();
        Episode episode = ResponseDecoders.episode(bytes("{\"id\":\"e\",\"type\":\"episode\",\"uri\":"
                + "\"spotify:episode:e\",\"show\":{\"id\":\"s\",\"name\":\"S\",\"publisher\":{\"x\":1}}}"));
        assertThat(episode.showId()).isEqualTo("s");
        assertThat(episode.publisher()).isNull();
        assertThat(ResponseDecoders.tracks(bytes("{\"tracks\":[" + track("t") + ",null,{\"id\":null}]}")))
                .extracting(found -> found == null ? null : found.id())
                .containsExactly("t", null, null);
        assertThat(ResponseDecoders.episodes(bytes("{\"episodes\":[]}"))).isEmpty();
    }

    @Test
    void decodesTheUserAndImages() {
        assertThat(ResponseDecoders.me(bytes("{\"id\":\"u#$\",\"account_id\":\"k\",\"display_name\":null}")))
                .isEqualTo(new CurrentUser("u#$", "k", null, null, null, null, List.of()));
        assertThat(ResponseDecoders.images(bytes("[{\"url\":\"u\",\"width\":null},{\"url\":null}]")))
                .containsExactly(new Image("u", null, null), new Image(null, null, null));
        assertThatThrownBy(() -> ResponseDecoders.images(bytes("{}")))
                .isInstanceOf(MalformedResponseException.class)
                .hasMessage("GET /playlists/{id}/images: $: expected an array, found an object");
    }

    @Test
    void decodesEveryKindThatASearchFound() {
        SearchResults found = ResponseDecoders.search(bytes("{\"tracks\":" + page(9, track("t"))
                + ",\"artists\":" + page(9, "{\"id\":\"a\"}")
                + ",\"albums\":" + page(9, "{\"id\":\"b\"}")
                + ",\"playlists\":" + page(9, "null," + listed("p"))
                + ",\"shows\":" + page(9, "{\"id\":\"s\",\"total_episodes\":3}")
                + ",\"episodes\":" + page(9, track("e").replace("track", "episode"))
                + ",\"audiobooks\":" + page(9, "{\"id\":\"k\",\"authors\":[{\"name\":\"A\"}]}") + "}"));
        assertThat(found.tracks().items()).extracting(Track::id).containsExactly("t");
        assertThat(found.artists().items()).extracting(Artist::id).containsExactly("a");
        assertThat(found.albums().items()).extracting(SimplifiedAlbum::id).containsExactly("b");
        assertThat(found.playlists().items()).hasSize(2);
        assertThat(found.playlists().defects().get(0).jsonPointer()).isEqualTo("/playlists/items/0");
        assertThat(found.shows().items()).extracting(Show::totalEpisodes).containsExactly(3);
        assertThat(found.episodes().items()).extracting(Episode::id).containsExactly("e");
        assertThat(found.audiobooks().items()).extracting(Audiobook::authors).containsExactly(List.of("A"));
        assertThat(ResponseDecoders.search(bytes("{}")).tracks()).isNull();
        assertThat(ResponseDecoders.search(bytes("{\"tracks\":null}")).tracks()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/artists/{id}|{}|GET /artists/{id}: $.id: missing, expected a text",
                "/me|{\"id\":7}|GET /me: $.id: found a number, expected a text",
                "/artists|{\"artists\":7}|GET /artists: $.artists: found a number, expected an array",
                "/tracks|{}|GET /tracks: $.tracks: missing, expected an array",
                "/search|{\"shows\":[]}|GET /search: $.shows: expected an object, found an array",
                "/tracks/{id}|{\"id\":\"t\",\"uri\":\"u\"}|GET /tracks/{id}: $.type: missing, expected a text",
                "/tracks/{id}|{\"id\":\"t\",\"type\":\"track\"}|GET /tracks/{id}: $.uri: missing, expected a text",
                "/tracks|{\"tracks\":[null,{\"id\":\"t\",\"type\":\"track\",\"uri\":7}]}|GET /tracks: $.tracks[1].uri: found a number, expected a text",
                "/episodes/{id}|{\"id\":\"e\",\"type\":\"episode\"}|GET /episodes/{id}: $.uri: missing, expected a text",
                "/search|{\"tracks\":{\"items\":[{\"id\":\"t\"}],\"total\":1}}|GET /search: $.tracks.items[0].type: missing, expected a text",
                "/albums/{id}/tracks|{\"items\":[{}],\"total\":1}|GET /albums/{id}/tracks: $.items[0].id: missing, expected a text",
            })
    void saysWhatIsMissingAndWhere(String endpoint, String body, String message) {
        assertThatThrownBy(() -> ResponseDecoders.decode(endpoint, bytes(body)))
                .isInstanceOf(MalformedResponseException.class)
                .hasMessage(message);
    }
}
