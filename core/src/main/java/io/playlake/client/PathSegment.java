package io.playlake.client;

import io.playlake.client.http.Excerpt;
import io.playlake.error.ConfigurationException;
import java.nio.charset.StandardCharsets;

/** Puts foreign text into a path so that it stays one segment of it. */
final class PathSegment {

    private static final int MAX_CHARS = 256;

    private PathSegment() {}

    /**
     * Returns the id, percent-encoded.
     *
     * @throws ConfigurationException if no id looks like that
     */
    static String of(String what, String id) {
        if (id.isEmpty()
                || id.length() > MAX_CHARS
                || id.equals(".")
                || id.contains("..")
                || id.contains("/")
                || id.codePoints().anyMatch(PathSegment::isRefused)) {
            throw new ConfigurationException("the " + what + " is '" + Excerpt.of(id) + "', expected 1 to " + MAX_CHARS
                    + " characters without '/', '..' and control characters");
        }
        StringBuilder out = new StringBuilder(id.length() + 8);
        for (byte b : id.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(b)) {
                out.append((char) b);
            } else {
                out.append('%').append(hex(b >> 4)).append(hex(b));
            }
        }
        return out.toString();
    }

    private static boolean isRefused(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE;
    }

    private static boolean isPlain(byte b) {
        return (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || (b >= '0' && b <= '9')
                || b == '-'
                || b == '_'
                || b == '.'
                || b == '~';
    }

    private static char hex(int nibble) {
        return "0123456789ABCDEF".charAt(nibble & 15);
    }
}
