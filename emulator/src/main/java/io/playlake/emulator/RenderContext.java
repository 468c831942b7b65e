package io.playlake.emulator;

import org.jspecify.annotations.Nullable;

/**
 * What one request asks of a body.
 *
 * @param base the URL that paths are appended to, such as {@code http://127.0.0.1:8080/v1}
 * @param day the virtual day, which popularities go by
 * @param market the market that was named, so that tracks say whether they can be played in it; null for none
 * @param episodes whether the caller knows episodes; if not, they are disguised as tracks
 */
record RenderContext(String base, int day, @Nullable String market, boolean episodes) {

    static RenderContext of(ApiRequest request, int day) {
        return new RenderContext(request.base(), day, request.parameter("market"), request.asksForEpisodes());
    }
}
