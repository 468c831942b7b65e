package io.playlake.client.http;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** An answer with its whole body, inflated. Immutable if nobody writes to the array; {@link #toString()} shows no header. */
public final class HttpResponse {

    private final int status;
    private final SortedMap<String, String> headers;
    private final byte[] body;
    private final Instant requestedAt;
    private final Instant receivedAt;
    private final int tryNo;

    /**
     * Holds an answer.
     *
     * @param headers by name in any case, one value each
     * @param body not copied; leave it alone afterwards
     */
    public HttpResponse(int status, Map<String, String> headers, byte[] body) {
        this(status, caseless(headers), body, Instant.EPOCH, Instant.EPOCH, 1);
    }

    private HttpResponse(
            int status,
            SortedMap<String, String> headers,
            byte[] body,
            Instant requestedAt,
            Instant receivedAt,
            int tryNo) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.requestedAt = requestedAt;
        this.receivedAt = receivedAt;
        this.tryNo = tryNo;
    }

    private static SortedMap<String, String> caseless(Map<String, String> headers) {
        SortedMap<String, String> map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        map.putAll(headers);
        return map;
    }

    /** Returns this answer, marked with the times just before it was asked for and just after it was complete. */
    public HttpResponse at(Instant requested, Instant received) {
        return new HttpResponse(status, headers, body, requested, received, tryNo);
    }

    /** Returns this answer, marked as that to the given try, counted from 1. */
    public HttpResponse onTry(int number) {
        return new HttpResponse(status, headers, body, requestedAt, receivedAt, number);
    }

    /** Returns this answer with another body. */
    public HttpResponse withBody(byte[] other) {
        return new HttpResponse(status, headers, other, requestedAt, receivedAt, tryNo);
    }

    public int status() {
        return status;
    }

    /** Returns the value of a header, whatever the case of its name. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** Returns the body itself, not a copy: do not write to it. */
    public byte[] body() {
        return body;
    }

    /** Returns when the request was sent; 1970 where nobody took the time. */
    public Instant requestedAt() {
        return requestedAt;
    }

    /** Returns when the answer was complete; 1970 where nobody took the time. */
    public Instant receivedAt() {
        return receivedAt;
    }

    /** Returns which try this answers, counted from 1. */
    public int tryNo() {
        return tryNo;
    }

    @Override
    public String toString() {
        return "status " + status + ", " + body.length + " bytes";
    }
}
