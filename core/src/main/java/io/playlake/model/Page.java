package io.playlake.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param items one entry for each row of the body, in its order; null where the row was null or a stub. Items of a
 *     playlist are never null, see {@link Unavailable}
 * @param defects says why, for each null entry
 * @param total length of the whole list as claimed, null rows included; at least 0. It may change from page to page
 * @param limit page size as the body says it, null when absent
 * @param offset position of the first row as the body says it, which may be wrong; null when absent
 * @param next address of the next page, null on the last one; only a hint, requests are never built from it
 */
public record Page<T>(
        List<@Nullable T> items,
        List<Defect> defects,
        int total,
        @Nullable Integer limit,
        @Nullable Integer offset,
        @Nullable String next) {

    public Page {
        items = Collections.unmodifiableList(new ArrayList<>(items));
        defects = List.copyOf(defects);
    }

    /**
     * Returns whether this page, asked for at an offset, is an earlier one again: it does not say that it starts at that
     * offset, and its rows are those with which the earlier one starts. Rows that are all alike tell nothing, unless the
     * page itself says that it starts elsewhere.
     */
    public boolean repeats(Page<T> earlier, long askedOffset) {
        if (items.isEmpty() || (offset != null && offset == askedOffset) || items.size() > earlier.items.size()) {
            return false;
        }
        boolean alike = items.equals(earlier.items.subList(0, items.size()));
        return alike && (offset != null || new HashSet<>(items).size() > 1);
    }

    /**
     * A row that holds nothing that could be keyed.
     *
     * @param index 0-based position in {@link Page#items()}
     * @param jsonPointer place of the row in the body, such as {@code /playlists/items/3}
     * @param reason {@link #NULL_ROW} or {@link #STUB}
     * @param row the row's JSON
     */
    public record Defect(int index, String jsonPointer, String reason, String row) {

        /** The row is JSON null. */
        public static final String NULL_ROW = "null_row";

        /** The row is an object whose id is null or empty. */
        public static final String STUB = "stub";
    }
}
