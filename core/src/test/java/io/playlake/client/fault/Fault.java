package io.playlake.client.fault;

import static io.playlake.client.fault.FaultyWire.bytes;
import static io.playlake.client.fault.FaultyWire.response;

import io.playlake.error.CredentialsException;
import io.playlake.error.IncompleteReadException;
import io.playlake.error.MalformedResponseException;
import io.playlake.error.PlaylakeException;
import io.playlake.error.QuotaExceededException;
import io.playlake.error.RateLimitedException;
import io.playlake.error.RequestRefusedException;
import io.playlake.error.ServerFailingException;
import io.playlake.error.TryLaterException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;

/** What can go wrong with an answer, and what the client must make of it when it does not stop. */
@SuppressWarnings("ImmutableEnumChecker") // each reply is a function of its arguments
enum Fault {
    // spotless:off
    CLOSE_BEFORE_ANYTHING   (Fate.RETRIED, TryLaterException.class, (s, out, good) -> s.close()),
    RESET_BEFORE_ANYTHING   (Fate.RETRIED, TryLaterException.class, (s, out, good) -> reset(s)),
    CLOSE_IN_STATUS_LINE    (Fate.RETRIED, TryLaterException.class, (s, out, good) -> { out.write(bytes("HTTP/1.1 2")); s.close(); }),
    CLOSE_IN_HEADERS        (Fate.RETRIED, TryLaterException.class, (s, out, good) -> { out.write(bytes("HTTP/1.1 200 OK\r\nContent-Ty")); s.close(); }),
    CLOSE_AFTER_HEADERS     (Fate.RETRIED, TryLaterException.class, (s, out, good) -> { out.write(announced(good.length)); s.close(); }),
    CLOSE_IN_BODY           (Fate.RETRIED, TryLaterException.class, (s, out, good) -> { out.write(half(response("200 OK", "", good))); s.close(); }),
    RESET_IN_BODY           (Fate.RETRIED, TryLaterException.class, (s, out, good) -> { out.write(half(response("200 OK", "", good))); reset(s); }),
    STALL_BEFORE_ANYTHING   (Fate.RETRIED, TryLaterException.class, (s, out, good) -> stall()),
    STALL_AFTER_HEADERS     (Fate.RETRIED, TryLaterException.class, (s, out, good) -> { out.write(announced(good.length)); stall(); }),
    STALL_IN_BODY           (Fate.RETRIED, TryLaterException.class, (s, out, good) -> { out.write(half(response("200 OK", "", good))); stall(); }),
    LENGTH_TOO_LONG         (Fate.RETRIED, TryLaterException.class, (s, out, good) -> { out.write(announced(good.length + 10)); out.write(good); s.close(); }),
    LENGTH_TOO_SHORT        (Fate.SOILED, MalformedResponseException.class, (s, out, good) -> { out.write(announced(good.length - 10)); out.write(good); s.close(); }),
    NO_HTTP                 (Fate.RETRIED, TryLaterException.class, (s, out, good) -> { out.write(bytes("SSH-2.0-Server\r\n\r\n")); s.close(); }),
    CHUNK_SIZE_BROKEN       (Fate.RETRIED, TryLaterException.class, (s, out, good) -> { out.write(chunked("zz\r\n{}\r\n0\r\n\r\n")); s.close(); }),
    CHUNKS_CUT              (Fate.RETRIED, TryLaterException.class, (s, out, good) -> { out.write(chunked("5\r\n{\"a\":")); s.close(); }),
    GZIP_HEADER_BROKEN      (Fate.RETRIED, TryLaterException.class, (s, out, good) -> out.write(response("200 OK", Said.GZIP, good))),
    GZIP_CUT                (Fate.RETRIED, TryLaterException.class, (s, out, good) -> out.write(response("200 OK", Said.GZIP, half(gzip(good))))),
    GZIP_CHECKSUM_WRONG     (Fate.RETRIED, TryLaterException.class, (s, out, good) -> out.write(response("200 OK", Said.GZIP, flipped(gzip(good), 8)))),
    HTML                    (Fate.RETRIED, MalformedResponseException.class, (s, out, good) -> out.write(response("200 OK", "", bytes("<html>Sorry</html>")))),
    TEXT                    (Fate.RETRIED, MalformedResponseException.class, (s, out, good) -> out.write(response("200 OK", "", bytes("upstream request timeout")))),
    EMPTY                   (Fate.RETRIED, MalformedResponseException.class, (s, out, good) -> out.write(response("200 OK", "", bytes("")))),
    JSON_CUT                (Fate.RETRIED, MalformedResponseException.class, (s, out, good) -> out.write(response("200 OK", "", cut(good)))),
    JSON_AND_MORE           (Fate.RETRIED, MalformedResponseException.class, (s, out, good) -> out.write(response("200 OK", "", joined(good, bytes("<!-- -->"))))),

