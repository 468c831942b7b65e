package io.playlake.client;

import static io.playlake.client.Bodies.listed;
import static io.playlake.client.Bodies.page;
import static io.playlake.client.Bodies.playlist;
import static io.playlake.client.Bodies.row;
import static io.playlake.client.Bodies.rows;
import static io.playlake.client.Bodies.track;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.error.AccessDeniedException;
import io.playlake.error.IncompleteReadException;
import io.playlake.error.MalformedResponseException;
import io.playlake.model.ItemsShape;
import io.playlake.model.Page;
import io.playlake.model.Playlist;
import io.playlake.model.PlaylistItem;
import io.playlake.model.SimplifiedPlaylist;
import io.playlake.testing.ScriptedTransport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {

    private static final String NEXT = "https://api.spotify.com/v1/x?offset=2&limit=2";

    private final ClientFixture fixture = new ClientFixture();

    private List<String> myIds() {
        return fixture.client
                .users()
                .myPlaylists()
                .items()
                .map(SimplifiedPlaylist::id)
                .toList();
    }

    /** Returns the ids that came before the stream said that something is missing. */
    private List<String> incomplete(String shortfall) {
        List<String> ids = new ArrayList<>();
        assertThatThrownBy(() -> fixture.client.users().myPlaylists().items().forEach(row -> ids.add(row.id())))
                .isInstanceOf(IncompleteReadException.class)
                .hasMessage("GET /me/playlists: " + shortfall);
        return ids;
    }

    @Test
    void goesOnAfterTheRowsReceivedUntilThereIsNoNextPage() {
        fixture.wire
                .then(200, page(5, 0, NEXT, listed("a") + ",null"))
                .then(200, page(5, 2, NEXT, listed("b") + "," + listed("c")))
                .then(200, page(5, 4, null, listed("d")));
        assertThat(myIds()).containsExactly("a", "b", "c", "d");
        assertThat(fixture.asked(0)).isEqualTo("/me/playlists?limit=50&offset=0");
        assertThat(fixture.asked(1)).isEqualTo("/me/playlists?limit=50&offset=2");
        assertThat(fixture.asked(2)).isEqualTo("/me/playlists?limit=50&offset=4");
    }

    @Test
    void isLazyAndStartsAnewEachTime() {
        fixture.wire.otherwise(r -> ScriptedTransport.response(200, page(1, listed("a"))));
        Pages<SimplifiedPlaylist> pages = fixture.client.users().myPlaylists();
        assertThat(fixture.wire.requests()).isEmpty();
        assertThat(pages.items()).hasSize(1);
        assertThat(pages.items()).hasSize(1);
        assertThat(fixture.wire.requests()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example/v1/x?offset=2",
                "https://api.spotify.com@evil.example/x?offset=2",
                "https://api.spotify.com.evil.example/x",
                "https:\\\\\\\\evil.example\\\\x",
                "http://[::1]/x",
                "https://xn--e1awd7f.example/x",
                "../../x",
                "https://api.spotify.com/v1/x?offset=-9&limit=99999999999"
            })
    void neverFollowsTheAddressOfTheNextPage(String hostile) {
        fixture.wire
                .then(200, page(4, 0, hostile, listed("a") + "," + listed("b")))
                .then(200, page(4, 2, hostile, listed("c") + "," + listed("d")));
        assertThat(myIds()).containsExactly("a", "b", "c", "d");
        assertThat(fixture.wire.requests())
                .allSatisfy(request -> assertThat(request.uri().getHost()).isEqualTo("api.spotify.com"));
        assertThat(fixture.asked(1)).isEqualTo("/me/playlists?limit=50&offset=2");
    }

    @Test
    void q7RowsThatStandOnTwoPagesAreNoticed() {
        fixture.wire
                .then(200, page(3, 0, NEXT, listed("a") + "," + listed("b")))
                .then(200, page(3, 2, null, listed("b")));
        assertThat(incomplete("1 rows came twice at the seams of pages, so others may be missing"))
                .containsExactly("a", "b", "b");
    }

    @Test
    void q8AShortAnswerEndsTheListAndSaysSo() {
        fixture.wire.then(200, page(7, 0, null, listed("a")));
        assertThat(incomplete("1 rows came, and the list said that it has 7")).containsExactly("a");
    }

    @Test
    void q9TotalsMayDrift() {
        fixture.wire
                .then(200, page(9, 0, NEXT, listed("a") + "," + listed("b")))
                .then(200, page(3, 2, NEXT, listed("c")));
        assertThat(myIds()).containsExactly("a", "b", "c");
    }

    @Test
    void q10AnEmptyPageEndsTheList() {
        fixture.wire.then(200, page(9, 0, NEXT, listed("a"))).then(200, page(9, 1, NEXT, ""));
        assertThat(incomplete("1 rows came, and the list said that it has 9")).containsExactly("a");
    }

    @Test
    void q10APageThatRepeatsItselfIsAnError() {
        String same = page(90, 0, NEXT, listed("a") + "," + listed("b"));
        fixture.wire.otherwise(request -> ScriptedTransport.response(200, same));
        assertThatThrownBy(this::myIds)
                .isInstanceOf(MalformedResponseException.class)
                .hasMessage("GET /me/playlists: $.items: offset 2 was answered with rows that came before");
        assertThat(fixture.wire.requests()).hasSize(2);
    }

    @Test
    void q28OneTrackOverAndOverMayFillTwoPages() {
        String rows = String.join(",", Collections.nCopies(100, row(track("t"))));
        fixture.wire
                .then(200, playlist("p1", "\"tracks\":" + page(200, 0, NEXT, rows)))
                .then(200, page(200, 100, null, rows));
        assertThat(fixture.client.playlists().all("p1").items()).hasSize(200);
    }

    @Test
    void q12AWrongOffsetInTheBodyIsNotFollowed() {
        fixture.wire
                .then(200, page(3, 0, NEXT, listed("a") + "," + listed("b")))
                .then(200, page(3, 0, null, listed("c")));
        assertThat(myIds()).containsExactly("a", "b", "c");
    }

    @Test
    void q13ASearchEndsAtItsCapAndAsksForNothingBeyond() {
        fixture.wire.otherwise(request -> {
            int offset = Integer.parseInt(request.uri().getQuery().replaceAll(".*offset=(\\d+).*", "$1"));
            String rows = IntStream.range(offset, offset + 50)
                    .mapToObj(i -> listed("p" + i))
                    .collect(Collectors.joining(","));
            return ScriptedTransport.response(200, "{\"playlists\":" + page(5_000, offset, NEXT, rows) + "}");
        });
        assertThat(fixture.client.search().playlists("jazz").items()).hasSize(1_000);
        assertThat(fixture.wire.requests()).hasSize(20);
        assertThat(fixture.asked(19)).endsWith("limit=50&offset=950");
    }

    @Test
    void aListWithoutEndIsAnError() {
        AtomicInteger count = new AtomicInteger();
        fixture.wire.otherwise(request -> ScriptedTransport.response(
                200, page(Integer.MAX_VALUE, null, NEXT, listed("p" + count.incrementAndGet()))));
        assertThatThrownBy(this::myIds)
                .isInstanceOf(MalformedResponseException.class)
                .hasMessageContaining("10000 pages");
    }

    @Test
    void theEmbeddedPageIsNotFetchedAgain() {
        fixture.wire
                .then(200, playlist("p1", "\"tracks\":" + page(130, 0, NEXT, rows(0, 100))))
                .then(200, page(130, 100, null, rows(100, 130)));
        List<String> uris = fixture.client
                .playlists()
                .all("p1")
                .items()
                .map(i -> String.valueOf(i.item().uri()))
                .toList();
        assertThat(uris).hasSize(130).doesNotHaveDuplicates();
        assertThat(fixture.asked(0)).isEqualTo("/playlists/p1?additional_types=track%2Cepisode");
        assertThat(fixture.asked(1))
                .isEqualTo("/playlists/p1/tracks?limit=100&offset=100&additional_types=track%2Cepisode");
        assertThat(fixture.wire.requests()).hasSize(2);
    }

    @Test
    void theShapeOf2026GoesOnAtItsOwnAddress() {
        fixture.wire
                .then(
                        200,
                        playlist(
                                "p1",
                                "\"items\":" + page(120, 0, NEXT, rows(0, 100).replace("\"track\":{", "\"item\":{"))))
                .then(200, page(120, 100, null, rows(100, 120)));
        Answer<Playlist> first = fixture.client.playlists().get("p1");
        assertThat(first.value().shape()).isEqualTo(ItemsShape.ITEMS);
        List<Answer<Page<PlaylistItem>>> pages =
                fixture.client.playlists().all(first).stream().toList();
        assertThat(pages).hasSize(2);
        assertThat(pages.get(0).body()).isSameAs(first.body());
        assertThat(pages.get(0).endpoint()).isEqualTo("/playlists/{id}");
        assertThat(pages.get(1).endpoint()).isEqualTo("/playlists/{id}/items");
        assertThat(pages.get(1).query()).isEqualTo("limit=50&offset=100&additional_types=track%2Cepisode");
        assertThat(fixture.wire.requests()).hasSize(2);
    }

    @Test
    void anIgnoredOffsetShowsEvenWhenPagesDifferInSize() {
        fixture.wire
                .then(200, playlist("p1", "\"items\":" + page(300, 0, NEXT, rows(0, 100))))
                .then(200, page(300, 0, NEXT, rows(0, 50)));
        assertThatThrownBy(() -> fixture.client.playlists().all("p1").items().count())
                .isInstanceOf(MalformedResponseException.class)
                .hasMessageContaining("offset 100 was answered");
    }

    @Test
    void contentsThatAreKeptFromTheAppAreDeniedAndNotEmpty() {
        fixture.wire.then(200, "{\"id\":\"p1\"}");
        assertThatThrownBy(() -> fixture.client.playlists().all("p1").items().count())
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void thePageThatCannotBeDecodedIsHandedOutFirst() {
        fixture.wire.then(200, page(4, 0, NEXT, listed("a"))).then(200, "{\"items\":[{}],\"total\":4}");
        Iterator<Answer<Page<SimplifiedPlaylist>>> pages =
                fixture.client.users().myPlaylists().iterator();
        pages.next();
        assertThat(pages.next().body()).asString().contains("[{}]");
        assertThatThrownBy(pages::hasNext)
                .isInstanceOf(MalformedResponseException.class)
                .hasMessageContaining("$.items[0].id");
    }

    @Test
    void q37FewerItemsThanClaimedIsWhatWasReceived() {
        fixture.wire.then(200, playlist("p1", "\"tracks\":" + page(10, 0, null, rows(0, 8))));
        PageWalk<PlaylistItem> walk = fixture.client.playlists().all("p1").iterator();
        assertThat(walk.next().value().items()).hasSize(8);
        assertThat(walk.hasNext()).isFalse();
        assertThat(walk.shortfall()).isEqualTo("8 rows came, and the list said that it has 10");
    }
}
