package io.playlake.testing;

import io.playlake.client.http.HttpRequest;
import io.playlake.client.http.HttpResponse;
import io.playlake.client.http.HttpTransport;
import io.playlake.error.CancelledException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A wire that answers what a test wrote. API requests take the next scripted answer, or else that of the fallback;
 * token requests (POST) take the next scripted token answer, or else are granted a token for an hour. Thread-safe.
 */
public final class ScriptedTransport implements HttpTransport {

    /** Answers one request. */
    @FunctionalInterface
    public interface Script {
        HttpResponse answer(HttpRequest request) throws IOException, InterruptedException;
    }

    private final Deque<Script> script = new ArrayDeque<>();
    private final Deque<Script> tokenScript = new ArrayDeque<>();
    private final List<HttpRequest> requests = new ArrayList<>();
    private final List<HttpRequest> tokenRequests = new ArrayList<>();
    private @Nullable Script fallback;
    private boolean closed;

    /** Returns an answer without headers. */
    public static HttpResponse response(int status, String body) {
        return response(status, Map.of(), body);
    }

    public static HttpResponse response(int status, Map<String, String> headers, String body) {
        return new HttpResponse(status, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Answers the next API request with a status and a body. */
    public ScriptedTransport then(int status, String body) {
        return then(request -> response(status, body));
    }

    /** Answers the next API request with a status, one header and a body. */
    public ScriptedTransport then(int status, String header, String value, String body) {
        return then(request -> response(status, Map.of(header, value), body));
    }

    /** Lets the next API request fail. */
    public ScriptedTransport thenFail(String message) {
        return then(request -> {
            throw new IOException(message);
        });
    }

    /** Answers the next API request. */
    public synchronized ScriptedTransport then(Script next) {
        script.add(next);
        return this;
    }

    /** Answers API requests once the script is used up; without a fallback they fail the test. */
    public synchronized ScriptedTransport otherwise(Script value) {
        this.fallback = value;
        return this;
    }

    /** Answers the next token request with a status and a body. */
    public ScriptedTransport thenToken(int status, String body) {
        return thenToken(request -> response(status, body));
    }

    /** Answers the next token request. */
    public synchronized ScriptedTransport thenToken(Script next) {
        tokenScript.add(next);
        return this;
    }

    @Override
    public HttpResponse execute(HttpRequest request, Duration deadline) throws IOException, InterruptedException {
        return next(request).answer(request);
    }

    private synchronized Script next(HttpRequest request) {
        if (closed) {
            throw new CancelledException("the scripted transport is closed", null);
        }
        boolean token = request.method().equals("POST");
        (token ? tokenRequests : requests).add(request);
        Script next = (token ? tokenScript : script).poll();
        if (next != null) {
            return next;
        }
        if (token) {
            String granted = "{\"access_token\":\"scripted-" + tokenRequests.size()
                    + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}";
            return any -> response(200, granted);
        }
        if (fallback == null) {
            throw new AssertionError("no answer is scripted for " + request);
        }
        return fallback;
    }

    /** Returns the API requests so far, in the order they came. */
    public synchronized List<HttpRequest> requests() {
        return List.copyOf(requests);
    }

    /** Returns the token requests so far, in the order they came. */
    public synchronized List<HttpRequest> tokenRequests() {
        return List.copyOf(tokenRequests);
    }

    public synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
