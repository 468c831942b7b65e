package io.playlake.client.auth;

import io.playlake.client.http.Excerpt;
import io.playlake.error.ConfigurationException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where Spotify sends the browser once the user has decided. Only what Spotify accepts can be one.
 *
 * @param uri as it is registered, but for the port 0, which stands for any that is free
 * @param loopback whether this machine can listen there
 */
record RedirectUri(URI uri, boolean loopback) {

    private static final String EXPECTED = "expected http://127.0.0.1:PORT/PATH, http://[::1]:PORT/PATH or https://...";

    static RedirectUri checked(URI uri) {
        String scheme = lower(uri.getScheme());
        String host = lower(uri.getHost());
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            // Not shown: what does not belong into an address may be a password.
            throw new ConfigurationException("redirectUri has a user, a query or a fragment, expected none of them");
        }
        String shown = "redirectUri is " + Excerpt.of(uri.toString()) + ": ";
        if (host.equals("localhost")) {
            throw new ConfigurationException(shown + "Spotify refuses the name localhost; " + EXPECTED);
        }
        boolean literal = host.equals("127.0.0.1") || host.equals("[::1]");
        if (scheme.equals("https") && !host.isEmpty()) {
            return new RedirectUri(uri, false);
        }
        if (!scheme.equals("http") || !literal) {
            throw new ConfigurationException(shown + EXPECTED);
        }
        if (uri.getPort() < 0 || uri.getPort() > 65_535) {
            throw new ConfigurationException(
                    shown + "expected a port from 1 to 65535 behind the address, or 0 for any that is free");
        }
        return new RedirectUri(uri, true);
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    /** Returns the address to listen at, which no other machine reaches. */
    InetSocketAddress socketAddress() {
        try {
            // A literal: no name is looked up.
            return new InetSocketAddress(InetAddress.getByName(uri.getHost()), uri.getPort());
        } catch (UnknownHostException e) {
            throw new ConfigurationException("redirectUri is " + uri + ", expected an address of this machine", e);
        }
    }

    /** Returns the same address with the port that was taken. */
    RedirectUri at(int port) {
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        return new RedirectUri(URI.create("http://" + uri.getHost() + ":" + port + path), loopback);
    }

    /** Returns the path that the browser asks for. */
    String path() {
        String path = uri.getRawPath();
        return path == null || path.isEmpty() ? "/" : path;
    }
}
