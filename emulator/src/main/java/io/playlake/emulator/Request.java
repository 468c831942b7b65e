package io.playlake.emulator;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came over the wire.
 *
 * @param path still encoded
 * @param query still encoded; null where there is none
 * @param headers by name in lower case; of a repeated one the first counts
 * @param port where it came in
 * @param last whether the connection ends with its answer
 */
record Request(
        String method,
        String path,
        @Nullable String query,
        Map<String, String> headers,
        String body,
        int port,
        boolean last) {

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:\\[\\]_-]+");

    @Nullable
    String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /** Returns scheme, host and port as the caller sees them. */
    String host() {
        String host = header("Host");
        return "http://" + (host != null && HOST.matcher(host).matches() ? host : "127.0.0.1:" + port);
    }

    boolean acceptsGzip() {
        String accepted = header("Accept-Encoding");
        return accepted != null && accepted.toLowerCase(Locale.ROOT).contains("gzip");
    }
}
