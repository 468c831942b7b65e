package io.playlake.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class ServerTest {

    @Test
    void compressesLongBodiesWhenAsked() throws Exception {
        try (SpotifyEmulator emulator = SpotifyEmulator.start()) {
            Caller app = Caller.app(emulator);
            String path = "/browse/categories/party/playlists";
            HttpResponse<byte[]> packed = HttpClient.newHttpClient()
                    .send(app.request(path).header("Accept-Encoding", "gzip").build(), BodyHandlers.ofByteArray());
            assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
            assertThat(packed.headers().firstValueAsLong("Content-Length")).hasValue(packed.body().length);
            try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo(app.get(path).body());
            }
            HttpResponse<String> small =
                    Caller.send(app.request("/browse/categories/party").header("Accept-Encoding", "gzip"));
            assertThat(small.headers().firstValue("Content-Encoding")).isEmpty();
        }
    }

    @Test
    void keepsConnectionsAlive() throws Exception {
        try (SpotifyEmulator emulator = SpotifyEmulator.start();
                Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), emulator.port()));
            for (int i = 0; i < 3; i++) {
                String request = "GET /_emulator/day HTTP/1.1\r\nHost: some.host:1\r\n\r\n";
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                assertThat(readAnswer(socket.getInputStream())).isEqualTo("{\"day\":0,\"date\":\"2026-01-01\"}");
            }
        }
    }

    private static String readAnswer(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        assertThat(head.toString()).startsWith("HTTP/1.1 200");
        String lower = head.toString().toLowerCase(Locale.ROOT);
        int start = lower.indexOf("content-length: ") + "content-length: ".length();
        int length = Integer.parseInt(lower.substring(start, lower.indexOf('\r', start)));
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    @Test
    void linksCarryTheHostAndTheLanguageOfTheRequest() throws Exception {
        try (SpotifyEmulator emulator = SpotifyEmulator.start()) {
            Caller app = Caller.app(emulator);
            String url = "http://localhost:" + emulator.port() + "/v1/browse/categories?limit=1";
            JsonObject body = Caller.object(Caller.send(app.request(url).header("Accept-Language", "en;q=0.5")));
            assertThat(body.getAsJsonObject("categories").get("next").getAsString())
                    .startsWith("http://localhost:" + emulator.port() + "/v1/browse/categories?offset=1&limit=1")
                    .endsWith("&locale=en%3Bq%3D0.5");
        }
    }

    @Test
    void answersManyAtOnce() {
        try (SpotifyEmulator emulator = SpotifyEmulator.start()) {
            Caller app = Caller.app(emulator);
            String id = emulator.truth().playlists(0).get(3).id();
            String expected = app.get("/playlists/" + id).body();
            HttpClient http = HttpClient.newHttpClient();
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                answers.add(http.sendAsync(app.request("/playlists/" + id).build(), BodyHandlers.ofString()));
            }
            assertThat(answers).allSatisfy(answer -> {
                assertThat(answer.join().statusCode()).isEqualTo(200);
                assertThat(answer.join().body()).isEqualTo(expected);
            });
            assertThat(emulator.calls().count("/playlists/{id}")).isEqualTo(65);
        }
    }

    @Test
    void otherMethodsAreNotAllowed() {
        try (SpotifyEmulator emulator = SpotifyEmulator.start()) {
            HttpResponse<String> response = Caller.send(
                    Caller.app(emulator).request("/browse/categories").DELETE());
            assertThat(response.statusCode()).isEqualTo(405);
            assertThat(response.headers().firstValue("Allow")).contains("GET");
        }
    }

    @Test
    void hostilePathsAndFieldsGetAnAnswer() {
        try (SpotifyEmulator emulator = SpotifyEmulator.start()) {
            Caller app = Caller.app(emulator);
            String id = emulator.truth().playlists(0).get(0).id();
            String fields = "(".repeat(200) + "a" + ")".repeat(200) + ",!,..a.,a(b(" + "c.".repeat(200);
            assertThat(app.get("/playlists/" + id + "?fields=" + fields).statusCode())
                    .isEqualTo(200);
            assertThat(app.get("/playlists/%E0%A4%2A?&&=&x").statusCode()).isEqualTo(400);
            assertThat(app.get("/playlists/..%2F..").statusCode()).isEqualTo(400);
            assertThat(app.get("/playlists/" + id + "/items?offset=2147483647&limit=50")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void limitsCallsInARollingWindow() {
        ManualClock clock = new ManualClock();
        try (SpotifyEmulator emulator =
                SpotifyEmulator.builder().requestLimit(2).clock(clock).start()) {
            Caller app = Caller.app(emulator);
            assertThat(app.get("/browse/categories").statusCode()).isEqualTo(200);
            clock.advance(Duration.ofMillis(10_500));
            assertThat(app.get("/browse/categories").statusCode()).isEqualTo(200);
            HttpResponse<String> limited = app.get("/browse/categories");
            assertThat(limited.statusCode()).isEqualTo(429);
            assertThat(limited.headers().firstValue("Retry-After")).contains("20");
            clock.advance(Duration.ofSeconds(20));
            assertThat(app.get("/browse/categories").statusCode()).isEqualTo(200);
            assertThat(app.get("/browse/categories").statusCode()).isEqualTo(429);
        }
    }

    @Test
    void logsCalls() {
        ManualClock clock = new ManualClock();
        try (SpotifyEmulator emulator = SpotifyEmulator.builder().clock(clock).start()) {
            Caller app = Caller.app(emulator);
            app.get("/browse/categories/party/playlists?limit=5");
            app.get("/playlists/short");
            assertThat(emulator.calls().list())
                    .containsExactly(
                            new Call(
                                    clock.instant(),
                                    "GET",
                                    "/v1/browse/categories/party/playlists",
                                    "limit=5",
                                    "/browse/categories/{id}/playlists",
                                    200),
                            new Call(clock.instant(), "GET", "/v1/playlists/short", null, "/playlists/{id}", 400));
            assertThat(emulator.calls().byEndpoint())
                    .containsOnlyKeys("/browse/categories/{id}/playlists", "/playlists/{id}");
            emulator.calls().reset();
            assertThat(emulator.calls().count()).isZero();
            assertThat(emulator.calls().tokenCount()).isZero();
        }
    }

    @Test
    void isSteeredOverHttp() {
        try (SpotifyEmulator emulator = SpotifyEmulator.start()) {
            Caller app = Caller.app(emulator);
            app.get("/browse/categories");
            assertThat(control(emulator, "GET", "calls").body())
                    .isEqualTo("{\"count\":1,\"tokens\":1,\"early\":0,\"endpoints\":{\"/browse/categories\":1}}");
            assertThat(control(emulator, "POST", "reset").body())
                    .isEqualTo("{\"count\":0,\"tokens\":0,\"early\":0,\"endpoints\":{}}");
            assertThat(control(emulator, "POST", "day/2").body()).isEqualTo("{\"day\":2,\"date\":\"2026-01-03\"}");
            assertThat(emulator.day()).isEqualTo(2);
            assertThat(control(emulator, "POST", "day/1").statusCode()).isEqualTo(400);
            assertThat(control(emulator, "POST", "day/x").statusCode()).isEqualTo(400);
            assertThat(control(emulator, "GET", "nope").statusCode()).isEqualTo(404);
            List<String> lines =
                    control(emulator, "GET", "truth").body().lines().toList();
            assertThat(lines).hasSize(emulator.truth().events().size());
            assertThat(lines.get(0))
                    .startsWith("{\"day\":1,\"kind\":\""
                            + emulator.truth().events().get(0).kind());
        }
    }

    private static HttpResponse<String> control(SpotifyEmulator emulator, String method, String what) {
        return Caller.send(HttpRequest.newBuilder(URI.create(emulator.accountsUrl() + "/_emulator/" + what))
                .method(method, BodyPublishers.noBody()));
    }

    @Test
    void closesTwiceAndLeavesNothing() throws Exception {
        Set<Thread> before = threads();
        SpotifyEmulator emulator = SpotifyEmulator.start();
        Caller.app(emulator).get("/browse/categories");
        Set<Thread> started = threads();
        started.removeAll(before);
        started.removeIf(thread -> thread.getName().startsWith("HttpClient"));
        assertThat(started).isNotEmpty();
        emulator.close();
        emulator.close();
        for (Thread thread : started) {
            thread.join(5_000);
            assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
        try (Socket socket = new Socket()) {
            assertThatThrownBy(() ->
                            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), emulator.port())))
                    .isInstanceOf(ConnectException.class);
        }
    }

    private static Set<Thread> threads() {
        return new HashSet<>(Thread.getAllStackTraces().keySet());
    }
}
