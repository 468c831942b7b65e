package io.playlake.client.fault;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A wire to the emulator that can go wrong at any byte: it passes requests on, but for those that a test picked. */
final class FaultyWire implements AutoCloseable {

    /** Answers a request in place of the emulator; the good answer's body is at hand. */
    @FunctionalInterface
    interface Reply {
        void write(Socket socket, OutputStream out, byte[] good) throws IOException, InterruptedException;
    }

    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "faulty-wire");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<String> calls = new ArrayList<>();
    private final String origin;
    private Predicate<String> picked = path -> false;
    private Reply reply = (socket, out, good) -> {};
    private int left;
    private Runnable onCall = () -> {};

    FaultyWire(String origin) throws IOException {
        this.origin = origin;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    String address() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    /** Lets so many of the picked requests go wrong. */
    synchronized void arm(Predicate<String> pick, int times, Reply fault) {
        picked = pick;
        left = times;
        reply = fault;
    }

    /** Is told of every call when it arrives. */
    synchronized void onCall(Runnable told) {
        onCall = told;
    }

    /** Returns the paths of the calls of the API so far. */
    synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                open.add(socket);
                threads.execute(() -> serve(socket));
            }
        } catch (IOException e) {
            return; // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (true) {
                List<String> head = head(in);
                if (head.isEmpty()) {
                    return;
                }
                answer(socket, in, head);
            }
        } catch (IOException | InterruptedException e) {
            return; // the client went, or the test is over
        } finally {
            open.remove(socket);
        }
    }

    private void answer(Socket socket, InputStream in, List<String> head) throws IOException, InterruptedException {
        String[] request = head.get(0).split(" ");
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : head.subList(1, head.size())) {
            headers.put(
                    line.substring(0, line.indexOf(':')),
                    line.substring(line.indexOf(':') + 1).strip());
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("Content-Length", "0")));
        boolean wrong = false;
        synchronized (this) {
            if (request[1].startsWith("/v1/")) {
                calls.add(request[1]);
                onCall.run();
                wrong = left > 0 && picked.test(request[1]);
                left -= wrong ? 1 : 0;
            }
        }
        HttpURLConnection passed = pass(request, headers, body);
        byte[] good;
        try (InputStream answer = passed.getResponseCode() < 400 ? passed.getInputStream() : passed.getErrorStream()) {
            good = answer.readAllBytes();
        }
        OutputStream out = socket.getOutputStream();
        if (wrong) {
            reply.write(socket, out, good);
        } else {
            out.write(response(passed.getResponseCode() + " Passed", "", good));
        }
        out.flush();
    }

    private HttpURLConnection pass(String[] request, Map<String, String> headers, byte[] body) throws IOException {
        HttpURLConnection to =
                (HttpURLConnection) URI.create(origin + request[1]).toURL().openConnection();
        to.setRequestMethod(request[0]);
        for (String name : List.of("Authorization", "Content-Type")) {
            if (headers.containsKey(name)) {
                to.setRequestProperty(name, headers.get(name));
            }
        }
        if (body.length > 0) {
            to.setDoOutput(true);
            to.getOutputStream().write(body);
        }
        return to;
    }

    /** Returns a whole answer; more headers end in a line break each. */
    static byte[] response(String status, String headers, byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(bytes("HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\n" + headers
                + "Content-Length: " + body.length + "\r\n\r\n"));
        out.writeBytes(body);
        return out.toByteArray();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> head(InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                String text = line.toString(StandardCharsets.UTF_8).strip();
                line.reset();
                if (text.isEmpty()) {
                    return lines;
                }
                lines.add(text);
            } else {
                line.write(b);
            }
        }
        return List.of();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
            threads.awaitTermination(5, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
