package io.playlake.client.http;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request. Immutable; {@link #toString()} shows method and path only, since query, headers and form may hold secrets.
 */
public final class HttpRequest {

    private final String method;
    private final URI uri;
    private final String endpoint;
    private final Map<String, String> headers;
    private final @Nullable String form;
    private final int attempts;

    private HttpRequest(
            String method, URI uri, String endpoint, Map<String, String> headers, @Nullable String form, int attempts) {
        this.method = method;
        this.uri = uri;
        this.endpoint = endpoint;
        this.headers = headers;
        this.form = form;
        this.attempts = attempts;
    }

    /**
     * Returns a GET request.
     *
     * @param endpoint the template that the address was built from, such as {@code /playlists/{id}}
     */
    public static HttpRequest get(URI uri, String endpoint) {
        return new HttpRequest("GET", uri, endpoint, Map.of(), null, Integer.MAX_VALUE);
    }

    /**
     * Returns a POST request with a URL-encoded form.
     *
     * @param endpoint the template that the address was built from, such as {@code /api/token}
     * @param form the encoded form
     */
    public static HttpRequest post(URI uri, String endpoint, String form) {
        return new HttpRequest("POST", uri, endpoint, Map.of(), form, Integer.MAX_VALUE);
    }

    /** Returns this request with one more header, or with another value for one that it has. */
    public HttpRequest withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpRequest(method, uri, endpoint, Collections.unmodifiableMap(more), form, attempts);
    }

    /** Returns this request, to be tried so often in all and no more, whatever the retry policy allows; 1 or more. */
    public HttpRequest withAttempts(int most) {
        return new HttpRequest(method, uri, endpoint, headers, form, most);
    }

    public String method() {
        return method;
    }

    public URI uri() {
        return uri;
    }

    /** Returns the template that the address was built from, such as {@code /playlists/{id}}. */
    public String endpoint() {
        return endpoint;
    }

    /** Returns the group of endpoints by which the API counts: the template's first part, such as {@code playlists}. */
    public String group() {
        int end = endpoint.indexOf('/', 1);
        return endpoint.substring(endpoint.startsWith("/") ? 1 : 0, end < 0 ? endpoint.length() : end);
    }

    /** Returns how often the request may be tried in all; the retry policy may allow less. */
    public int attempts() {
        return attempts;
    }

    /** Returns the headers in the order they were added. */
    public Map<String, String> headers() {
        return headers;
    }

    /** Returns the encoded form; null for a GET. */
    public @Nullable String form() {
        return form;
    }

    /** Returns method and path, for messages: {@code GET /v1/playlists/37i9dQ}. */
    public String place() {
        return method + " " + Excerpt.of(String.valueOf(uri.getRawPath()));
    }

    @Override
    public String toString() {
        return place();
    }
}
