package io.playlake.model;

import org.jspecify.annotations.Nullable;

/**
 * An episode of a show, also when the API disguises it as a track.
 *
 * @param id null when absent
 * @param uri such as {@code spotify:episode:...}
 * @param name the episode's title
 * @param showId id of its show
 * @param showName title of its show
 * @param publisher the show's publisher, null for newer apps
 * @param releaseDate as sent
 * @param durationMs length in milliseconds
 * @param explicit whether it is marked explicit
 */
public record Episode(
        @Nullable String id,
        String uri,
        @Nullable String name,
        @Nullable String showId,
        @Nullable String showName,
        @Nullable String publisher,
        @Nullable String releaseDate,
        @Nullable Integer durationMs,
        @Nullable Boolean explicit)
        implements PlayableItem {}
