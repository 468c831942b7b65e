package io.playlake.client;

import static io.playlake.client.Bodies.page;
import static io.playlake.client.Bodies.playlist;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.client.limit.CallLedger;
import io.playlake.error.AccessDeniedException;
import io.playlake.error.CredentialsException;
import io.playlake.error.RequestRefusedException;
import io.playlake.testing.ScriptedTransport;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an app may do is learned from answers, kept, and never asked for on its own account. */
class AppAccessTest {

    private static final String FORBIDDEN = "{\"error\":{\"status\":403,\"message\":\"Forbidden\"}}";
    private static final String INVALID_LIMIT = "{\"error\":{\"status\":400,\"message\":\"Invalid limit\"}}";

    private final CallLedger ledger = CallLedger.inMemory();

    private ClientFixture client() {
        return new ClientFixture(SpotifyClient.builder().ledger(ledger));
    }

    @Test
    void anEndpointThatWasRefusedIsNotAskedAgainUntilAWeekIsOver() {
        ClientFixture first = client();
        first.wire.then(403, FORBIDDEN);
        assertThatThrownBy(() -> first.client.browse().category("latin"))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessage(
                        "GET /v1/browse/categories/latin was refused with status 403: Forbidden; not for this kind of"
                                + " app: use ids for playlists you know, or me for your own");

        ClientFixture next = client();
        assertThatThrownBy(() -> next.client.browse().category("party"))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("GET /browse/categories/{id}")
                .hasMessageContaining("refused to this app at 2026-01-01T00:00:00Z")
                .hasMessageContaining("use ids");
        assertThat(next.wire.requests()).isEmpty();

        next.time.advance(Duration.ofDays(8));
        next.wire.then(200, "{\"id\":\"party\"}");
        assertThat(next.client.browse().category("party").value().id()).isEqualTo("party");
        ClientFixture later = client();
        later.time.advance(Duration.ofDays(8));
        later.wire.then(200, "{\"id\":\"party\"}");
        assertThat(later.client.browse().category("party").value().id()).isEqualTo("party");
    }

    @Test
    void aForcedProfileIsTakenAtItsWord() {
        ledger(403);
        ClientFixture extended =
                new ClientFixture(SpotifyClient.builder().ledger(ledger).profile(AppProfile.EXTENDED));
        extended.wire.then(200, "{\"id\":\"latin\"}");
        assertThat(extended.client.browse().category("latin").value().id()).isEqualTo("latin");
        assertThat(extended.client.profile()).contains(AppProfile.EXTENDED);

        ClientFixture development = new ClientFixture(SpotifyClient.builder().profile(AppProfile.DEVELOPMENT));
        assertThatThrownBy(() -> development
                        .client
                        .users()
                        .playlists("someone")
                        .iterator()
                        .next())
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("not for apps in development mode")
                .hasMessageContaining("use me");
        assertThat(development.wire.requests()).isEmpty();
    }

    private void ledger(int status) {
        ClientFixture first = client();
        first.wire.then(status, FORBIDDEN);
        assertThatThrownBy(() -> first.client.browse().category("latin")).isInstanceOf(RequestRefusedException.class);
    }

    @Test
    void onePlaylistThatIsRefusedTeachesNothing() {
        ClientFixture fixture = client();
        fixture.wire.then(403, FORBIDDEN).then(200, "[]");
        assertThatThrownBy(() -> fixture.client.playlists().images("p1")).isInstanceOf(AccessDeniedException.class);
        assertThat(fixture.client.playlists().images("p2").value()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Active premium subscription required for the owner of the app.",
                "{\"error\":{\"status\":403,\"message\":\"User not registered in the Developer Dashboard\"}}",
                "Check settings on developer.spotify.com/dashboard, the user may not be registered.",
                "{\"error\":{\"status\":403,\"message\":\"Insufficient client scope\"}}"
            })
    void aRefusalOfTheAppOrItsUserIsAMatterOfCredentials(String body) {
        ClientFixture fixture = client();
        fixture.wire.then(403, body);
        assertThatThrownBy(() -> fixture.client.playlists().get("p1"))
                .isInstanceOf(CredentialsException.class)
                .hasMessageStartingWith("GET /v1/playlists/p1: the API refuses this app or its user: ");
    }

