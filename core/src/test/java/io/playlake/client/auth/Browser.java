package io.playlake.client.auth;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What a user's browser does, as far as a login sees it. */
final class Browser {

    private final Map<String, String> asked = new HashMap<>();

    /** What a page came with. */
    record Page(int status, String text, String policy) {}

    /** Opens the page where the user decides. */
    Browser(URI authorizeUrl) {
        for (String pair : authorizeUrl.getRawQuery().split("&", -1)) {
            String[] parts = pair.split("=", 2);
            asked.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
    }

    String asked(String name) {
        return asked.getOrDefault(name, "");
    }

    /** Is sent back with the given answer and the right state. */
    Page back(String answer) throws IOException {
        return get(asked("redirect_uri") + "?" + answer + "&state=" + encoded(asked("state")));
    }

    Page stray(String pathAndQuery) throws IOException {
        return get("http://" + URI.create(asked("redirect_uri")).getRawAuthority() + pathAndQuery);
    }

    Page get(String address) throws IOException {
        return ask("GET", address);
    }

    Page ask(String method, String address) throws IOException {
        // Not over URI, which refuses what a browser may well send.
        HttpURLConnection connection = (HttpURLConnection) new URL(address).openConnection(Proxy.NO_PROXY);
        connection.setRequestMethod(method);
        connection.setConnectTimeout(10_000);
        connection.setReadTimeout(10_000);
        int status = connection.getResponseCode();
        try (InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return new Page(
                    status,
                    body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8),
                    connection.getHeaderField("Content-Security-Policy"));
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
