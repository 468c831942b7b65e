package io.playlake.model;

import org.jspecify.annotations.Nullable;

/** What a position of a playlist holds. */
public sealed interface PlayableItem permits Track, Episode, LocalFile, Unavailable {

    /** Returns the item's uri; null only for an {@link Unavailable} item of which nothing is known. */
    @Nullable
    String uri();
}
