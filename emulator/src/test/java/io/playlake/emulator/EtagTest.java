package io.playlake.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EtagTest {

    private static final String PATH = "/browse/categories/party/playlists";

    private static HttpResponse<String> ask(Caller app, String path, String tags) {
        return Caller.send(app.request(path).header("If-None-Match", tags));
    }

    private static String tag(HttpResponse<String> response) {
        return response.headers().firstValue("ETag").orElseThrow();
    }

    @Test
    void areOffByDefault() {
        try (SpotifyEmulator emulator = SpotifyEmulator.builder().playlists(10).start()) {
            Caller app = Caller.app(emulator);
            assertThat(app.get(PATH).headers().firstValue("ETag")).isEmpty();
            assertThat(ask(app, PATH, "*").statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "W/%s", "\"x\", %s", "*"})
    void whatIsKnownIsNotSentAgain(String tags) {
        try (SpotifyEmulator emulator =
                SpotifyEmulator.builder().playlists(10).etags(true).start()) {
            Caller app = Caller.app(emulator);
            String tag = tag(app.get(PATH));
            assertThat(tag).matches("\"[0-9a-f]{32}\"");
            HttpResponse<String> known = ask(app, PATH, tags.formatted(tag));
            assertThat(known.statusCode()).isEqualTo(304);
            assertThat(known.body()).isEmpty();
            assertThat(tag(known)).isEqualTo(tag);
            assertThat(known.headers().firstValue("Cache-Control")).contains("private, max-age=0");
            assertThat(known.headers().firstValue("Content-Length")).isEmpty();
            assertThat(known.headers().firstValue("Content-Type")).isEmpty();
            assertThat(app.get(PATH).statusCode()).isEqualTo(200);
            assertThat(emulator.calls().list()).extracting(Call::status).containsExactly(200, 304, 200);
        }
    }

    @Test
    void changeWithTheBodyAndOnlyGoodAnswersHaveOne() {
        try (SpotifyEmulator emulator =
                SpotifyEmulator.builder().playlists(30).etags(true).start()) {
            Caller app = Caller.app(emulator);
            HttpResponse<String> before = app.get(PATH);
            emulator.advanceTo(20);
            HttpResponse<String> after = ask(app, PATH, tag(before));
            assertThat(after.statusCode()).isEqualTo(200);
            assertThat(tag(after)).isNotEqualTo(tag(before));
            assertThat(app.get("/playlists/short").headers().firstValue("ETag")).isEmpty();
            assertThat(ask(app, "/playlists/short", "*").statusCode()).isEqualTo(400);
            assertThat(Caller.post(emulator, "grant_type=client_credentials", "Authorization", Caller.BASIC)
                            .headers()
                            .firstValue("ETag"))
                    .isEmpty();
        }
    }
}
