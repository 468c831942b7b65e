package io.playlake.source;

import org.jspecify.annotations.Nullable;

/**
 * A playlist of a listing.
 *
 * @param id the playlist's
 * @param listSnapshot its snapshot in the listing; null if the listing had none
 * @param byIdOnly whether it was only named, so that nothing is known before it is fetched
 * @param totalTracks items that the listing said it has; null if it did not say
 */
public record ListedPlaylist(
        String id,
        @Nullable String listSnapshot,
        boolean byIdOnly,
        @Nullable Integer totalTracks) {}
