package io.playlake.model;

import org.jspecify.annotations.Nullable;

/**
 * An artist as mentioned by a track or an album; id and uri are null for local files.
 *
 * @param id the artist's id
 * @param name the artist's name
 * @param uri the artist's uri
 */
public record SimplifiedArtist(
        @Nullable String id,
        @Nullable String name,
        @Nullable String uri) {}
