package io.playlake.run;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A playlist as of an observation, with its items.
 *
 * @param observed the observation
 * @param verifiedAt when the items were last read to be these, as of the observation; null if they never were
 * @param heldBy number of the commit that holds the items; null if they were never read, or are not shown
 * @param items in order; empty also if they were never read, see {@link Observation#contentHash}
 */
public record PlaylistVersion(
        Observation observed,
        @Nullable Instant verifiedAt,
        @Nullable Long heldBy,
        List<Item> items) {

    public PlaylistVersion {
        items = List.copyOf(items);
    }

    /**
     * One item.
     *
     * @param position from 0
     * @param type track, episode, local or unavailable
     * @param uri null if the API sent none
     * @param id of the track or episode; null for what has none
     * @param name as it was when the version was read; null if the API sent none
     * @param addedAt as the API says; null if it does not
     * @param addedBy id of a user; null if the API does not say
     */
    public record Item(
            int position,
            String type,
            @Nullable String uri,
            @Nullable String id,
            @Nullable String name,
            @Nullable Instant addedAt,
            @Nullable String addedBy) {}
}
