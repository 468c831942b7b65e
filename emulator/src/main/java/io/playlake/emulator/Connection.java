package io.playlake.emulator;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Serves one connection until either side closes it; the only place that can break it on purpose. */
final class Connection implements Runnable {

    private static final int BUFFER = 64 * 1024;
    private static final int SURPLUS = 64;

    private final Socket socket;
    private final int port;
    private final Function<Request, Delivery> door;

    Connection(Socket socket, int port, Function<Request, Delivery> door) {
        this.socket = socket;
        this.port = port;
        this.door = door;
    }

    @Override
    public void run() {
        try (socket;
                InputStream in = new BufferedInputStream(socket.getInputStream());
                OutputStream out = new BufferedOutputStream(socket.getOutputStream(), BUFFER)) {
            socket.setTcpNoDelay(true);
            serve(in, out);
        } catch (IOException gone) {
            // The client went, or the emulator closes.
        }
    }

    private void serve(InputStream in, OutputStream out) throws IOException {
        RequestReader requests = new RequestReader(in, out, port);
        try {
            for (Request request = requests.next(); request != null; request = requests.next()) {
                Delivery delivery = door.apply(request);
                boolean kept = delivery.fault() == null
                        ? send(request, delivery.answer(), out)
                        : spoil(delivery.fault(), delivery.answer(), in, out);
                out.flush();
                if (!kept) {
                    return;
                }
            }
        } catch (ProtocolException notHttp) {
            Answer refusal = Answer.text(400, String.valueOf(notHttp.getMessage()));
            head(out, refusal, Map.of("Connection", "close", "Content-Length", "" + refusal.body().length));
            out.write(refusal.body());
        }
    }

    /** Returns whether the connection can go on. */
    private static boolean send(Request request, Answer answer, OutputStream out) throws IOException {
        Map<String, String> own = new TreeMap<>();
        boolean bodiless = answer.status() == 204 || answer.status() == 304;
        if (!bodiless) {
            own.put("Content-Length", Integer.toString(answer.body().length));
        }
        if (request.last()) {
            own.put("Connection", "close");
        }
        head(out, answer, own);
        if (!bodiless && !request.method().equals("HEAD")) {
            out.write(answer.body());
        }
        return !request.last();
    }

    private boolean spoil(Fault.Wire fault, Answer answer, InputStream in, OutputStream out) throws IOException {
        byte[] body = answer.body();
        switch (fault.kind()) {
            case CLOSE -> {}
            case RESET -> reset();
            case STALL -> untilTheClientGoes(in);
            case GATEWAY_TIMEOUT -> {
                await(fault.pause(), in);
                announce(body.length, answer, body.length, out);
            }
            case DRIBBLE -> dribble(answer, fault.pause(), in, out);
            case TRUNCATION -> announce(body.length, answer, body.length / 2, out);
            case RESET_IN_BODY -> {
                announce(body.length, answer, body.length / 2, out);
                out.flush();
                reset();
            }
            case LENGTH_TOO_LONG -> announce(body.length + SURPLUS, answer, body.length, out);
            case LENGTH_TOO_SHORT -> {
                announce(body.length / 2, answer, body.length, out);
                return true;
            }
            case BROKEN_CHUNKS -> {
                head(out, answer, Map.of("Transfer-Encoding", "chunked"));
                chunk(out, body, 0, Math.max(1, body.length / 2));
                out.write("nonsense\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        }
        return false;
    }

    private static void announce(int length, Answer answer, int sent, OutputStream out) throws IOException {
        head(out, answer, Map.of("Content-Length", Integer.toString(length)));
        out.write(answer.body(), 0, sent);
    }

    /** Throws away what waits to be sent or read, so that the other side learns of a broken connection. */
    private void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private static void untilTheClientGoes(InputStream in) throws IOException {
        while (in.read() >= 0) {
            // What it still has to say is not listened to.
        }
    }

    private void dribble(Answer answer, Duration pause, InputStream in, OutputStream out) throws IOException {
        head(out, answer, Map.of("Transfer-Encoding", "chunked"));
        out.flush();
        byte[] space = {' '};
        for (long i = 0; ; i++) {
            await(pause, in);
            boolean inside = i < answer.body().length;
            chunk(out, inside ? answer.body() : space, inside ? (int) i : 0, 1);
            out.flush();
        }
    }

    /** Lets the time pass by waiting for the client to close: that ends the pause at once. */
    private void await(Duration pause, InputStream in) throws IOException {
        socket.setSoTimeout((int) Math.max(1, pause.toMillis()));
        try {
            if (in.read() < 0) {
                throw new EOFException();
            }
        } catch (SocketTimeoutException passed) {
            // The client is still there.
        }
    }

    private static void chunk(OutputStream out, byte[] bytes, int from, int length) throws IOException {
        int there = Math.min(length, bytes.length - from);
        out.write((Integer.toHexString(there) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(bytes, from, there);
        out.write('\r');
        out.write('\n');
    }

    /** The answer's own headers win over {@code own}. */
    private static void head(OutputStream out, Answer answer, Map<String, String> own) throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(own);
        headers.putAll(answer.headers());
        StringBuilder head =
                new StringBuilder("HTTP/1.1 ").append(answer.status()).append(" \r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }
}
