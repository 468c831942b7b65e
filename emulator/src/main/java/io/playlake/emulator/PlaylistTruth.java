package io.playlake.emulator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A playlist as it really was on one day.
 *
 * @param id 22 characters of base62
 * @param day the virtual day, from 0
 * @param name its name, which may be empty
 * @param description as served, possibly escaped; null where the API says null
 * @param ownerId the id of its owner
 * @param followers how many follow it
 * @param listSnapshot the {@code snapshot_id} that listings show by default, see {@link Snapshots}
 * @param detailSnapshot the {@code snapshot_id} that the playlist itself shows by default
 * @param items all its entries in order
 */
public record PlaylistTruth(
        String id,
        int day,
        String name,
        @Nullable String description,
        String ownerId,
        long followers,
        String listSnapshot,
        String detailSnapshot,
        List<ItemTruth> items) {

    /** Copies the items. */
    public PlaylistTruth {
        items = List.copyOf(items);
    }
}
