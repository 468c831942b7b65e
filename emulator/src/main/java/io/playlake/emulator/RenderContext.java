package io.playlake.emulator;

/**
 * What one request asks of a body.
 *
 * @param base the URL that paths are appended to, such as {@code http://127.0.0.1:8080/v1}
 * @param day the virtual day, which popularities go by
 * @param market whether a market was named, so that tracks say whether they can be played
 * @param episodes whether the caller knows episodes; if not, they are disguised as tracks
 */
record RenderContext(String base, int day, boolean market, boolean episodes) {}
