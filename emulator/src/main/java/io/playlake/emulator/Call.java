package io.playlake.emulator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call that reached the emulator.
 *
 * @param time when, by the emulator's clock
 * @param method such as {@code GET}
 * @param path the path as requested, {@code /v1} included
 * @param query the query as requested, still encoded; null where there is none
 * @param endpoint the template of the endpoint, such as {@code /playlists/{id}}; {@code other} for unknown paths
 * @param status the status that was sent, or 0 where the connection was closed without one
 */
public record Call(
        Instant time, String method, String path, @Nullable String query, String endpoint, int status) {}
