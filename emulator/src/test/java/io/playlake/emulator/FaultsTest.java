package io.playlake.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultsTest {

    private final ManualClock clock = new ManualClock();
    private final SpotifyEmulator emulator =
            SpotifyEmulator.builder().playlists(10).clock(clock).start();
    private final Caller app = Caller.app(emulator);
    private final String playlist = emulator.truth().playlists(0).get(0).id();

    @AfterEach
    void close() {
        emulator.close();
    }

    @Test
    void theNextAnswersAreOthers() {
        emulator.faults()
                .on("/playlists/{id}")
                .skip(1)
                .times(2)
                .answer(429, "Too many requests", Map.of("Retry-After", "7"));
        assertThat(app.get("/playlists/" + playlist).statusCode()).isEqualTo(200);
        assertThat(app.get("/browse/categories").statusCode()).isEqualTo(200);
        HttpResponse<String> limited = app.get("/playlists/" + playlist);
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.body()).isEqualTo("Too many requests");
        assertThat(limited.headers().firstValue("Retry-After")).contains("7");
        assertThat(emulator.faults().pending()).isEqualTo(1);
        assertThat(app.get("/playlists/" + playlist).statusCode()).isEqualTo(429);
        assertThat(app.get("/playlists/" + playlist).statusCode()).isEqualTo(200);
        assertThat(emulator.calls().list()).extracting(Call::status).containsExactly(200, 200, 429, 429, 200);
    }

    @Test
    void rulesTakeTurnsAndCanBeCleared() {
        emulator.faults().on("/browse/*").answer(502);
        emulator.faults().on("/browse/*").answer(503);
        emulator.faults().on("/playlists/" + playlist).times(5).answer(500);
        assertThat(app.get("/browse/categories/party").statusCode()).isEqualTo(502);
        assertThat(app.get("/browse/categories").statusCode()).isEqualTo(503);
        assertThat(app.get("/browse/categories").statusCode()).isEqualTo(200);
        assertThat(app.get("/playlists/" + playlist).statusCode()).isEqualTo(500);
        emulator.faults().clear();
        assertThat(app.get("/playlists/" + playlist).statusCode()).isEqualTo(200);
    }

    @Test
    void theTokenEndpointFailsToo() {
        emulator.faults().on("/api/token").answer(503, "", Map.of());
        assertThat(Caller.post(emulator, "grant_type=client_credentials").statusCode())
                .isEqualTo(503);
    }

    @Test
    void connectionsAreClosedWithoutAnAnswer() {
        // A client may try again by itself, so that one closed connection could go unnoticed.
        emulator.faults().on("/browse/categories").times(100).resetConnection();
        assertThatThrownBy(() -> app.get("/browse/categories"))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(IOException.class);
        assertThat(emulator.calls().list()).extracting(Call::status).contains(0);
    }

    @Test
    void bodiesAreTruncatedOrReplaced() {
        emulator.faults().on("/playlists/{id}").truncateBody();
        assertThatThrownBy(() -> app.get("/playlists/" + playlist)).isInstanceOf(UncheckedIOException.class);
        emulator.faults().on("/playlists/{id}").replaceBody("<html>");
        HttpResponse<String> replaced = app.get("/playlists/" + playlist);
        assertThat(replaced.statusCode()).isEqualTo(200);
        assertThat(replaced.body()).isEqualTo("<html>");
        assertThat(app.json("/playlists/" + playlist).get("id").getAsString()).isEqualTo(playlist);
    }

    private String items(int offset, int limit) {
        return "/playlists/" + playlist + "/items?offset=" + offset + "&limit=" + limit;
    }

    @Test
    void rulesCanBeForSomeParametersOnly() {
        emulator.faults().on("/playlists/*").query("offset=10").answer(500);
        assertThat(app.get(items(100, 5)).statusCode()).isEqualTo(200);
        assertThat(app.get("/playlists/" + playlist).statusCode()).isEqualTo(200);
        assertThat(app.get(items(10, 5)).statusCode()).isEqualTo(500);
        emulator.faults().on("*").query("offset=10&limit=5").answer(503);
        assertThat(app.get(items(10, 50)).statusCode()).isEqualTo(200);
        assertThat(app.get(items(10, 5)).statusCode()).isEqualTo(503);
    }

    @Test
    void rulesCanLastForEver() {
        emulator.faults().on("/browse/*").skip(1).forever().answer(500);
        assertThat(emulator.faults().pending()).isZero();
        assertThat(app.get("/browse/categories").statusCode()).isEqualTo(200);
        for (int i = 0; i < 5; i++) {
            assertThat(app.get("/browse/categories").statusCode()).isEqualTo(500);
        }
        emulator.faults().clear();
        assertThat(app.get("/browse/categories").statusCode()).isEqualTo(200);
    }

    @Test
    void aPoisonedPositionSpoilsEveryPageThatShowsIt() {
        emulator.faults().poison("/playlists/" + playlist + "*", 30);
        assertThat(app.get(items(30, 1)).statusCode()).isEqualTo(502);
        assertThat(app.get(items(0, 30)).statusCode()).isEqualTo(200);
        assertThat(app.get(items(0, 31)).statusCode()).isEqualTo(502);
        assertThat(app.get(items(31, 50)).statusCode()).isEqualTo(200);
        String path = "/playlists/" + playlist;
        assertThat(app.get(path + "/items?offset=11").statusCode()).isEqualTo(502);
        assertThat(app.get(path + "/items").statusCode()).isEqualTo(200);
        assertThat(app.get(path + "/items?offset=x").statusCode()).isEqualTo(400);
        assertThat(app.get(path).statusCode()).isEqualTo(502);
        assertThat(app.get(path + "?fields=snapshot_id").statusCode()).isEqualTo(200);
        String other = emulator.truth().playlists(0).get(1).id();
        assertThat(app.get("/playlists/" + other).statusCode()).isEqualTo(200);
        emulator.faults().clear();
        assertThat(app.get(items(30, 1)).statusCode()).isEqualTo(200);
    }

    @Test
    void aPositionBeyondWhatIsEmbeddedLeavesThePlaylistReadable() {
        emulator.faults().poison("/playlists/*", 100);
        assertThat(app.get("/playlists/" + playlist).statusCode()).isEqualTo(200);
        assertThat(app.get(items(90, 20)).statusCode()).isEqualTo(502);
    }

    @Test
    void aBurstEndsByTheClock() {
        emulator.faults().burst(Duration.ofMinutes(3), 503);
        assertThat(app.get("/browse/categories").statusCode()).isEqualTo(503);
        assertThat(Caller.app(emulator).get(items(0, 5)).statusCode()).isEqualTo(503);
        clock.advance(Duration.ofMillis(179_999));
        assertThat(app.get("/browse/categories").statusCode()).isEqualTo(503);
        clock.advance(Duration.ofMillis(1));
        assertThat(app.get("/browse/categories").statusCode()).isEqualTo(200);
    }

    @Test
    void someCallsFailAtRandomTheSameOnesForTheSameSeed() {
        List<Integer> first = failures(3);
        assertThat(first).containsOnly(200, 502);
        assertThat(first.stream().filter(status -> status == 502).count()).isBetween(10L, 40L);
        assertThat(failures(3)).isEqualTo(first);
        assertThat(failures(4)).isNotEqualTo(first);
    }

    private static List<Integer> failures(long seed) {
        try (SpotifyEmulator seeded =
                SpotifyEmulator.builder().playlists(10).seed(seed).start()) {
            seeded.faults().randomly(0.25, 502);
            Caller caller = Caller.app(seeded);
            for (int i = 0; i < 100; i++) {
                caller.get("/browse/categories");
            }
            seeded.faults().randomly(0, 502);
            List<Integer> statuses =
                    seeded.calls().list().stream().map(Call::status).toList();
            assertThat(caller.get("/browse/categories").statusCode()).isEqualTo(200);
            return statuses;
        }
    }

    @Test
    void badCountsAreRefused() {
        assertThatThrownBy(() -> emulator.faults().on("/x").times(0)).hasMessage("times: 0, expected 1 or more");
        assertThatThrownBy(() -> emulator.faults().on("/x").skip(-1)).hasMessage("skip: -1, expected 0 or more");
        assertThatThrownBy(() -> emulator.faults().on("/x").answer(99)).hasMessage("status: 99, expected 200 to 599");
        assertThatThrownBy(() -> emulator.faults().on("/x").dribble(Duration.ZERO))
                .hasMessage("pause: PT0S, expected PT0.001S to PT24H");
        assertThatThrownBy(() -> emulator.faults().on("/x").decompressionBomb(0))
                .hasMessage("mebibytes: 0, expected 1 to 4096");
        assertThatThrownBy(() -> emulator.faults().poison("/x", -1)).hasMessage("position: -1, expected 0 or more");
        assertThatThrownBy(() -> emulator.faults().randomly(1.1, 500)).hasMessage("share: 1.1, expected 0 to 1");
    }
}
