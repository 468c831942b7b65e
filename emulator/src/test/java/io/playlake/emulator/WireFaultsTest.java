package io.playlake.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WireFaultsTest {

    private static final String PATH = "/browse/categories/party";

    private final SpotifyEmulator emulator =
            SpotifyEmulator.builder().playlists(10).start();
    private final Caller app = Caller.app(emulator);
    private final String body = app.get(PATH).body();

    @AfterEach
    void close() {
        emulator.close();
    }

    private RawConnection ask() throws IOException {
        RawConnection connection = new RawConnection(emulator);
        connection.get(PATH, app.token());
        return connection;
    }

    private static void awaitEnd(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(20_000);
            assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
    }

    /** Waits until one more call is logged, which is before the wire goes wrong. */
    private void awaitCall(int before) {
        while (emulator.calls().count() == before) {
            Thread.onSpinWait();
        }
    }

    @Test
    void stallsUntilTheClientGoes() throws Exception {
        emulator.faults().on(PATH).stall();
        int before = emulator.calls().count();
        List<Thread> others = RawConnection.threads(emulator);
        RawConnection connection = ask();
        awaitCall(before);
        List<Thread> stalled = RawConnection.threads(emulator).stream()
                .filter(thread -> !others.contains(thread))
                .toList();
        assertThat(stalled).hasSize(1);
        connection.close();
        awaitEnd(stalled);
        assertThat(emulator.calls().list()).last().extracting(Call::status).isEqualTo(0);
    }

    @Test
    void stallsUntilTheEmulatorCloses() throws Exception {
        emulator.faults().on(PATH).stall();
        int before = emulator.calls().count();
        try (RawConnection connection = ask()) {
            awaitCall(before);
            List<Thread> threads = RawConnection.threads(emulator);
            emulator.close();
            assertThat(threads).isNotEmpty().noneMatch(Thread::isAlive);
            assertThat(connection.rest()).isEmpty();
        }
    }

    @Test
    void timesOutAsAGatewayDoes() throws Exception {
        emulator.faults().on(PATH).gatewayTimeout(Duration.ofMillis(1));
        try (RawConnection connection = ask()) {
            assertThat(connection.head()).startsWith("HTTP/1.1 504");
            assertThat(connection.rest()).isEqualTo("upstream request timeout");
        }
        assertThat(emulator.calls().list()).last().extracting(Call::status).isEqualTo(504);
    }

    @Test
    void aGatewayThatHangsLetsTheClientGo() throws Exception {
        emulator.faults().on(PATH).gatewayTimeout(Duration.ofHours(1));
        int before = emulator.calls().count();
        List<Thread> others = RawConnection.threads(emulator);
        RawConnection connection = ask();
        awaitCall(before);
        List<Thread> waiting = RawConnection.threads(emulator).stream()
                .filter(thread -> !others.contains(thread))
                .toList();
        connection.close();
        awaitEnd(waiting);
    }

    @Test
    void dribblesWithoutEnd() throws Exception {
        emulator.faults().on(PATH).dribble(Duration.ofMillis(1));
        RawConnection connection = ask();
        assertThat(connection.head()).contains("Transfer-Encoding: chunked").startsWith("HTTP/1.1 200");
        StringBuilder got = new StringBuilder();
        while (got.length() < body.length() + 5) {
            String chunk = connection.read("1\r\nx\r\n".length());
            assertThat(chunk).startsWith("1\r\n").endsWith("\r\n");
            got.append(chunk.charAt(3));
        }
        assertThat(got.toString()).isEqualTo(body + "     ");
        List<Thread> threads = RawConnection.threads(emulator);
        connection.close();
        emulator.close();
        assertThat(threads).noneMatch(Thread::isAlive);
    }

    @Test
    void aSlowDribbleEndsWithTheClient() throws Exception {
        emulator.faults().on(PATH).dribble(Duration.ofDays(1));
        List<Thread> others = RawConnection.threads(emulator);
        RawConnection connection = ask();
        connection.head();
        List<Thread> slow = RawConnection.threads(emulator).stream()
                .filter(thread -> !others.contains(thread))
                .toList();
        assertThat(slow).hasSize(1);
        connection.close();
        awaitEnd(slow);
    }

    @Test
    void aSlowDribbleEndsWithTheEmulator() throws Exception {
        emulator.faults().on(PATH).dribble(Duration.ofDays(1));
        try (RawConnection connection = ask()) {
            connection.head();
            List<Thread> threads = RawConnection.threads(emulator);
            emulator.close();
            assertThat(threads).isNotEmpty().noneMatch(Thread::isAlive);
        }
    }

    @Test
    void closesOrResetsBeforeTheHead() throws Exception {
        emulator.faults().on(PATH).resetConnection();
        try (RawConnection connection = ask()) {
            assertThat(connection.rest()).isEmpty();
        }
        emulator.faults().on(PATH).resetBeforeHeaders();
        try (RawConnection connection = ask()) {
            assertThatThrownBy(connection::rest).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void closesOrResetsInsideTheBody() throws Exception {
        emulator.faults().on(PATH).truncateBody();
        try (RawConnection connection = ask()) {
            assertThat(RawConnection.length(connection.head())).isEqualTo(body.length());
            assertThat(connection.rest()).isEqualTo(body.substring(0, body.length() / 2));
        }
        emulator.faults().on(PATH).resetInBody();
        try (RawConnection connection = ask()) {
            assertThat(RawConnection.length(connection.head())).isEqualTo(body.length());
            assertThatThrownBy(connection::rest).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void lengthsAreWrong() throws Exception {
        emulator.faults().on(PATH).lengthTooLong();
        try (RawConnection connection = ask()) {
            assertThat(RawConnection.length(connection.head())).isGreaterThan(body.length());
            assertThat(connection.rest()).isEqualTo(body);
        }
        emulator.faults().on(PATH).lengthTooShort();
        try (RawConnection connection = ask()) {
            int half = body.length() / 2;
            assertThat(RawConnection.length(connection.head())).isEqualTo(half);
            assertThat(connection.read(body.length())).isEqualTo(body);
            connection.get(PATH, app.token());
            assertThat(connection.answer()).isEqualTo(body);
        }
    }

    @Test
    void chunksAreBroken() throws Exception {
        emulator.faults().on(PATH).times(2).brokenChunks();
        try (RawConnection connection = ask()) {
            assertThat(connection.head()).contains("Transfer-Encoding: chunked").doesNotContain("Content-Length");
            assertThat(connection.rest()).endsWith("\r\nnonsense\r\n");
        }
        assertThatThrownBy(() -> app.get(PATH)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void gzipIsBroken() throws Exception {
        assertThatThrownBy(() -> unpack(FaultRule::brokenGzip)).isInstanceOf(ZipException.class);
        assertThatThrownBy(() -> unpack(FaultRule::truncatedGzip)).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> unpack(FaultRule::wrongGzipChecksum))
                .isInstanceOf(ZipException.class)
                .hasMessageContaining("trailer");
    }

    private long unpack(Consumer<FaultRule> fault) throws Exception {
        fault.accept(emulator.faults().on(PATH));
        HttpResponse<byte[]> response = bytes();
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            return in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private HttpResponse<byte[]> bytes() throws Exception {
        return HttpClient.newHttpClient().send(app.request(PATH).build(), BodyHandlers.ofByteArray());
    }

    @Test
    void aBombGrowsAThousandfold() throws Exception {
        emulator.faults().on(PATH).decompressionBomb(16);
        int packed = bytes().body().length;
        long unpacked = unpack(rule -> rule.decompressionBomb(16));
        assertThat(unpacked).isEqualTo(16L * 1024 * 1024 + body.length());
        assertThat(unpacked / packed).isBetween(900L, 1_100L);
    }

    @Test
    void anEncodingIsUnknown() {
        emulator.faults().on(PATH).unknownEncoding();
        HttpResponse<String> response = app.get(PATH);
        assertThat(response.headers().firstValue("Content-Encoding")).contains("br");
        assertThat(response.body()).isEqualTo(body);
    }

    @Test
    void bytesAreSentAsTheyAre() throws Exception {
        byte[] bytes = new byte[3_000];
        bytes[1] = (byte) 0xff;
        byte[] given = bytes.clone();
        emulator.faults().on(PATH).answer(200, given, Map.of("content-type", "application/json"));
        given[2] = 7;
        HttpResponse<byte[]> response = bytes();
        assertThat(response.body()).isEqualTo(bytes);
        assertThat(response.headers().allValues("Content-Type")).containsExactly("application/json");
        emulator.faults().on(PATH).replaceBody(bytes);
        assertThat(bytes().body()).isEqualTo(bytes);
    }

    @Test
    void redirects() {
        emulator.faults().on(PATH).redirect(307, "http://127.0.0.1:1/elsewhere");
        HttpResponse<String> response = app.get(PATH);
        assertThat(response.statusCode()).isEqualTo(307);
        assertThat(response.headers().firstValue("Location")).contains("http://127.0.0.1:1/elsewhere");
        assertThatThrownBy(() -> emulator.faults().on(PATH).redirect(200, "x"))
                .hasMessage("status: 200, expected 300 to 399");
    }
}
