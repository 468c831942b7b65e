package io.playlake.model;

import org.jspecify.annotations.Nullable;

/**
 * A position whose item the API does not give: a null, a withdrawn track without an id, or a kind of item that this
 * version does not know.
 *
 * @param uri null when nothing is known
 * @param name null when nothing is known
 */
public record Unavailable(@Nullable String uri, @Nullable String name) implements PlayableItem {}
