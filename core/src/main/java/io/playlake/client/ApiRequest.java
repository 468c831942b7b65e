package io.playlake.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One GET below the API's base.
 *
 * @param endpoint what is asked
 * @param path the template with the id in its place, encoded
 * @param query encoded, null if there is none
 * @param offset of the first row, 0-based; null where nothing is paged
 * @param attempts how often it is tried at most
 */
record ApiRequest(
        Endpoint endpoint,
        String path,
        @Nullable String query,
        @Nullable Integer offset,
        int attempts) {

    static ApiRequest of(Endpoint endpoint) {
        return new ApiRequest(endpoint, endpoint.template(), null, null, Integer.MAX_VALUE);
    }

    static ApiRequest of(Endpoint endpoint, String what, String id) {
        return new ApiRequest(
                endpoint, endpoint.template().replace("{id}", PathSegment.of(what, id)), null, null, Integer.MAX_VALUE);
    }

    /** Returns this request with one more parameter; itself if the value is null. */
    ApiRequest with(String name, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        String pair = name + "=" + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8);
        return new ApiRequest(endpoint, path, query == null ? pair : query + "&" + pair, offset, attempts);
    }

    /** Returns this request, tried so often at most. */
    ApiRequest tried(int times) {
        return new ApiRequest(endpoint, path, query, offset, times);
    }

    /** Returns the request of a page. */
    ApiRequest page(PageSlice slice) {
        ApiRequest sliced = with("limit", slice.limit()).with("offset", slice.offset());
        return new ApiRequest(endpoint, path, sliced.query, slice.offset(), slice.attempts());
    }
}
