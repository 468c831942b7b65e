package io.playlake.client.json;

import org.jspecify.annotations.Nullable;

/**
 * Where a body comes from.
 *
 * @param endpoint the template of the address, such as {@code /playlists/{id}}
 * @param drift learns how the body's shape differs from the known ones; null if nobody wants to know
 */
public record Origin(String endpoint, @Nullable DriftLog drift) {

    /** Names the request, for messages. */
    String place() {
        return "GET " + endpoint;
    }
}
