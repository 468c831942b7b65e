package io.playlake.client.auth;

import io.playlake.client.http.ErrorText;
import io.playlake.client.http.HttpRequest;
import io.playlake.client.http.HttpResponse;
import io.playlake.client.http.HttpTransport;
import io.playlake.error.CredentialsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Adds the access token; after a 401 it repeats the request once, with a new one. Thread-safe. */
public final class AuthorizedTransport implements HttpTransport {

    private final HttpTransport next;
    private final TokenProvider tokens;

    /** Decorates a transport, which is closed with this one. */
    public AuthorizedTransport(HttpTransport next, TokenProvider tokens) {
        this.next = next;
        this.tokens = tokens;
    }

    /**
     * {@inheritDoc}
     *
     * @throws CredentialsException if the API refuses a fresh token too
     */
    @Override
    public HttpResponse execute(HttpRequest request, Duration deadline) throws IOException, InterruptedException {
        Secret token = tokens.token();
        HttpResponse first = send(request, token, deadline);
        if (first.status() != 401) {
            return first;
        }
        tokens.refused(token);
        HttpResponse second = send(request, tokens.token(), deadline);
        if (second.status() != 401) {
            return second;
        }
        throw new CredentialsException(request.place() + ": the API refused a fresh token too: "
                + ErrorText.of(second.body()).message());
    }

    private HttpResponse send(HttpRequest request, Secret token, Duration deadline)
            throws IOException, InterruptedException {
        HttpResponse response = next.execute(request.withHeader("Authorization", "Bearer " + token.reveal()), deadline);
        if (response.status() == 200 && isJson(response.body())) {
            return response;
        }
        // Text that is no answer travels into messages; where it echoes the token, that must not.
        String text = new String(response.body(), StandardCharsets.UTF_8);
        String masked = token.mask(text);
        return masked.equals(text) ? response : response.withBody(masked.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isJson(byte[] body) {
        return body.length > 0 && (body[0] == '{' || body[0] == '[');
    }

    @Override
    public void close() {
        next.close();
    }
}
