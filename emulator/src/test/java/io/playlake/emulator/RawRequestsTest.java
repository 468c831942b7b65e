package io.playlake.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawRequestsTest {

    private static final String DAY = "{\"day\":0,\"date\":\"2026-01-01\"}";

    private final SpotifyEmulator emulator =
            SpotifyEmulator.builder().playlists(10).start();

    @AfterEach
    void close() {
        emulator.close();
    }

    @Test
    void bodiesComeWholeOrInChunks() throws Exception {
        String form = "grant_type=client_credentials";
        try (RawConnection connection = new RawConnection(emulator)) {
            connection.send(
                    "POST /api/token HTTP/1.1",
                    "Authorization: " + Caller.BASIC,
                    "Transfer-Encoding: chunked",
                    "",
                    "a;note=x",
                    form.substring(0, 10),
                    Integer.toHexString(form.length() - 10),
                    form.substring(10),
                    "0",
                    "Trailer: x",
                    "",
                    "");
            assertThat(connection.answer()).contains("access_token");
            connection.send(
                    "POST /api/token HTTP/1.1",
                    "authorization: " + Caller.BASIC,
                    "content-length: " + form.length(),
                    "expect: 100-continue",
                    "",
                    form);
            assertThat(connection.head()).startsWith("HTTP/1.1 100 ");
            assertThat(connection.answer()).contains("access_token");
        }
    }

    @Test
    void requestsMayFollowEachOtherAtOnce() throws Exception {
        try (RawConnection connection = new RawConnection(emulator)) {
            String request = "GET /_emulator/day HTTP/1.1\r\n\r\n";
            connection.send(request + "\r\n" + request);
            assertThat(connection.answer()).isEqualTo(DAY);
            assertThat(connection.answer()).isEqualTo(DAY);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /_emulator/day HTTP/1.0\r\n\r\n",
                "GET /_emulator/day HTTP/1.1\r\nConnection: close\r\n\r\n",
            })
    void closesAfterTheLastAnswer(String request) throws Exception {
        try (RawConnection connection = new RawConnection(emulator)) {
            connection.send(request);
            assertThat(connection.head()).contains("Connection: close");
            assertThat(connection.rest()).isEqualTo(DAY);
        }
    }

    @Test
    void headsHaveNoBody() throws Exception {
        try (RawConnection connection = new RawConnection(emulator)) {
            connection.send("HEAD /v1/browse/categories HTTP/1.1", "Connection: close", "", "");
            assertThat(connection.head()).startsWith("HTTP/1.1 405").contains("Allow: GET");
            assertThat(connection.rest()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "GET / SPDY/3\r\n\r\n",
                "GET / HTTP/1.1\r\nno header\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: many\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: 2000000\r\n\r\n",
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n"
            })
    void whatIsNoRequestIsRefused(String request) throws Exception {
        try (RawConnection connection = new RawConnection(emulator)) {
            connection.send(request);
            assertThat(connection.rest()).startsWith("HTTP/1.1 400 ");
        }
        assertThat(emulator.calls().count()).isZero();
    }

    @Test
    void aClientThatLeavesHurtsNobody() throws Exception {
        try (RawConnection connection = new RawConnection(emulator)) {
            connection.send("POST /api/token HTTP/1.1", "Content-Length: 10", "", "abc");
        }
        assertThat(Caller.app(emulator).get("/browse/categories").statusCode()).isEqualTo(200);
    }
}
