package io.playlake.model;

import org.jspecify.annotations.Nullable;

/**
 * A copyright of an album.
 *
 * @param text null when absent
 * @param type {@code C} for the work, {@code P} for the recording, and others at any time; null when absent
 */
public record Copyright(@Nullable String text, @Nullable String type) {}
