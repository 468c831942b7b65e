package io.playlake.model;

import org.jspecify.annotations.Nullable;

/**
 * A user as mentioned by a playlist or an item.
 *
 * @param id the user's id, which may hold any character; null when absent or empty
 * @param displayName the name shown, null when absent
 */
public record User(@Nullable String id, @Nullable String displayName) {}