    STATUS_202              (Fate.SERVER, ServerFailingException.class, (s, out, good) -> out.write(response("202 Accepted", "", bytes("")))),
    STATUS_500              (Fate.SERVER, ServerFailingException.class, (s, out, good) -> out.write(response("500 Error", "", bytes("{\"error\":{\"status\":500,\"message\":\"Server error.\"}}")))),
    STATUS_500_HTML         (Fate.SERVER, ServerFailingException.class, (s, out, good) -> out.write(response("500 Error", "", bytes("<html>500</html>")))),
    STATUS_502              (Fate.SERVER, ServerFailingException.class, (s, out, good) -> out.write(response("502 Bad", "", bytes("{\"error\":{\"status\":502,\"message\":\"Bad gateway.\"}}")))),
    STATUS_503              (Fate.SERVER, ServerFailingException.class, (s, out, good) -> out.write(response("503 Off", "", bytes("")))),
    STATUS_503_SOON         (Fate.SERVER, ServerFailingException.class, (s, out, good) -> out.write(response("503 Off", "Retry-After: 7\r\n", bytes("")))),
    STATUS_504              (Fate.SERVER, ServerFailingException.class, (s, out, good) -> out.write(response("504 Late", "", bytes("upstream request timeout")))),
    STATUS_599              (Fate.SERVER, ServerFailingException.class, (s, out, good) -> out.write(response("599 Odd", "", bytes("{}")))),

    LIMIT_1                 (Fate.RETRIED, RateLimitedException.class, limit("Retry-After: 1\r\n", "{\"error\":{\"status\":429,\"message\":\"API rate limit exceeded\"}}")),
    LIMIT_30                (Fate.RETRIED, RateLimitedException.class, limit("Retry-After: 30\r\n", "")),
    LIMIT_TEXT              (Fate.RETRIED, RateLimitedException.class, limit("Retry-After: 2\r\n", "Too many requests")),
    LIMIT_ABSENT            (Fate.RETRIED, RateLimitedException.class, limit("", "Too many requests")),
    LIMIT_ZERO              (Fate.RETRIED, RateLimitedException.class, limit("Retry-After: 0\r\n", "")),
    LIMIT_NEGATIVE          (Fate.RETRIED, RateLimitedException.class, limit("Retry-After: -5\r\n", "")),
    LIMIT_DATE              (Fate.RETRIED, RateLimitedException.class, limit("Retry-After: Thu, 01 Jan 2026 00:00:20 GMT\r\n", "")),
    LIMIT_GARBAGE           (Fate.RETRIED, RateLimitedException.class, limit("Retry-After: a while\r\n", "")),
    LIMIT_A_DAY             (Fate.FINAL, RateLimitedException.class, limit("Retry-After: 86400\r\n", "")),
    LIMIT_HUGE              (Fate.FINAL, RateLimitedException.class, limit("Retry-After: 9999999999999999999999\r\n", "")),
    QUOTA_SOON              (Fate.RETRIED, QuotaExceededException.class, limit("Retry-After: 20\r\n", Said.QUOTA)),
    QUOTA_A_DAY             (Fate.FINAL, QuotaExceededException.class, limit("Retry-After: 86207\r\n", Said.QUOTA)),
    QUOTA_ABSENT            (Fate.FINAL, QuotaExceededException.class, limit("", Said.QUOTA)),
    STATUS_503_A_DAY        (Fate.FINAL, TryLaterException.class, (s, out, good) -> out.write(response("503 Off", "Retry-After: 86400\r\n", bytes("")))),

    MOVED                   (Fate.FINAL, RequestRefusedException.class, (s, out, good) -> out.write(response("301 Moved", "Location: http://127.0.0.1:9/evil\r\n", bytes("")))),
    FOUND                   (Fate.FINAL, RequestRefusedException.class, (s, out, good) -> out.write(response("302 Found", "Location: //evil.example/\r\n", bytes("")))),
    NOT_MODIFIED            (Fate.FINAL, RequestRefusedException.class, (s, out, good) -> out.write(bytes("HTTP/1.1 304 Same\r\n\r\n"))),
    TEMPORARY_REDIRECT      (Fate.FINAL, RequestRefusedException.class, (s, out, good) -> out.write(response("307 There", "Location: https://evil.example/\r\n", bytes("")))),
    BAD_REQUEST             (Fate.FINAL, RequestRefusedException.class, (s, out, good) -> out.write(response("400 Bad", "", bytes("{\"error\":{\"status\":400,\"message\":\"Bad request.\"}}")))),
    UNAUTHORIZED            (Fate.RENEWED, CredentialsException.class, (s, out, good) -> out.write(response("401 Who", "WWW-Authenticate: Bearer\r\n", bytes("{\"error\":{\"status\":401,\"message\":\"The access token expired\"}}")))),
    FORBIDDEN               (Fate.FINAL, RequestRefusedException.class, (s, out, good) -> out.write(response("403 No", "", bytes("{\"error\":{\"status\":403,\"message\":\"Forbidden\"}}")))),
    FORBIDDEN_TEXT          (Fate.FINAL, CredentialsException.class, (s, out, good) -> out.write(response("403 No", "", bytes("Active premium subscription required for the owner of the app.")))),
    NOT_FOUND               (Fate.FINAL, RequestRefusedException.class, (s, out, good) -> out.write(response("404 None", "", bytes("Not found.")))),
    TEAPOT                  (Fate.FINAL, RequestRefusedException.class, (s, out, good) -> out.write(response("418 Tea", "", bytes("")))),

