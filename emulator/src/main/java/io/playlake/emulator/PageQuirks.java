package io.playlake.emulator;

import java.util.List;

/** Decides what quirks do to lists and their pages. Immutable. */
final class PageQuirks {

    private static final int SHORT = 7;

    private final Options options;

    PageQuirks(Options options) {
        this.options = options;
    }

    /** Returns the rows of a listing as it is served on a day. */
    <T> List<T> rows(List<T> all, int day) {
        return options.has(Quirk.NO_ROWS) && day % 2 == 1 ? List.of() : all;
    }

    /** Returns the rows of a category as it is served on a day. */
    <T> List<T> ofCategory(List<T> all, int day) {
        boolean cut = options.has(Quirk.SHORT_LISTING) && day % 2 == 1 && all.size() > SHORT;
        return rows(cut ? all.subList(0, SHORT) : all, day);
    }

    Bend none() {
        return new Bend(false, false, false, false, 0, echo());
    }

    Bend listing() {
        return new Bend(false, options.has(Quirk.DRIFTING_TOTAL), options.has(Quirk.ENDLESS_NEXT), false, 0, echo());
    }

    Bend userListing() {
        return new Bend(
                options.has(Quirk.OVERLAPPING_PAGES),
                options.has(Quirk.DRIFTING_TOTAL),
                options.has(Quirk.ENDLESS_NEXT),
                false,
                0,
                echo());
    }

    Bend search() {
        return new Bend(false, options.has(Quirk.DRIFTING_TOTAL), false, false, 0, echo());
    }

    Bend items(String playlistId) {
        boolean lacking = options.has(Quirk.SHORT_PAGE) && Math.floorMod(playlistId.hashCode(), 3) == 0;
        return new Bend(false, false, false, options.has(Quirk.ZERO_OFFSET), lacking ? 2 : 0, echo());
    }

    private boolean echo() {
        return options.has(Quirk.LOCALE_IN_LINKS);
    }

    /**
     * What is wrong with a page.
     *
     * @param overlaps whether pages but the first begin one row early
     * @param drifts whether every other page gives a total that is one more
     * @param endless whether there is always a next page
     * @param zeroed whether it says offset 0
     * @param lacking how many of its last rows the last page leaves out
     * @param echoes whether links repeat the caller's language, which is not wrong but odd
     */
    record Bend(boolean overlaps, boolean drifts, boolean endless, boolean zeroed, int lacking, boolean echoes) {}
}
