package io.playlake.model;

import org.jspecify.annotations.Nullable;

/**
 * A file on some listener's own disk; it has no id.
 *
 * @param uri {@code spotify:local:Artist:Album:Title:seconds}, of which parts may be empty
 * @param name the title, null when absent
 * @param durationMs length in milliseconds, null when absent or not a number
 */
public record LocalFile(
        String uri, @Nullable String name, @Nullable Integer durationMs) implements PlayableItem {}
