package io.playlake.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlsTest {

    private static final String PATH = "/browse/categories";

    private final ManualClock clock = new ManualClock();
    private final SpotifyEmulator emulator =
            SpotifyEmulator.builder().playlists(10).clock(clock).start();
    private final Caller app = Caller.app(emulator);

    @AfterEach
    void close() {
        emulator.close();
    }

    private HttpResponse<String> control(String method, String what, String form) {
        return Caller.send(HttpRequest.newBuilder(URI.create(emulator.accountsUrl() + "/_emulator/" + what))
                .method(method, BodyPublishers.ofString(form)));
    }

    private void arm(String form) {
        HttpResponse<String> response = control("POST", "faults", form);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    @Test
    void faultsAreArmedAndCleared() {
        HttpResponse<String> armed = control(
                "POST",
                "faults?on=/browse/*&times=2&status=429&body=slow",
                "header=Retry-After:+5&skip=1&query=limit=3");
        assertThat(armed.body()).isEqualTo("{\"pending\":2}");
        assertThat(app.get(PATH + "?limit=3").statusCode()).isEqualTo(200);
        assertThat(app.get(PATH).statusCode()).isEqualTo(200);
        HttpResponse<String> limited = app.get(PATH + "?limit=3");
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.body()).isEqualTo("slow");
        assertThat(limited.headers().firstValue("Retry-After")).contains("5");
        app.get(PATH);
        assertThat(control("GET", "calls", "").body()).contains("\"early\":1");
        assertThat(control("GET", "faults", "").body()).isEqualTo("{\"pending\":1}");
        assertThat(control("DELETE", "faults", "").body()).isEqualTo("{\"pending\":0}");
        assertThat(app.get(PATH + "?limit=3").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "close",
                "reset",
                "reset-in-body",
                "truncate",
                "length-too-long",
                "broken-chunks",
            })
    void theWireBreaks(String name) {
        arm("on=" + PATH + "&times=forever&do=" + name);
        assertThatThrownBy(() -> app.get(PATH)).isInstanceOf(UncheckedIOException.class);
        control("DELETE", "faults", "");
        assertThat(app.get(PATH).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "broken-gzip, gzip",
        "truncated-gzip, gzip",
        "wrong-gzip-checksum, gzip",
        "bomb&mebibytes=1, gzip",
        "unknown-encoding, br"
    })
    void encodingsAreSpoiled(String name, String encoding) {
        arm("on=" + PATH + "&do=" + name);
        assertThat(app.get(PATH).headers().firstValue("Content-Encoding")).contains(encoding);
    }

    @Test
    void bodiesAndPlacesAreOthers() {
        arm("on=" + PATH + "&do=replace&body=<html>");
        assertThat(app.get(PATH).body()).isEqualTo("<html>");
        arm("on=" + PATH + "&do=redirect&location=/elsewhere");
        assertThat(app.get(PATH).headers().firstValue("Location")).contains("/elsewhere");
        arm("on=" + PATH + "&do=length-too-short");
        assertThat(app.get(PATH).body()).hasSizeGreaterThan(5).doesNotEndWith("}}");
    }

    @Test
    void slowFaultsAreArmed() {
        arm("on=/a&do=stall");
        arm("on=/a&do=dribble&pause=5");
        assertThat(emulator.faults().pending()).isEqualTo(2);
    }

    @Test
    void wavesPoisonAndChance() {
        arm("do=burst&seconds=60&status=500");
        assertThat(app.get(PATH).statusCode()).isEqualTo(500);
        clock.advance(Duration.ofMinutes(1));
        assertThat(app.get(PATH).statusCode()).isEqualTo(200);
        arm("do=random&share=1");
        assertThat(app.get(PATH).statusCode()).isEqualTo(502);
        arm("do=random&share=0");
        arm("do=poison&on=/playlists/*&position=0");
        assertThat(app.get("/playlists/" + emulator.truth().playlists(0).get(0).id())
                        .statusCode())
                .isEqualTo(502);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "status=500 | on: missing",
                "on=/a&times=x | times: x, expected a number",
                "on=/a&times=0 | times: 0, expected 1 or more",
                "on=/a&do=magic | do: magic, expected the name of a fault",
                "on=/a&color=red | color: not a field of a fault",
                "on=/a&header=x | header: x, expected a name, a colon and a value",
                "do=random&share=much | share: much, expected 0 to 1"
            })
    void mistakesAreNamed(String form, String message) {
        HttpResponse<String> response = control("POST", "faults", form);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Caller.object(response)
                        .getAsJsonObject("error")
                        .get("message")
                        .getAsString())
                .isEqualTo(message);
    }

    @Test
    void tokensExpireAndAreRevoked() {
        assertThat(control("POST", "tokens/expire", "").statusCode()).isEqualTo(200);
        assertThat(app.get(PATH).statusCode()).isEqualTo(401);
        assertThat(control("POST", "tokens/revoke", "").statusCode()).isEqualTo(200);
        assertThat(Caller.post(
                                emulator,
                                "grant_type=refresh_token&refresh_token=" + SpotifyEmulator.REFRESH_TOKEN,
                                "Authorization",
                                Caller.BASIC)
                        .statusCode())
                .isEqualTo(400);
    }
}
