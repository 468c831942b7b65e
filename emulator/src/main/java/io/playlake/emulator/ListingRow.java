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
        STUB,
        /** An object with every text empty and every number zero. */
        ZEROED
    }

    /** Returns a row that is null. */
    static ListingRow nothing() {
        return new ListingRow(Kind.NULL, null);
    }

    /** Returns the rows for these playlists, with those that quirks put in at fixed places. */
    static List<ListingRow> of(List<String> ids, Options options) {
        List<ListingRow> rows = new ArrayList<>(ids.size() + 8);
        for (int i = 0; i < ids.size(); i++) {
            rows.add(new ListingRow(Kind.PLAYLIST, ids.get(i)));
            if (options.has(Quirk.REPEATED_ROW) && i % 40 == 9) {
                rows.add(new ListingRow(Kind.PLAYLIST, ids.get(i - 5)));
            }
            if (options.has(Quirk.NULL_ROW) && i % 60 == 13) {
                rows.add(nothing());
            }
            if (options.has(Quirk.STUB_ROW) && i % 120 == 21) {
                rows.add(new ListingRow(Kind.STUB, null));
            }
        }
        return List.copyOf(rows);
    }

    /** Returns the rows of a user's listing. */
    static List<ListingRow> ofUser(List<String> ids, Options options) {
        List<ListingRow> rows = new ArrayList<>(of(ids, options));
        if (options.has(Quirk.ZEROED_ROW)) {
            for (int i = 2; i < rows.size(); i += 10) {
                rows.add(i, new ListingRow(Kind.ZEROED, null));
            }
        }
        return List.copyOf(rows);
    }
}
