package io.playlake.sink.s3;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Stands before a server: notes what is asked of it, and breaks what it is told to. Signatures stay valid. */
final class FaultProxy implements AutoCloseable {

    /** What happens to a request. */
    enum Fault {
        /** Reset in the middle of its body; the server never sees it. */
        RESET_IN_BODY,
        /** It takes effect, and then the connection is reset. */
        LOST_REPLY,
        /** It takes effect, and the answer breaks off: in its body, or in its first line if it has none. */
        HALF_REPLY,
        /** It takes effect, and the answer breaks off after its first line, which clients take for a whole one. */
        FIRST_LINE,
        /** The server is said to have written, where it refused to because something exists. */
        LIE,
        SLOW_DOWN(503, "SlowDown"),
        CONFLICT(409, "ConditionalRequestConflict"),
        NOT_IMPLEMENTED(501, "NotImplemented"),
        EXPIRED_TOKEN(400, "ExpiredToken"),
        WRONG_REGION(400, "AuthorizationHeaderMalformed"),
        DENIED(403, "AccessDenied");

        private final int status;
        private final String code;

        Fault() {
            this(0, "");
        }

        Fault(int status, String code) {
            this.status = status;
            this.code = code;
        }
    }

    /** What was asked; names of headers are in lower case. */
    record Request(String method, String target, Map<String, String> headers) {

        boolean isConditional() {
            return headers.containsKey("if-none-match");
        }
    }

    private record Rule(Predicate<Request> when, Deque<Fault> faults, boolean always) {}

    private final int port;
    private final ServerSocket listener;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Rule> rules = new CopyOnWriteArrayList<>();

    FaultProxy(int port) throws IOException {
        this.port = port;
        this.listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        thread(this::listen);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** Lets the next requests of a kind meet faults, one each. */
    void next(Predicate<Request> when, Fault... faults) {
        rules.add(new Rule(when, new ArrayDeque<>(List.of(faults)), false));
    }

    /** Lets every request of a kind meet a fault. */
    void always(Predicate<Request> when, Fault fault) {
        rules.add(new Rule(when, new ArrayDeque<>(List.of(fault)), true));
    }

    void heal() {
        rules.clear();
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    long count(Predicate<Request> which) {
        return requests.stream().filter(which).count();
    }

    static Predicate<Request> put(String part) {
        return request -> request.method().equals("PUT") && request.target().contains(part);
    }

    static Predicate<Request> conditional(String part) {
        return put(part).and(Request::isConditional);
    }

    static Predicate<Request> completion() {
        return request -> request.method().equals("POST") && request.target().contains("uploadId=");
    }

    static Predicate<Request> creation() {
        return request -> request.method().equals("POST") && request.target().contains("uploads");
    }

    static Predicate<Request> get(String part) {
        return request -> request.method().equals("GET") && request.target().contains(part);
    }

    private void listen() {
        try {
            while (true) {
                Socket client = listener.accept();
                thread(() -> {
                    try (client) {
                        serve(client);
                    } catch (IOException e) {
                        // The client went away; it will come again if it wants something.
                        return;
                    }
                });
            }
        } catch (IOException e) {
            // Closed.
            return;
        }
    }

    private void serve(Socket client) throws IOException {
        InputStream in = new BufferedInputStream(client.getInputStream(), 64 << 10);
        String head = head(in);
        Request request = parse(head);
        requests.add(request);
        Fault fault = fault(request);
        if ("100-continue".equalsIgnoreCase(request.headers().get("expect"))) {
            client.getOutputStream().write(ascii("HTTP/1.1 100 Continue\r\n\r\n"));
        }
        int length = Integer.parseInt(request.headers().getOrDefault("content-length", "0"));
        if (fault == Fault.RESET_IN_BODY) {
            in.readNBytes(length / 2);
            reset(client);
            return;
        }
        byte[] body = in.readNBytes(length);
        if (fault != null && fault.status != 0) {
            client.getOutputStream().write(answer(request, fault));
            return;
        }
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
            server.getOutputStream().write(ascii(withoutExpectation(head)));
            server.getOutputStream().write(body);
            byte[] reply = server.getInputStream().readAllBytes();
            if (fault == Fault.LOST_REPLY) {
                reset(client);
            } else if (fault == Fault.HALF_REPLY) {
                client.getOutputStream().write(half(reply));
                client.getOutputStream().flush();
            } else if (fault == Fault.FIRST_LINE) {
                client.getOutputStream().write(reply, 0, text(reply).indexOf("\r\n") + 2);
            } else {
                client.getOutputStream().write(fault == Fault.LIE ? lie(reply) : reply);
            }
        }
    }

    private @Nullable Fault fault(Request request) {
        synchronized (rules) {
            for (Rule rule : rules) {
                if (rule.when().test(request) && !rule.faults().isEmpty()) {
                    return rule.always() ? rule.faults().peek() : rule.faults().poll();
                }
            }
        }
        return null;
    }

    private static byte[] answer(Request request, Fault fault) {
        String body = request.method().equals("HEAD")
                ? ""
                : "<Error><Code>" + fault.code
                        + "</Code><Message>Made up.</Message><RequestId>REQUEST7</RequestId></Error>";
        return ascii("HTTP/1.1 " + fault.status + " Made Up\r\nx-amz-request-id: REQUEST7\r\n"
                + "Content-Type: application/xml\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body);
    }

    private static byte[] half(byte[] reply) {
        int body = text(reply).indexOf("\r\n\r\n") + 4;
        return Arrays.copyOf(reply, body < reply.length ? (body + reply.length) / 2 : 10);
    }

    private static String text(byte[] reply) {
        return new String(reply, StandardCharsets.ISO_8859_1);
    }

    private static byte[] lie(byte[] reply) {
        String text = text(reply);
        return text.startsWith("HTTP/1.1 412")
                ? ascii("HTTP/1.1 200 OK\r\nETag: \"x\"\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
                : reply;
    }

    private static void reset(Socket client) throws IOException {
        client.setSoLinger(true, 0);
    }

    private static String withoutExpectation(String head) {
        return head.replaceAll("(?i)\r\n(Expect|Connection):[^\r]*", "")
                .replaceFirst("\r\n", "\r\nConnection: close\r\n");
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int last = 0;
        while (last != 0x0d0a0d0a) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("the client hung up");
            }
            head.write(b);
            last = last << 8 | b;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static Request parse(String head) {
        List<String> lines = new ArrayList<>(head.lines().toList());
        String[] first = lines.remove(0).split(" ", 3);
        Map<String, String> headers = new TreeMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return new Request(first[0], first[1], headers);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "fault-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
