package io.playlake.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One position of a playlist. The same item may occur more than once, so only the position is a key.
 *
 * @param addedAt as sent, so also 1970 and the date of the last editorial change; null when absent
 * @param addedBy null when absent, or when its id is empty as for editorial playlists
 * @param isLocal whether it is a local file
 * @param item what is there, never null
 */
public record PlaylistItem(
        @Nullable Instant addedAt, @Nullable User addedBy, boolean isLocal, PlayableItem item) {}
