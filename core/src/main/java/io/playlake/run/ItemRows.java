package io.playlake.run;

import io.playlake.change.PlaylistDiff;
import io.playlake.model.Page;
import io.playlake.model.PlaylistItem;
import io.playlake.model.Unavailable;
import io.playlake.table.PlaylistItemRow;
import io.playlake.table.SpotifyTables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The items of one read of one playlist, on their way into the tables. */
final class ItemRows {

    private static final PlaylistItem NOT_SERVED = new PlaylistItem(null, null, false, new Unavailable(null, null));

    private final RunTables tables;
    private final Sightings sightings;
    private final String playlistId;
    private final @Nullable String storeAs;
    private final @Nullable List<PlaylistDiff.Entry> order;
    private int position;

    /**
     * @param storeAs the version that the items are; null if the dataset holds it, or is not to
     * @param compared whether {@link #order} will be asked for
     */
    ItemRows(RunTables tables, Sightings sightings, String playlistId, @Nullable String storeAs, boolean compared) {
        this.tables = tables;
        this.sightings = sightings;
        this.playlistId = playlistId;
        this.storeAs = storeAs;
        this.order = compared ? new ArrayList<>() : null;
    }

    void add(Instant at, @Nullable Page<PlaylistItem> page) {
        if (page != null) {
            for (@Nullable PlaylistItem entry : page.items()) {
                PlaylistItem item = Objects.requireNonNull(entry, "items of a playlist are never null");
                sightings.add(at, item.item());
                add(at, item);
            }
        }
    }

    /** Adds what could not be served: an item for each position, so that the others stand where they stood. */
    void fill(Instant at, int to) {
        while (position < to) {
            add(at, NOT_SERVED);
        }
    }

    /** Returns the items added; none if they were not to be compared. */
    List<PlaylistDiff.Entry> order() {
        return order == null ? List.of() : order;
    }

    private void add(Instant at, PlaylistItem item) {
        if (storeAs != null) {
            tables.write(SpotifyTables.PLAYLIST_ITEMS, at, new PlaylistItemRow(playlistId, storeAs, position, item));
        }
        if (order != null) {
            order.add(new PlaylistDiff.Entry(item.item().uri(), item.addedAt()));
        }
        position++;
    }
}
