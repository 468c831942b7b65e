package io.playlake.client;

import static io.playlake.client.Bodies.page;
import static io.playlake.client.Bodies.playlist;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.client.auth.ClientCredentials;
import io.playlake.error.AccessDeniedException;
import io.playlake.error.CancelledException;
import io.playlake.error.ConfigurationException;
import io.playlake.error.CredentialsException;
import io.playlake.error.MalformedResponseException;
import io.playlake.error.RequestRefusedException;
import io.playlake.error.ResourceNotFoundException;
import io.playlake.error.TryLaterException;
import io.playlake.model.Playlist;
import io.playlake.testing.ScriptedTransport;
import io.playlake.time.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class SpotifyClientTest {

    private static final String BODY = playlist("p1", "\"tracks\":" + page(0, ""));

    @Test
    void anAnswerHasTheBodyAsItCameAndSaysWhereFrom() {
        ClientFixture fixture =
                new ClientFixture(SpotifyClient.builder().market("SE").locale("es_MX"));
        fixture.wire.then(request -> {
            fixture.time.advance(Duration.ofSeconds(2));
            return ScriptedTransport.response(200, Map.of("etag", "\"e1\""), BODY);
        });
        Answer<Playlist> answer = fixture.client.playlists().get("p 1ñ");
        assertThat(answer.body()).asString().isEqualTo(BODY);
        assertThat(answer.value().id()).isEqualTo("p1");
        assertThat(answer.value()).isSameAs(answer.value());
        assertThat(answer.endpoint()).isEqualTo("/playlists/{id}");
        assertThat(answer.path()).isEqualTo("/playlists/p%201%C3%B1");
        assertThat(answer.query()).isEqualTo("market=SE&additional_types=track%2Cepisode");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.tryNo()).isEqualTo(1);
        assertThat(answer.etag()).contains("\"e1\"");
        assertThat(Duration.between(answer.requestedAt(), answer.receivedAt())).hasSeconds(2);
        assertThat(fixture.wire.requests().get(0).headers()).containsEntry("Accept-Language", "es-MX");
        assertThat(fixture.client.market()).contains("SE");
        assertThat(fixture.client.locale()).contains("es_MX");
    }

    @Test
    void asksForTheSnapshotAlone() {
        ClientFixture fixture = new ClientFixture();
        fixture.wire.then(200, "{\"snapshot_id\":\"s1\"}").then(200, "{}");
        assertThat(fixture.client.playlists().snapshot("p1").value()).isEqualTo("s1");
        assertThat(fixture.client.playlists().snapshot("p1").value()).isNull();
        assertThat(fixture.asked(0)).isEqualTo("/playlists/p1?fields=snapshot_id");
        assertThat(fixture.wire.requests().get(0).headers()).doesNotContainKey("Accept-Language");
    }

    @Test
    void browses() {
        ClientFixture fixture = new ClientFixture(SpotifyClient.builder().locale("es_MX"));
        fixture.wire
                .then(200, "{\"categories\":" + page(1, "{\"id\":\"latin\"}") + "}")
                .then(200, "{\"id\":\"latin\"}")
                .then(200, "{\"message\":\"m\",\"playlists\":" + page(0, "") + "}");
        assertThat(fixture.client.browse().categories().items()).hasSize(1);
        assertThat(fixture.client.browse().category("latin").value().id()).isEqualTo("latin");
        assertThat(fixture.client.browse().playlists("latin").items()).isEmpty();
        assertThat(fixture.asked(0)).isEqualTo("/browse/categories?locale=es_MX&limit=50&offset=0");
        assertThat(fixture.asked(1)).isEqualTo("/browse/categories/latin?locale=es_MX");
        assertThat(fixture.asked(2)).isEqualTo("/browse/categories/latin/playlists?limit=50&offset=0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "403|{\"error\":{\"status\":403,\"message\":\"Forbidden\"}}|Forbidden",
                "403|Nothing to see here.|Nothing to see here.",
                "403|<html>no</html>|<html>no</html>",
                "403|{\"error\":[1]}|{\"error\":[1]}",
                "403|{broken|{broken",
            })
    void deniedAccessSaysWhatTheApiSaid(int status, String body, String said) {
        ClientFixture fixture = new ClientFixture();
        fixture.wire.then(status, body);
        assertThatThrownBy(() -> fixture.client.playlists().get("p1"))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessage("GET /v1/playlists/p1 was refused with status 403: " + said);
    }

    @Test
    void mapsEachRefusalToItsType() {
        ClientFixture fixture = new ClientFixture();
        fixture.wire
                .then(404, "")
                .then(400, "{\"error\":{\"message\":\"Invalid limit\"}}")
                .then(302, "")
                .then(418, "x\ny");
        assertThatThrownBy(() -> fixture.client.playlists().get("p1")).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> fixture.client.playlists().get("p1"))
                .isExactlyInstanceOf(RequestRefusedException.class)
                .hasMessageEndingWith("status 400: Invalid limit");
        assertThatThrownBy(() -> fixture.client.playlists().get("p1"))
                .isInstanceOfSatisfying(
                        RequestRefusedException.class,
                        e -> assertThat(e.status()).isEqualTo(302));
        assertThatThrownBy(() -> fixture.client.playlists().get("p1")).hasMessageEndingWith("status 418: x\\u000ay");
        assertThat(fixture.wire.requests()).hasSize(4);
    }

    @Test
    void foreignTextInMessagesIsEscapedAndShort() {
        ClientFixture fixture = new ClientFixture();
        fixture.wire.then(400, "a\r\nERROR forged \u202e\u0000" + "x".repeat(5000));
        assertThatThrownBy(() -> fixture.client.playlists().get("p1"))
                .hasMessageContaining("a\\u000d\\u000aERROR forged \\u202e\\u0000xxx")
                .satisfies(e -> assertThat(e.getMessage().length()).isLessThan(400));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "..", "a..b", ".", "a\nb", "a\u0000b", "a\u007fb", "\ud800"})
    void refusesIdsThatCannotBe(String id) {
        ClientFixture fixture = new ClientFixture();
        assertThatThrownBy(() -> fixture.client.playlists().get(id)).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> fixture.client.playlists().all(id)).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> fixture.client.browse().playlists(id))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("the category id is '");
        assertThat(fixture.wire.requests()).isEmpty();
    }

    @Test
    void encodesOddIdsIntoOneSegment() {
        ClientFixture fixture = new ClientFixture();
        fixture.wire.otherwise(request -> ScriptedTransport.response(200, BODY));
        fixture.client.playlists().get("a?b=c&d#e%2f\\:;@é");
        assertThat(fixture.asked(0))
                .startsWith("/playlists/a%3Fb%3Dc%26d%23e%252f%5C%3A%3B%40%C3%A9?additional_types=");
    }

    @Test
    void countsWhatItDid() {
        ClientFixture fixture = new ClientFixture();
        fixture.wire
                .then(502, "")
                .then(429, "Retry-After", "1", "")
                .then(200, BODY)
                .then(200, page(0, ""));
        assertThat(fixture.client.playlists().get("p1").tryNo()).isEqualTo(3);
        assertThat(fixture.client.users().myPlaylists().items()).isEmpty();
        ClientStats stats = fixture.client.stats();
        assertThat(stats.calls()).isEqualTo(Map.of("/playlists/{id}", 3L, "/me/playlists", 1L));
        assertThat(stats.totalCalls()).isEqualTo(4);
        assertThat(stats.tokenCalls()).isEqualTo(1);
        assertThat(stats.retries()).isEqualTo(2);
        assertThat(stats.rateLimited()).isEqualTo(1);
    }

    @Test
    void theFingerprintStandsForTheClientId() {
        ClientFixture fixture = new ClientFixture();
        assertThat(fixture.client.accountFingerprint())
                .matches("[0-9a-f]{8}")
                .isEqualTo(new ClientFixture().client.accountFingerprint());
    }

    @Test
    void anInterruptEndsACallAndStaysSet() {
        ClientFixture fixture = new ClientFixture();
        fixture.wire.then(request -> {
            throw new InterruptedException();
        });
        assertThatThrownBy(() -> fixture.client.playlists().get("p1"))
                .isInstanceOf(CancelledException.class)
                .hasMessageContaining("/playlists/p1");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void closesItsTransportAndRefusesCallsAfterwards() {
        ClientFixture fixture = new ClientFixture();
        fixture.client.close();
        fixture.client.close();
        assertThat(fixture.wire.isClosed()).isTrue();
        assertThatThrownBy(() -> fixture.client.playlists().get("p1")).isInstanceOf(CancelledException.class);
    }

    @Test
    void faultsAreTriedAgainAndThenPutOff() {
        ClientFixture fixture = new ClientFixture();
        fixture.wire.otherwise(request -> ScriptedTransport.response(503, "upstream request timeout"));
        assertThatThrownBy(() -> fixture.client.playlists().get("p1"))
                .isInstanceOf(TryLaterException.class)
                .hasMessage("GET /v1/playlists/p1 failed 5 times; last: status 503 upstream request timeout");
        assertThat(fixture.wire.requests()).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>oops</html>", "Too many", "{\"id\":\"p1\""})
    void aBodyThatIsNoJsonIsTriedAgainAndThenMalformed(String body) {
        ClientFixture fixture = new ClientFixture();
        fixture.wire.then(200, body).then(200, BODY).otherwise(request -> ScriptedTransport.response(200, body));
        assertThat(fixture.client.playlists().get("p1").tryNo()).isEqualTo(2);
        assertThatThrownBy(() -> fixture.client.playlists().get("p1")).isInstanceOf(MalformedResponseException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://api.spotify.com/v1",
                "http://127.0.0.1.evil.example/",
                "http://localhost.evil.example/",
                "https://api.spotify.com@evil.example/v1",
                "https://user:hunter2@api.spotify.com/v1",
                "https://api.spotify.com/v1?x=1",
                "https://api.spotify.com/v1#x",
                "https:///v1",
                "ftp://localhost/",
                "api.spotify.com/v1",
                "https://api.spotify.com/../v1",
                "http://[2001:db8::1]/",
                "http://128.0.0.1/"
            })
    void refusesAddressesThatATokenMustNotGoTo(String url) {
        for (boolean api : new boolean[] {true, false}) {
            SpotifyClientBuilder builder = SpotifyClient.builder().credentials(ClientCredentials.of("i", "s"));
            SpotifyClientBuilder set = api ? builder.apiUrl(URI.create(url)) : builder.accountsUrl(URI.create(url));
            assertThatThrownBy(set::build)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageStartingWith(api ? "apiUrl" : "accountsUrl")
                    .hasMessageNotContaining("hunter2");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://proxy.example:8443/spotify/",
                "http://localhost:1/",
                "http://127.0.0.9:1",
                "http://[::1]:1"
            })
    void acceptsHttpsAndLoopback(String url) {
        try (SpotifyClient client = SpotifyClient.builder()
                .credentials(ClientCredentials.of("i", "s"))
                .apiUrl(URI.create(url))
                .accountsUrl(URI.create(url))
                .build()) {
            assertThat(client.stats().totalCalls()).isZero();
        }
    }

    @Test
    void defaultsArePinned() {
        SpotifyClientBuilder builder = SpotifyClient.builder();
        assertThat(builder.apiUrl).hasToString("https://api.spotify.com/v1");
        assertThat(builder.accountsUrl).hasToString("https://accounts.spotify.com");
        assertThat(builder.rate).isEqualTo(5);
        assertThat(builder.concurrency).isEqualTo(8);
        assertThat(builder.maxWait).hasMinutes(5);
        assertThat(builder.requestTimeout).hasSeconds(30);
        assertThat(builder.market).isNull();
        assertThat(builder.locale).isNull();
        assertThat(builder.time).isSameAs(TimeSource.system());
    }

    @Test
    void optionsAreCheckedWhenBuilt() {
        assertThatThrownBy(() -> SpotifyClient.builder().build()).isInstanceOf(CredentialsException.class);
        refused(builder().market("se"), "market is se, expected two capital letters such as SE");
        refused(builder().market("from_token"), "market");
        refused(builder().locale("es-MX"), "locale is es-MX, expected");
        refused(builder().rate(0), "rate is 0.0, expected");
        refused(builder().rate(Double.NaN), "rate is NaN, expected");
        refused(builder().concurrency(0), "concurrency is 0, expected 1 to 64");
        refused(builder().maxWait(Duration.ofSeconds(-1)), "maxWait is PT-1S, expected");
        refused(builder().requestTimeout(Duration.ZERO), "requestTimeout is PT0S, expected");
    }

    private static SpotifyClientBuilder builder() {
        return SpotifyClient.builder().credentials(ClientCredentials.of("i", "s"));
    }

    private static void refused(SpotifyClientBuilder builder, String message) {
        assertThatThrownBy(builder::build)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(message);
    }
}
