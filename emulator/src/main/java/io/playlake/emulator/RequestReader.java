package io.playlake.emulator;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the requests of one connection. Not thread-safe. */
final class RequestReader {

    private static final int MAX_HEAD = 256 * 1024;
    private static final int MAX_BODY = 1024 * 1024;

    private final InputStream in;
    private final OutputStream out;
    private final int port;
    private int headLeft;

    RequestReader(InputStream in, OutputStream out, int port) {
        this.in = in;
        this.out = out;
        this.port = port;
    }

    /**
     * Waits for the next request, and returns null where the client has no more.
     *
     * @throws ProtocolException if it is not HTTP/1
     */
    @Nullable
    Request next() throws IOException {
        headLeft = MAX_HEAD;
        String line = line();
        while (line != null && line.isEmpty()) {
            line = line();
        }
        if (line == null) {
            return null;
        }
        String[] parts = line.split(" ", -1);
        if (parts.length != 3 || !parts[2].startsWith("HTTP/1.") || !parts[1].startsWith("/")) {
            throw new ProtocolException("not a request: " + line);
        }
        Map<String, String> headers = headers();
        if ("100-continue".equalsIgnoreCase(headers.get("expect"))) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
        int question = parts[1].indexOf('?');
        return new Request(
                parts[0],
                question < 0 ? parts[1] : parts[1].substring(0, question),
                question < 0 ? null : parts[1].substring(question + 1),
                headers,
                new String(body(headers), StandardCharsets.UTF_8),
                port,
                parts[2].equals("HTTP/1.0") || "close".equalsIgnoreCase(headers.get("connection")));
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String line = needed(); !line.isEmpty(); line = needed()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new ProtocolException("not a header: " + line);
            }
            headers.putIfAbsent(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            return chunks();
        }
        return exactly(size(headers.getOrDefault("content-length", "0"), 10));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (true) {
            int size = size(needed().split(";", 2)[0].strip(), 16);
            if (size == 0) {
                // What follows are trailers and an empty line.
                headers();
                return all.toByteArray();
            }
            all.write(exactly(size));
            size("0" + needed(), 10);
            if (all.size() > MAX_BODY) {
                throw new ProtocolException("the body is too long");
            }
        }
    }

    private byte[] exactly(int size) throws IOException {
        byte[] bytes = in.readNBytes(size);
        if (bytes.length < size) {
            throw new EOFException();
        }
        return bytes;
    }

    private static int size(String text, int radix) throws IOException {
        try {
            int size = Integer.parseInt(text, radix);
            if (size >= 0 && size <= MAX_BODY) {
                return size;
            }
        } catch (NumberFormatException notANumber) {
            // Said below.
        }
        throw new ProtocolException("size: " + text + ", expected 0 to " + MAX_BODY);
    }

    private String needed() throws IOException {
        String line = line();
        if (line == null) {
            throw new EOFException();
        }
        return line;
    }

    private @Nullable String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (--headLeft < 0) {
                throw new ProtocolException("the head is too long");
            }
            if (c == '\n') {
                int end = line.length() - 1;
                if (end >= 0 && line.charAt(end) == '\r') {
                    line.setLength(end);
                }
                return line.toString();
            }
            line.append((char) c);
        }
        return null;
    }
}
