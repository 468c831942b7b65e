package io.playlake.emulator;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** A connection on which every byte shows. Reading gives up after a while, so that a test that fails also ends. */
final class RawConnection implements AutoCloseable {

    private static final int PATIENCE = 20_000;

    private final Socket socket;
    private final InputStream in;

    RawConnection(SpotifyEmulator emulator) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), emulator.port());
        socket.setSoTimeout(PATIENCE);
        in = new BufferedInputStream(socket.getInputStream());
    }

    void send(String... lines) throws IOException {
        socket.getOutputStream().write(String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    void get(String path, String token) throws IOException {
        send(
                "GET /v1" + path + " HTTP/1.1",
                "Host: 127.0.0.1:" + socket.getPort(),
                "Authorization: Bearer " + token,
                "",
                "");
    }

    String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int c = in.read();
            if (c < 0) {
                throw new IOException("the head ended: " + head);
            }
            head.append((char) c);
        }
        return head.toString();
    }

    static int length(String head) {
        String lower = head.toLowerCase(Locale.ROOT);
        int start = lower.indexOf("content-length: ") + "content-length: ".length();
        return Integer.parseInt(lower.substring(start, lower.indexOf('\r', start)));
    }

    String read(int bytes) throws IOException {
        return new String(in.readNBytes(bytes), StandardCharsets.UTF_8);
    }

    /** Returns the body of an answer that announces its length. */
    String answer() throws IOException {
        return read(length(head()));
    }

    /** Returns what comes until the other side closes. */
    String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Returns the threads of the emulator that serve connections. */
    static List<Thread> threads(SpotifyEmulator emulator) {
        String prefix = "spotify-emulator-" + emulator.port() + "-";
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread ->
                        thread.getName().startsWith(prefix) && !thread.getName().equals(prefix + 0))
                .toList();
    }
}
