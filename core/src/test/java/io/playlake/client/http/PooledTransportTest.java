package io.playlake.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.playlake.error.CancelledException;
import io.playlake.error.MalformedResponseException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The transport against real sockets. */
@Timeout(60)
class PooledTransportTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final PooledTransport transport = new PooledTransport(4, "playlake/test");
    private final CountDownLatch release = new CountDownLatch(1);
    private final ExecutorService serverThreads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(serverThreads);
        server.start();
    }

    @AfterEach
    void stop() {
        release.countDown();
        transport.close();
        server.stop(0);
        serverThreads.shutdownNow();
    }

    private HttpRequest serving(HttpHandler handler) {
        server.createContext("/", handler);
        return get(server.getAddress().getPort());
    }

    private static HttpRequest get(int port) {
        return HttpRequest.get(URI.create("http://127.0.0.1:" + port + "/v1/x?secret=1"), "/x");
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }

    @Test
    void asksForGzipAndInflates() throws Exception {
        byte[] plain = "{\"name\":\"Şarkı\"}".getBytes(StandardCharsets.UTF_8);
        HttpRequest request = serving(exchange -> {
            assertThat(exchange.getProtocol()).isEqualTo("HTTP/1.1");
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.getResponseHeaders()
                    .set(
                            "Seen",
                            String.join(
                                    "|",
                                    List.of(
                                            exchange.getRequestHeaders().getFirst("Accept-Encoding"),
                                            exchange.getRequestHeaders().getFirst("User-Agent"),
                                            exchange.getRequestHeaders().getFirst("X-More"))));
            answer(exchange, 200, gzip(plain));
        });
        HttpResponse response = transport.execute(request.withHeader("X-More", "m"), LONG);
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(plain);
        assertThat(response.header("SEEN")).contains("gzip|playlake/test|m");
    }

    @Test
    void sendsForms() throws Exception {
        HttpRequest request = serving(
                exchange -> answer(exchange, 200, exchange.getRequestBody().readAllBytes()));
        HttpResponse response = transport.execute(HttpRequest.post(request.uri(), "/t", "a=b&c=d"), LONG);
        assertThat(response.body()).asString().isEqualTo("a=b&c=d");
    }

    @Test
    void keepsNoCookieAndFollowsNoRedirect() throws Exception {
        AtomicInteger evil = new AtomicInteger();
        server.createContext("/evil", exchange -> {
            evil.incrementAndGet();
            answer(exchange, 200, new byte[0]);
        });
        StringBuilder cookies = new StringBuilder();
        HttpRequest request = serving(exchange -> {
            cookies.append(exchange.getRequestHeaders().getFirst("Cookie"));
            exchange.getResponseHeaders().set("Set-Cookie", "sid=1; Path=/");
            exchange.getResponseHeaders().set("Location", "/evil");
            answer(exchange, 302, new byte[0]);
        });
        assertThat(transport.execute(request, LONG).status()).isEqualTo(302);
        assertThat(transport.execute(request, LONG).status()).isEqualTo(302);
        assertThat(evil).hasValue(0);
        assertThat(cookies).hasToString("nullnull");
    }

    @Test
    void repeatsNothingByItself() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        HttpRequest request = serving(exchange -> {
            calls.incrementAndGet();
            exchange.getResponseHeaders().set("Retry-After", "1");
            answer(exchange, 503, new byte[0]);
        });
        assertThat(transport.execute(request, LONG).status()).isEqualTo(503);
        assertThat(calls).hasValue(1);
    }

    @Test
    void aDribblingBodyEndsByTheDeadline() {
        HttpRequest request = serving(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                while (!release.await(20, TimeUnit.MILLISECONDS)) {
                    out.write(' ');
                    out.flush();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        long begun = System.nanoTime();
        assertThatThrownBy(() -> transport.execute(request, Duration.ofMillis(300)))
                .isInstanceOf(IOException.class)
                .hasMessage("GET /v1/x: no whole answer within PT0.3S");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void anInterruptEndsTheWaitAtOnce() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        HttpRequest request = serving(exchange -> {
            arrived.countDown();
            hang();
        });
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try {
            CountDownLatch ended = new CountDownLatch(1);
            Future<?> call = caller.submit(() -> {
                try {
                    transport.execute(request, LONG);
                } catch (InterruptedException e) {
                    ended.countDown();
                }
                return null;
            });
            assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
            call.cancel(true);
            assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
        } finally {
            caller.shutdownNow();
        }
    }

    @Test
    void closingEndsCallsInFlightAndLaterOnes() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        HttpRequest request = serving(exchange -> {
            arrived.countDown();
            hang();
        });
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try {
            Future<HttpResponse> call = caller.submit(() -> transport.execute(request, LONG));
            assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
            transport.close();
            transport.close();
            assertThatThrownBy(() -> call.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(CancelledException.class);
        } finally {
            caller.shutdownNow();
        }
        assertThatThrownBy(() -> transport.execute(request, LONG)).isInstanceOf(CancelledException.class);
    }

    private void hang() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aTruncatedBodyIsAFault() throws IOException {
        assertFault("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\":");
        assertFault("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"id\"\r\n");
    }

    @Test
    void aConnectionThatIsResetOrRefusedIsAFault() throws IOException {
        assertFault("");
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        assertThatThrownBy(() -> transport.execute(get(closed), LONG)).isInstanceOf(IOException.class);
    }

    /** Sends the bytes and then resets the connection. */
    private void assertFault(String sent) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            serverThreads.execute(() -> {
                try (Socket connection = socket.accept()) {
                    connection.getInputStream().read(new byte[4096]);
                    connection.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
                    connection.getOutputStream().flush();
                    connection.setSoLinger(true, 0);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            assertThatThrownBy(() -> transport.execute(get(socket.getLocalPort()), LONG))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void gzipThatIsNoneIsAFault() {
        HttpRequest request = serving(exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            answer(exchange, 200, "{}".getBytes(StandardCharsets.US_ASCII));
        });
        assertThatThrownBy(() -> transport.execute(request, LONG)).isInstanceOf(IOException.class);
    }

    @Test
    void anEmptyBodyMayClaimToBeGzip() throws Exception {
        HttpRequest request = serving(exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(429, 0);
            exchange.close();
        });
        assertThat(transport.execute(request, LONG).body()).isEmpty();
    }

    @Test
    void aBombIsBounded() throws IOException {
        byte[] bomb = gzip(new byte[20 << 20]);
        HttpRequest request = serving(exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            answer(exchange, 200, bomb);
        });
        assertThatThrownBy(() -> transport.execute(request, LONG))
                .isInstanceOf(MalformedResponseException.class)
                .hasMessageContaining("200 times its size");
    }

    @Test
    void aWrongLengthInTheGzipTrailerDoesNoHarm() throws Exception {
        byte[] plain = new byte[5000];
        byte[] two = new byte[2 * gzip(plain).length];
        System.arraycopy(gzip(plain), 0, two, 0, two.length / 2);
        System.arraycopy(gzip(plain), 0, two, two.length / 2, two.length / 2);
        HttpRequest request = serving(exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            answer(exchange, 200, two);
        });
        assertThat(transport.execute(request, LONG).body()).hasSize(10_000);
    }

    @Test
    void anEndlessBodyIsBounded() {
        HttpRequest request = serving(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] chunk = new byte[1 << 16];
            try (OutputStream out = exchange.getResponseBody()) {
                while (release.getCount() > 0) {
                    out.write(chunk);
                }
            }
        });
        assertThatThrownBy(() -> transport.execute(request, LONG))
                .isInstanceOf(MalformedResponseException.class)
                .hasMessageContaining("16777216 bytes on the wire");
    }

    @Test
    void anUnknownEncodingIsMalformed() {
        HttpRequest request = serving(exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "br");
            answer(exchange, 200, new byte[] {1});
        });
        assertThatThrownBy(() -> transport.execute(request, LONG)).isInstanceOf(MalformedResponseException.class);
    }

    @Test
    void requestsShowNeitherQueryNorHeaders() {
        HttpRequest request = get(80).withHeader("Authorization", "Bearer canary");
        assertThat(request).hasToString("GET /v1/x");
    }
}
