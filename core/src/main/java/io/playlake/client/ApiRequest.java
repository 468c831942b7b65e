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
 */
record ApiRequest(Endpoint endpoint, String path, @Nullable String query) {

    static ApiRequest of(Endpoint endpoint) {
        return new ApiRequest(endpoint, endpoint.template(), null);
    }

    static ApiRequest of(Endpoint endpoint, String what, String id) {
        return new ApiRequest(endpoint, endpoint.template().replace("{id}", PathSegment.of(what, id)), null);
    }

    /** Returns this request with one more parameter; itself if the value is null. */
    ApiRequest with(String name, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        String pair = name + "=" + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8);
        return new ApiRequest(endpoint, path, query == null ? pair : query + "&" + pair);
    }
}
