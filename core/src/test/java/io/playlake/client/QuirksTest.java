package io.playlake.client;

import static io.playlake.client.Bodies.bytes;
import static io.playlake.client.Bodies.listed;
import static io.playlake.client.Bodies.page;
import static io.playlake.client.Bodies.row;
import static io.playlake.client.Bodies.track;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.playlake.model.Episode;
import io.playlake.model.Image;
import io.playlake.model.LocalFile;
import io.playlake.model.Page;
import io.playlake.model.PlayableItem;
import io.playlake.model.PlaylistItem;
import io.playlake.model.Show;
import io.playlake.model.SimplifiedAlbum;
import io.playlake.model.SimplifiedPlaylist;
import io.playlake.model.Track;
import io.playlake.model.Unavailable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Odd answers that were seen in the wild, by the numbers that the facts about the API give them. Of pages rather than
 * bodies are Q7 to Q10, Q12 and Q13, which are not here; see {@link PagesTest}.
 */
@NullUnmarked
class QuirksTest {

    private static Page<SimplifiedPlaylist> listing(String rows) {
        return ResponseDecoders.categoryPlaylists(bytes("{\"playlists\":" + page(9, rows) + "}"));
    }

    private static PlaylistItem item(String row) {
        return ResponseDecoders.items(bytes(page(1, row))).items().get(0);
    }

    private static PlayableItem playable(String track) {
        return item(row(track)).item();
    }

    @Test
    void q1NullRowsKeepTheirPlace() {
        Page<SimplifiedPlaylist> page = listing(listed("p0") + ",null," + listed("p2"));
        assertThat(page.items()).hasSize(3);
        assertThat(page.items().get(1)).isNull();
        assertThat(page.items().get(2).id()).isEqualTo("p2");
        assertThat(page.defects())
                .containsExactly(new Page.Defect(1, "/playlists/items/1", Page.Defect.NULL_ROW, "null"));
    }

    @Test
    void q2StubsAreDefectsThatKeepTheirJson() {
        String stub = "{\"id\":null,\"href\":\"x/null\",\"images\":[{\"height\":null,\"url\":null,\"width\":null}],"
                + "\"snapshot_id\":null,\"tracks\":{\"total\":null},\"public\":true}";
        Page<SimplifiedPlaylist> page = listing(stub + "," + listed("p1"));
        assertThat(page.items().get(0)).isNull();
        assertThat(page.defects()).containsExactly(new Page.Defect(0, "/playlists/items/0", "stub", stub));
    }

    @Test
    void q3ZeroedRowsAreStubs() {
        Page<SimplifiedPlaylist> page = ResponseDecoders.myPlaylists(bytes(page(1, "{\"id\":\"\",\"name\":\"\"}")));
        assertThat(page.defects())
                .containsExactly(new Page.Defect(0, "/items/0", "stub", "{\"id\":\"\",\"name\":\"\"}"));
    }

    @Test
    void q4TotalOfARowMayBeNull() {
        assertThat(listing("{\"id\":\"p\",\"tracks\":{\"href\":\"h\",\"total\":null}}")
                        .items()
                        .get(0)
                        .totalTracks())
                .isNull();
        assertThat(listing("{\"id\":\"p\",\"tracks\":null}").items().get(0).totalTracks())
                .isNull();
    }

    @Test
    void q5ImagesMayBeNullOrWithoutSizes() {
        assertThat(listing("{\"id\":\"p\",\"images\":null}").items().get(0).imageUrl())
                .isNull();
        SimplifiedPlaylist one = listing("{\"id\":\"p\",\"images\":[{\"url\":\"u\",\"width\":null}]}")
                .items()
                .get(0);
        assertThat(one.images()).containsExactly(new Image("u", null, null));
        assertThat(one.imageUrl()).isEqualTo("u");
    }

    @Test
    void q6RepeatedRowsAllStay() {
        assertThat(listing(listed("p") + "," + listed("p")).items()).hasSize(2);
    }

