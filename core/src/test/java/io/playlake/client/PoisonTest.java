package io.playlake.client;

import static io.playlake.client.Bodies.page;
import static io.playlake.client.Bodies.playlist;
import static io.playlake.client.Bodies.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.client.http.HttpRequest;
import io.playlake.client.http.HttpResponse;
import io.playlake.error.IncompleteReadException;
import io.playlake.error.RateLimitedException;
import io.playlake.error.ServerFailingException;
import io.playlake.model.PlaylistItem;
import io.playlake.testing.ScriptedTransport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows at which the API fails, whatever page holds them. */
class PoisonTest {

    private static final int TOTAL = 330;

    private final ClientFixture fixture = new ClientFixture();
    private final Set<Integer> poisoned = new TreeSet<>();
    private boolean down;
    /** Whether the look at another part of the list meets a limit. */
    private boolean limited;

    PoisonTest() {
        fixture.wire.otherwise(this::answer);
    }

    private HttpResponse answer(HttpRequest request) {
        String query = request.uri().getQuery();
        boolean first = !request.uri().getPath().endsWith("/tracks");
        int offset = first ? 0 : Integer.parseInt(query.replaceAll(".*offset=(\\d+).*", "$1"));
        int limit = first ? 100 : Integer.parseInt(query.replaceAll(".*limit=(\\d+).*", "$1"));
        int end = Math.min(TOTAL, offset + limit);
        if (limited && limit == 1) {
            return ScriptedTransport.response(429, Map.of("Retry-After", "7200"), "");
        }
        if ((down && !first) || poisoned.stream().anyMatch(at -> at >= offset && at < end)) {
            return ScriptedTransport.response(502, "{\"error\":{\"status\":502,\"message\":\"Bad gateway.\"}}");
        }
        String body = page(TOTAL, offset, end < TOTAL ? "more" : null, rows(offset, end));
        return ScriptedTransport.response(200, first ? playlist("p1", "\"tracks\":" + body) : body);
    }

    private PageWalk<PlaylistItem> walk(List<String> uris) {
        PageWalk<PlaylistItem> walk = fixture.client.playlists().all("p1").iterator();
        while (walk.hasNext()) {
            walk.next()
                    .value()
                    .items()
                    .forEach(item -> uris.add(String.valueOf(item.item().uri())));
        }
        return walk;
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 150, 199, 200, 299, 300, 329})
    void oneBadRowIsSteppedOverAndTold(int position) {
        poisoned.add(position);
        List<String> uris = new ArrayList<>();
        PageWalk<PlaylistItem> walk = walk(uris);
        assertThat(walk.gaps()).containsExactly(new PageWalk.Gap(position, "status 502"));
        assertThat(walk.position()).isEqualTo(TOTAL);
        assertThat(walk.shortfall())
                .isEqualTo("1 of 330 rows could not be served, the first at position " + position + " (status 502)");
        assertThat(uris).hasSize(TOTAL - 1).doesNotHaveDuplicates().doesNotContain("spotify:track:t" + position);
        // 5 tries of the whole page, a look whether the API lives, and then at most 2 tries and an answer each time it
        // is cut.
        assertThat(fixture.wire.requests()).hasSizeLessThan(4 + 5 + 1 + 3 * 8);
    }

    @Test
    void severalBadRowsAreAllTold() {
        poisoned.addAll(List.of(110, 111, 190, 305));
        List<String> uris = new ArrayList<>();
        assertThat(walk(uris).gaps()).extracting(PageWalk.Gap::offset).containsExactly(110, 111, 190, 305);
        assertThat(uris).hasSize(TOTAL - 4).doesNotHaveDuplicates();
    }

    @Test
    void theStreamOfItemsEndsWithAnError() {
        poisoned.add(200);
        List<PlaylistItem> items = new ArrayList<>();
        assertThatThrownBy(() -> fixture.client.playlists().all("p1").items().forEach(items::add))
                .isInstanceOf(IncompleteReadException.class)
                .hasMessageContaining("position 200");
        assertThat(items).hasSize(TOTAL - 1);
    }

    @Test
    void anApiThatIsDownIsNotCutToPieces() {
        down = true;
        assertThatThrownBy(() -> walk(new ArrayList<>())).isInstanceOf(ServerFailingException.class);
        assertThat(fixture.wire.requests()).hasSize(1 + 5 + 2);
    }

    @Test
    void aLimitMetMeanwhileIsToldAsOne() {
        down = true;
        limited = true;
        assertThatThrownBy(() -> walk(new ArrayList<>())).isInstanceOf(RateLimitedException.class);
        assertThat(fixture.wire.requests()).hasSize(1 + 5 + 1);
    }

    @Test
    void tooManyBadRowsInARowAreAFailure() {
        poisoned.addAll(List.of(110, 111, 112, 113));
        assertThatThrownBy(() -> walk(new ArrayList<>()))
                .isInstanceOfSatisfying(
                        ServerFailingException.class,
                        e -> assertThat(e.status()).isEqualTo(502));
    }

    @Test
    void thePageInsideThePlaylistHasNoParts() {
        poisoned.add(3);
        assertThatThrownBy(() -> walk(new ArrayList<>())).isInstanceOf(ServerFailingException.class);
        assertThat(fixture.wire.requests()).hasSize(5);
    }
}
