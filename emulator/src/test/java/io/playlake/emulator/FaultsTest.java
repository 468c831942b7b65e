package io.playlake.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultsTest {

    private final SpotifyEmulator emulator =
            SpotifyEmulator.builder().playlists(10).start();
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

    @Test
    void badCountsAreRefused() {
        assertThatThrownBy(() -> emulator.faults().on("/x").times(0)).hasMessage("times: 0, expected 1 or more");
        assertThatThrownBy(() -> emulator.faults().on("/x").skip(-1)).hasMessage("skip: -1, expected 0 or more");
    }
}