    @Test
    void q11AnEchoedLocaleInAddressesIsOfNoConsequence() {
        String next = "https://api.spotify.com/v1/x?offset=50&limit=50&locale=en-GB,en;q%3D0.5";
        String body = page(90, 0, next, listed("p"));
        assertThat(ResponseDecoders.myPlaylists(bytes(body)).next()).isEqualTo(next);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"owner\":null", ",\"owner\":{}", ",\"owner\":{\"id\":\"\"}"})
    void q14OwnersMayBeMissing(String owner) {
        assertThat(listing("{\"id\":\"p\"" + owner + "}").items().get(0).owner())
                .isNull();
    }

    @Test
    void q14OwnerIdsHoldAnyCharacter() {
        assertThat(listing("{\"id\":\"p\",\"owner\":{\"id\":\"user#$ñ\"}}")
                        .items()
                        .get(0)
                        .owner()
                        .id())
                .isEqualTo("user#$ñ");
    }

    @Test
    void q15To17TextsAndFlagsComeAsSent() {
        SimplifiedPlaylist row = listing("{\"id\":\"p\",\"name\":\"\",\"public\":null,\"description\":"
                        + "\"it&#x27;s <a href=\\\"spotify:x\\\">x</a>\\n\"}")
                .items()
                .get(0);
        assertThat(row.name()).isEmpty();
        assertThat(row.isPublic()).isNull();
        assertThat(row.description()).isEqualTo("it&#x27;s <a href=\"spotify:x\">x</a>\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"track\":null", "\"item\":null", "\"track\":true", "\"video_thumbnail\":null"})
    void q20NullTracksAreUnavailable(String field) {
        PlaylistItem item = item("{\"added_by\":{\"id\":\"\",\"uri\":\"spotify:user:\"}," + field + "}");
        assertThat(item.item()).isEqualTo(new Unavailable(null, null));
        assertThat(item.addedBy()).isNull();
    }

    @Test
    void q20NullRowsAndObjectsOfNullsAreUnavailable() {
        assertThat(item("null").item()).isEqualTo(new Unavailable(null, null));
        assertThat(playable("{\"id\":null,\"uri\":null,\"type\":null,\"name\":\"n\"}"))
                .isEqualTo(new Unavailable(null, "n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"is_local\":true,", ""})
    void q21LocalFilesHaveNoId(String flag) {
        PlaylistItem item = item("{" + flag + "\"track\":{\"type\":\"track\",\"id\":null,\"name\":\"T\","
                + "\"uri\":\"spotify:local:::T:9\",\"album\":{\"id\":null},\"artists\":[{\"name\":\"\"}]}}");
        assertThat(item.isLocal()).isTrue();
        assertThat(item.item()).isEqualTo(new LocalFile("spotify:local:::T:9", "T", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"id\":null,", "", "\"id\":7,"})
    void q22TracksWithoutIdAreUnavailableAndKeepTheirUri(String id) {
        assertThat(playable("{" + id + "\"type\":\"track\",\"uri\":\"spotify:track:x\",\"name\":\"n\"}"))
                .isEqualTo(new Unavailable("spotify:track:x", "n"));
    }

    @Test
    void q22LinkedFromMayHaveNoId() {
        String track = track("t").replace("}", ",\"linked_from\":{\"id\":null}}");
        assertThat(((Track) playable(track)).linkedFromId()).isNull();
    }

    @Test
    void q23AnObjectForANumberReadsAsNull() {
        String local =
                "{\"type\":\"track\",\"uri\":\"spotify:local:a:b:c:1\",\"duration_ms\":{\"totalMilliseconds\":1}}";
        assertThat(playable(local)).isEqualTo(new LocalFile("spotify:local:a:b:c:1", null, null));
        assertThat(((Track) playable(track("t").replace("}", ",\"duration_ms\":{}}"))).durationMs())
                .isNull();
    }

    @Test
    void q24EpisodesDisguisedAsTracks() {
        String disguised = """
                {"type":"episode","episode":false,"track":true,"id":"e1","uri":"spotify:episode:e1","name":"E",
                 "album":{"type":"show","id":"s1","name":"Show","release_date":null},"duration_ms":5,"explicit":false,
                 "artists":[{"name":null,"type":"Show"}],"external_ids":{"spotify":"https://example.org"}}""";
        assertThat(playable(disguised))
                .isEqualTo(new Episode("e1", "spotify:episode:e1", "E", "s1", "Show", null, null, 5, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"P\"", "{\"name\":\"P\"}"})
    void q25Episodes(String publisher) {
        String episode = "{\"type\":\"episode\",\"episode\":true,\"track\":false,\"id\":\"e1\","
                + "\"uri\":\"spotify:episode:e1\",\"name\":\"E\",\"release_date\":\"2024-01-01\",\"duration_ms\":5,"
                + "\"explicit\":true,\"show\":{\"id\":\"s1\",\"name\":\"Show\",\"publisher\":" + publisher + "}}";
        assertThat(playable(episode))
                .isEqualTo(new Episode(
                        "e1",
                        "spotify:episode:e1",
                        "E",
                        "s1",
                        "Show",
                        publisher.startsWith("{") ? null : "P",
                        "2024-01-01",
                        5,
                        true));
    }

    @Test
    void q26AddedAtMayBe1970NullOrNonsense() {
        assertThat(item("{\"added_at\":\"1970-01-01T00:00:00Z\"}").addedAt()).isEqualTo(Instant.EPOCH);
        assertThat(item("{\"added_at\":null,\"added_by\":null}").addedAt()).isNull();
        assertThat(item("{\"added_at\":\"yesterday\"}").addedAt()).isNull();
        assertThat(item("{\"added_at\":5}").addedAt()).isNull();
    }

    @Test
    void q27OneTimeForAllItemsIsKeptForEach() {
        Page<PlaylistItem> page = ResponseDecoders.items(bytes(page(3, Bodies.rows(0, 3))));
        assertThat(page.items()).extracting(PlaylistItem::addedAt).containsOnly(Instant.parse("2024-02-03T04:05:06Z"));
    }

    @Test
    void q29TracksThatCannotBePlayedStay() {
        String track = track("t").replace("}", ",\"is_playable\":false,\"available_markets\":[]}");
        assertThat(playable(track)).isInstanceOf(Track.class);
    }

    @Test
    void q28TheSameTrackManyTimesStaysManyTimes() {
        String rows = row(track("t")) + "," + row(track("t"));
        assertThat(ResponseDecoders.items(bytes(page(2, rows))).items()).hasSize(2);
    }

    @Test
    void q30To33AvailabilityIsNullWhenAbsentAndCountedWhenSent() {
        Track plain = (Track) playable(track("t"));
        assertThat(plain.markets()).isNull();
        assertThat(plain.isPlayable()).isNull();
        assertThat(plain.popularity()).isNull();
        String track = track("t")
                .replace(
                        "}",
                        ",\"available_markets\":[],\"popularity\":0,\"is_playable\":true,"
                                + "\"linked_from\":{\"id\":\"o\"},\"restrictions\":{\"reason\":\"new_reason\"}}");
        Track sent = (Track) playable(track);
        assertThat(sent.markets()).isZero();
        assertThat(sent.popularity()).isZero();
        assertThat(sent.isPlayable()).isTrue();
        assertThat(sent.linkedFromId()).isEqualTo("o");
        assertThat(sent.restriction()).isEqualTo("new_reason");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000", "1981", "1981-12", "1981-12-15"})
    void q34ReleaseDatesStayAsSent(String date) {
        String track = track("t").replace("}", ",\"album\":{\"release_date\":\"" + date + "\"}}");
        assertThat(((Track) playable(track)).album().releaseDate()).isEqualTo(date);
    }

    @Test
    void q35LetterCaseAndUnknownKindsVary() {
        assertThat(playable(track("t").replace("\"track\"", "\"TRACK\""))).isInstanceOf(Track.class);
        assertThat(playable("{\"type\":\"EPISODE\",\"uri\":\"u\"}")).isInstanceOf(Episode.class);
        assertThat(playable("{\"type\":\"hologram\",\"id\":\"h\",\"uri\":\"spotify:hologram:h\",\"name\":\"n\"}"))
                .isEqualTo(new Unavailable("spotify:hologram:h", "n"));
        String album = track("t").replace("}", ",\"album\":{\"album_type\":\"COMPILATION\"}}");
        assertThat(((Track) playable(album)).album().albumType()).isEqualTo("compilation");
    }

    @Test
    void q36UnknownKeysAreIgnored() {
        String row =
                "{\"smart_shuffle\":{\"a\":[1,{\"b\":null}]},\"primary_color\":null,\"video_thumbnail\":{\"url\":null},"
                        + "\"track\":" + track("t").replace("}", ",\"episode\":false,\"track\":true}") + "}";
        assertThat(item(row).item()).isInstanceOf(Track.class);
    }

    @Test
    void q37APageMayHoldLessThanItsTotalAndBeTheLast() {
        Page<PlaylistItem> page = ResponseDecoders.items(bytes(page(10, 0, null, Bodies.rows(0, 8))));
        assertThat(page.items()).hasSize(8);
        assertThat(page.total()).isEqualTo(10);
        assertThat(page.next()).isNull();
    }

    @Test
    void nullsAndStubsOfSearchesAndUsersListingsAreDefectsToo() {
        String rows = "null," + listed("p1") + ",{\"id\":null},{\"id\":\"\"}";
        Page<SimplifiedPlaylist> found = ResponseDecoders.search(bytes("{\"playlists\":" + page(4, rows) + "}"))
                .playlists();
        assertThat(found.defects())
                .extracting(Page.Defect::jsonPointer, Page.Defect::reason)
                .containsExactly(
                        tuple("/playlists/items/0", Page.Defect.NULL_ROW),
                        tuple("/playlists/items/2", Page.Defect.STUB),
                        tuple("/playlists/items/3", Page.Defect.STUB));
        assertThat(ResponseDecoders.userPlaylists(bytes(page(4, rows))).defects())
                .hasSize(3);
        assertThat(ResponseDecoders.featuredPlaylists(bytes("{\"playlists\":" + page(4, rows) + "}"))
                        .defects())
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000", "1981", "1981-12"})
    void theCatalogueHasTheSameOddDatesKindsAndTypes(String date) {
        String album = "{\"id\":\"b\",\"release_date\":\"" + date + "\",\"release_date_precision\":\"MINUTE\","
                + "\"album_type\":\"EP\",\"total_tracks\":{},\"tracks\":" + page(1, "null") + "}";
        assertThat(ResponseDecoders.album(bytes(album)).simplified())
                .extracting(SimplifiedAlbum::releaseDate, SimplifiedAlbum::releaseDatePrecision)
                .containsExactly(date, "minute");
        assertThat(ResponseDecoders.artistAlbums(bytes(page(1, album)))
                        .items()
                        .get(0)
                        .albumType())
                .isEqualTo("ep");
        assertThat(ResponseDecoders.albums(bytes("{\"albums\":[" + album + "]}"))
                        .get(0)
                        .simplified()
                        .totalTracks())
                .isNull();
    }

    @Test
    void tracksOnTheirOwnAreRelinkedRestrictedAndOfOddTypesToo() {
        String odd = track("t")
                .replace(
                        "}",
                        ",\"linked_from\":{\"id\":null},\"duration_ms\":{\"totalMilliseconds\":1},\"popularity\":0,"
                                + "\"restrictions\":{\"reason\":\"new_reason\"},\"available_markets\":[]}");
        for (Track read : List.of(
                ResponseDecoders.track(bytes(odd)),
                ResponseDecoders.tracks(bytes("{\"tracks\":[" + odd + "]}")).get(0),
                ResponseDecoders.albumTracks(bytes(page(1, odd))).items().get(0),
                ResponseDecoders.search(bytes("{\"tracks\":" + page(1, odd) + "}"))
                        .tracks()
                        .items()
                        .get(0))) {
            assertThat(read.linkedFromId()).isNull();
            assertThat(read.durationMs()).isNull();
            assertThat(read.restriction()).isEqualTo("new_reason");
            assertThat(read.markets()).isZero();
        }
    }

    @Test
    void publishersOfShowsHaveBeenObjects() {
        String show = "{\"id\":\"s\",\"publisher\":{\"name\":\"P\"},\"total_episodes\":{}}";
        Show read = ResponseDecoders.search(bytes("{\"shows\":" + page(1, show) + "}"))
                .shows()
                .items()
                .get(0);
        assertThat(read.publisher()).isNull();
        assertThat(read.totalEpisodes()).isNull();
    }
}
