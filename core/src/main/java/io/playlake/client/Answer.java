package io.playlake.client;

import io.playlake.client.http.HttpResponse;
import io.playlake.error.MalformedResponseException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the API answered to one call: the body as it came, and the value that it decodes to. Thread-safe.
 *
 * @param <T> the value
 */
public final class Answer<T extends @Nullable Object> {

    private record Decoded<T extends @Nullable Object>(T value) {}

    private final ApiRequest request;
    private final HttpResponse response;
    private final Function<byte[], T> decoder;
    private volatile @Nullable Decoded<T> decoded;

    Answer(ApiRequest request, HttpResponse response, Function<byte[], T> decoder) {
        this.request = request;
        this.response = response;
        this.decoder = decoder;
    }

    /** Returns the body itself, inflated, and not a copy: do not write to it. */
    public byte[] body() {
        return response.body();
    }

    /**
     * Returns the decoded body; it is decoded on the first call.
     *
     * @throws MalformedResponseException if a required field is missing or of an impossible type
     */
    public T value() {
        Decoded<T> known = decoded;
        if (known == null) {
            synchronized (this) {
                known = decoded;
                if (known == null) {
                    known = new Decoded<>(decode());
                    decoded = known;
                }
            }
        }
        return known.value;
    }

    private T decode() {
        try {
            return decoder.apply(response.body());
        } catch (MalformedResponseException e) {
            throw e.at("GET " + path());
        }
    }

    /** Returns an answer of the same call that holds another view of its body. */
    <U> Answer<U> viewed(Function<byte[], U> view) {
        return new Answer<>(request, response, view);
    }

    /** Returns the template of the address, such as {@code /playlists/{id}}. */
    public String endpoint() {
        return request.endpoint().template();
    }

    /** Returns the path below the API's base, such as {@code /playlists/37i9dQ}. */
    public String path() {
        return request.path();
    }

    /** Returns the encoded query, such as {@code limit=50&offset=100}; null if there was none. */
    public @Nullable String query() {
        return request.query();
    }

    /** Returns the position of the first row that was asked for, 0-based; null where nothing is paged. */
    public @Nullable Integer offset() {
        return request.offset();
    }

    /** Returns the HTTP status. */
    public int status() {
        return response.status();
    }

    /** Returns which try brought the answer, counted from 1. */
    public int tryNo() {
        return response.tryNo();
    }

    /** Returns when that try was sent. */
    public Instant requestedAt() {
        return response.requestedAt();
    }

    /** Returns when the whole body was here. */
    public Instant receivedAt() {
        return response.receivedAt();
    }

    /** Returns the entity tag as sent. */
    public Optional<String> etag() {
        return response.header("ETag");
    }

    @Override
    public String toString() {
        return "GET " + path() + ": " + response;
    }
}
