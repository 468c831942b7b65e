package io.playlake.emulator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of a listing as it is served.
 *
 * @param kind what the row is
 * @param playlistId the playlist, or null unless the kind is {@link Kind#PLAYLIST}
 */
public record ListingRow(Kind kind, @Nullable String playlistId) {

    /** What a row can be. */
    public enum Kind {
        /** A playlist; the same one may come twice. */
        PLAYLIST,
        /** A JSON null. */
        NULL,
        /** An object with every field null. */
        STUB
    }

    /** Returns the rows for these playlists, with repeated, null and stub rows at fixed places if there are quirks. */
    static List<ListingRow> of(List<String> ids, boolean quirks) {
        List<ListingRow> rows = new ArrayList<>(ids.size() + 8);
        for (int i = 0; i < ids.size(); i++) {
            rows.add(new ListingRow(Kind.PLAYLIST, ids.get(i)));
            if (quirks && i % 40 == 9) {
                rows.add(new ListingRow(Kind.PLAYLIST, ids.get(i - 5)));
            }
            if (quirks && i % 60 == 13) {
                rows.add(new ListingRow(Kind.NULL, null));
            }
            if (quirks && i % 120 == 21) {
                rows.add(new ListingRow(Kind.STUB, null));
            }
        }
        return List.copyOf(rows);
    }
}