    BOMB                    (Fate.FINAL, MalformedResponseException.class, (s, out, good) -> out.write(response("200 OK", Said.GZIP, gzip(new byte[40_000_000])))),
    UNKNOWN_ENCODING        (Fate.FINAL, MalformedResponseException.class, (s, out, good) -> out.write(response("200 OK", "Content-Encoding: br\r\n", good))),
    JSON_ARRAY              (Fate.FINAL, MalformedResponseException.class, json("[]")),
    JSON_WITHOUT_ANYTHING   (Fate.FINAL, MalformedResponseException.class, json("{\"x\":1}")),
    JSON_WITHOUT_TOTAL      (Fate.FINAL, MalformedResponseException.class, json("{\"id\":\"p\",\"items\":[],\"tracks\":{\"items\":[]}}")),
    JSON_ITEMS_NULL         (Fate.FINAL, MalformedResponseException.class, json("{\"id\":\"p\",\"total\":1,\"items\":null,\"tracks\":{\"total\":1,\"items\":null}}")),
    JSON_TOTAL_TEXT         (Fate.FINAL, MalformedResponseException.class, json("{\"id\":\"p\",\"total\":\"1\",\"items\":[],\"tracks\":{\"total\":\"1\",\"items\":[]}}")),
    JSON_TOTAL_NEGATIVE     (Fate.FINAL, IncompleteReadException.class, json("{\"id\":\"p\",\"total\":-1,\"items\":[{\"track\":null}],\"tracks\":{\"total\":-1,\"items\":[null]}}")),
    JSON_ITEM_WITHOUT_URI   (Fate.FINAL, MalformedResponseException.class, json("{\"id\":\"p\",\"total\":1,\"items\":[{\"track\":{\"type\":\"track\"}}],\"tracks\":{\"total\":1,\"items\":[{\"track\":{\"type\":\"track\"}}]}}")),
    JSON_TOO_DEEP           (Fate.FINAL, MalformedResponseException.class, json("{\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}")),
    JSON_NUMBER_TOO_LONG    (Fate.FINAL, MalformedResponseException.class, json("{\"total\":" + "9".repeat(1_000_000) + "}")),
    JSON_SYNTAX             (Fate.FINAL, MalformedResponseException.class, json("{'single':1}"));
    // spotless:on

    /** What becomes of a call that meets the fault again and again. */
    enum Fate {
        /** It is tried again, five times in all. */
        RETRIED,
        /** Likewise, but what was left of it on the connection costs a try of its own. */
        SOILED,
        /** As RETRIED; and where pages have parts, they are asked for, and the row that fails alone is a gap. */
        SERVER,
        /** It is tried once more, with another token. */
        RENEWED,
        /** It is over at once. */
        FINAL
    }

    final Fate fate;
    final Class<? extends PlaylakeException> error;
    final FaultyWire.Reply reply;

    Fault(Fate fate, Class<? extends PlaylakeException> error, FaultyWire.Reply reply) {
        this.fate = fate;
        this.error = error;
        this.reply = reply;
    }

    boolean stalls() {
        return name().startsWith("STALL");
    }

    private static FaultyWire.Reply limit(String header, String body) {
        return (socket, out, good) -> out.write(response("429 Slow", header, bytes(body)));
    }

    private static FaultyWire.Reply json(String body) {
        return (socket, out, good) -> out.write(response("200 OK", "", bytes(body)));
    }

    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Until the test ends the thread. */
    private static void stall() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    private static byte[] announced(int length) {
        return bytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n");
    }

    private static byte[] chunked(String body) {
        return bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body);
    }

    private static byte[] half(byte[] whole) {
        return Arrays.copyOf(whole, whole.length / 2);
    }

    /** Ends where no JSON ends. */
    private static byte[] cut(byte[] whole) {
        int end = whole.length / 2;
        while (whole[end - 1] != ',') {
            end--;
        }
        return Arrays.copyOf(whole, end);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] flipped(byte[] whole, int fromEnd) {
        whole[whole.length - fromEnd] ^= 1;
        return whole;
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }

    private static final class Said {
        static final String GZIP = "Content-Encoding: gzip\r\n";
        static final String QUOTA =
                "{\"error\":{\"status\":429,\"message\":\"Too many requests\",\"reason\":\"QUOTA_EXCEEDED\"}}";
    }
}