    @Test
    void pagesThatAreTooLargeForTheAppAreAskedForOnce() {
        ClientFixture fixture = client();
        fixture.wire
                .then(400, INVALID_LIMIT)
                .then(200, "{\"playlists\":" + page(0, "") + "}")
                .then(200, "{\"playlists\":" + page(0, "") + "}");
        assertThat(fixture.client.search().playlists("jazz").items()).isEmpty();
        assertThat(fixture.client.search().playlists("jazz").items()).isEmpty();
        assertThat(fixture.asked(0)).isEqualTo("/search?q=jazz&type=playlist&limit=50&offset=0");
        assertThat(fixture.asked(1)).isEqualTo("/search?q=jazz&type=playlist&limit=10&offset=0");
        assertThat(fixture.asked(2)).isEqualTo("/search?q=jazz&type=playlist&limit=10&offset=0");
        assertThat(fixture.client.profile()).contains(AppProfile.DEVELOPMENT);
    }

    @Test
    void aBadRequestOfAnotherKindIsWhatItIs() {
        ClientFixture fixture = client();
        fixture.wire.then(400, INVALID_LIMIT).then(400, "{\"error\":{\"status\":400,\"message\":\"Invalid query\"}}");
        assertThatThrownBy(() ->
                        fixture.client.search().playlists("jazz").iterator().next())
                .isInstanceOf(RequestRefusedException.class);
        assertThat(fixture.client.profile()).isEmpty();
    }

    @Test
    void theShapeOfABodyTellsTheKindOfApp() {
        ClientFixture fixture = client();
        fixture.wire
                .then(200, playlist("p1", "\"items\":" + page(0, "")))
                .then(200, "{\"playlists\":" + page(0, "") + "}");
        assertThat(fixture.client.playlists().get("p1").value().id()).isEqualTo("p1");
        assertThat(fixture.client.search().playlists("jazz").items()).isEmpty();
        assertThat(fixture.asked(1)).contains("limit=10");
    }

    @Test
    void severalAreAskedForTogetherOrElseOneByOne() {
        ClientFixture fixture = client();
        fixture.wire
                .then(200, "{\"artists\":[{\"id\":\"a\"},null]}")
                .then(403, FORBIDDEN)
                .then(200, "{\"id\":\"c\"}")
                .then(404, "{\"error\":{\"status\":404,\"message\":\"Resource not found\"}}")
                .then(200, "{\"id\":\"e\"}");
        assertThat(fixture.client.catalogue().artists(List.of("a", "b", "a")).all())
                .containsOnlyKeys("a");
        assertThat(fixture.client.catalogue().artists(List.of("c", "d")).all()).containsOnlyKeys("c");
        assertThat(fixture.client.catalogue().artists(List.of("e")).all()).containsOnlyKeys("e");
        assertThat(fixture.asked(0)).isEqualTo("/artists?ids=a%2Cb");
        assertThat(fixture.asked(1)).isEqualTo("/artists?ids=c%2Cd");
        assertThat(fixture.asked(2)).isEqualTo("/artists/c");
        assertThat(fixture.asked(3)).isEqualTo("/artists/d");
        assertThat(fixture.asked(4)).isEqualTo("/artists/e");
    }

    @Test
    void albumsComeTwentyACall() {
        ClientFixture fixture = client();
        fixture.wire.otherwise(request -> {
            String ids = request.uri().getQuery().replaceAll("ids=([^&]*).*", "$1");
            String albums = ids.replaceAll("(\\w+)", "{\"id\":\"$1\"}");
            return ScriptedTransport.response(200, "{\"albums\":[" + albums + "]}");
        });
        List<String> ids = IntStream.range(0, 45).mapToObj(i -> "b" + i).toList();
        assertThat(fixture.client.catalogue().albums(ids).all().keySet()).containsExactlyElementsOf(ids);
        assertThat(fixture.wire.requests())
                .extracting(request -> request.uri().getQuery().split(",", -1).length)
                .containsExactly(20, 20, 5);
    }

    @Test
    void oneBadIdDoesNotCostTheOthersOfItsCall() {
        ClientFixture fixture = client();
        fixture.wire
                .then(400, "{\"error\":{\"status\":400,\"message\":\"Invalid base62 id\"}}")
                .then(400, "{\"error\":{\"status\":400,\"message\":\"Invalid base62 id\"}}")
                .then(200, "{\"id\":\"b\"}");
        assertThat(fixture.client.catalogue().artists(List.of("a", "b")).all()).containsOnlyKeys("b");
        assertThatThrownBy(() -> fixture.client.catalogue().artists(List.of("a/b")))
                .hasMessageContaining("the artist id is 'a/b', expected letters and digits");
    }
}
