package io.playlake.emulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Takes every request: faults first, then token, rate limit and answer. Thread-safe. */
final class FrontDoor implements HttpHandler {

    private static final int GZIP_FROM = 1024;
    private static final int MAX_FORM = 64 * 1024;
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:\\[\\]_-]+");

    private final InstantSource clock;
    private final Tokens tokens;
    private final RateWindow window;
    private final WebApi api;
    private final Controls controls;
    private final CallLog calls;
    private final Faults faults;

    FrontDoor(
            InstantSource clock,
            Tokens tokens,
            RateWindow window,
            WebApi api,
            Controls controls,
            CallLog calls,
            Faults faults) {
        this.clock = clock;
        this.tokens = tokens;
        this.window = window;
        this.api = api;
        this.controls = controls;
        this.calls = calls;
        this.faults = faults;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            String body = new String(exchange.getRequestBody().readNBytes(MAX_FORM), StandardCharsets.UTF_8);
            if (path.startsWith(Controls.ROOT)) {
                send(exchange, controls.handle(exchange.getRequestMethod(), path), false);
            } else {
                serve(exchange, path, body);
            }
        }
    }

    private void serve(HttpExchange exchange, String path, String body) throws IOException {
        Endpoint.Match match = Endpoint.match(path);
        String template = match.endpoint().template();
        Fault fault = faults.take(template, Endpoint.relative(path));
        if (fault instanceof Fault.Reset) {
            log(exchange, template, 0);
            return;
        }
        Answer answer = fault instanceof Fault.Reply reply
                ? Answer.of(reply.status(), reply.body(), reply.headers())
                : answerOrConfess(exchange, match, path, body);
        if (fault instanceof Fault.Replacement replacement) {
            answer = answer.withBody(replacement.body());
        }
        log(exchange, template, answer.status());
        send(exchange, answer, fault instanceof Fault.Truncation);
    }

    /** Turns a bug of the emulator into an answer: the server would close the connection without a word. */
    private Answer answerOrConfess(HttpExchange exchange, Endpoint.Match match, String path, String body) {
        try {
            return answer(exchange, match, path, body);
        } catch (RuntimeException bug) {
            return Answer.error(500, "Bug in the emulator: " + bug);
        }
    }

    private void log(HttpExchange exchange, String template, int status) {
        calls.add(new Call(
                clock.instant(),
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                exchange.getRequestURI().getRawQuery(),
                template,
                status));
    }

    private Answer answer(HttpExchange exchange, Endpoint.Match match, String path, String body) {
        String authorization = header(exchange, "Authorization");
        boolean token = match.endpoint() == Endpoint.TOKEN;
        if (!exchange.getRequestMethod().equals(token ? "POST" : "GET")) {
            return Answer.error(405, "Method not allowed").with("Allow", token ? "POST" : "GET");
        }
        if (token) {
            return tokens.issue(authorization, ApiRequest.parse(body));
        }
        Tokens.Check check = tokens.check(authorization);
        Boolean user = check.user();
        if (user == null) {
            return Objects.requireNonNull(check.refusal());
        }
        long wait = window.take();
        if (wait > 0) {
            return Answer.error(429, "API rate limit exceeded").with("Retry-After", Long.toString(wait));
        }
        ApiRequest request = new ApiRequest(
                host(exchange),
                path,
                match.endpoint(),
                match.id(),
                ApiRequest.parse(exchange.getRequestURI().getRawQuery()),
                header(exchange, "Accept-Language"));
        return api.handle(request, user);
    }

    private static String host(HttpExchange exchange) {
        String host = header(exchange, "Host");
        return host != null && HOST.matcher(host).matches()
                ? "http://" + host
                : "http://127.0.0.1:" + exchange.getLocalAddress().getPort();
    }

    private static @Nullable String header(HttpExchange exchange, String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    private static void send(HttpExchange exchange, Answer answer, boolean truncated) throws IOException {
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        exchange.getResponseHeaders().set("Cache-Control", "private, max-age=0");
        if (bytes.length > GZIP_FROM && acceptsGzip(exchange)) {
            bytes = gzip(bytes);
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.getResponseHeaders().set("Vary", "Accept-Encoding");
        }
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        // The server takes 0 for "chunked" and -1 for "no body".
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        OutputStream out = exchange.getResponseBody();
        out.write(bytes, 0, truncated ? bytes.length / 2 : bytes.length);
        out.flush();
    }

    private static boolean acceptsGzip(HttpExchange exchange) {
        String accepted = header(exchange, "Accept-Encoding");
        return accepted != null && accepted.toLowerCase(Locale.ROOT).contains("gzip");
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(plain.length / 4);
        try (GZIPOutputStream out = new FastGzip(bytes)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, 8192);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
