package io.playlake.model;

import org.jspecify.annotations.Nullable;

/**
 * An image of a playlist, an album or a category.
 *
 * @param url where it is; temporary for playlists, so never a key; null in stubs
 * @param width in pixels, null when the API does not say
 * @param height in pixels, null when the API does not say
 */
public record Image(
        @Nullable String url,
        @Nullable Integer width,
        @Nullable Integer height) {}
