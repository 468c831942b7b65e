package io.playlake.emulator;

/** The kinds of Spotify app, which see the same URLs differently. */
public enum AppProfile {
    /**
     * Extended quota since before 27 November 2024: every endpoint answers, with the field names {@code tracks} and
     * {@code track}.
     */
    EXTENDED,

    /**
     * Extended quota since that day: as {@link #EXTENDED}, but the playlists of categories, featured playlists and
     * whatever Spotify owns are not found, and searches give null for the latter.
     */
    EXTENDED_LATE,

    /**
     * Development mode with a client id from before 11 February 2026: as {@link #EXTENDED_LATE}. What sets the two apart,
     * such as how many users an app may have, has no part in these endpoints.
     */
    DEVELOPMENT_OLD,

    /**
     * Development mode as of February 2026: browse endpoints, {@code /playlists/{id}/tracks}, other users' profiles and
     * playlists, the list of markets and whatever gets several objects by their ids are forbidden. Contents are called
     * {@code items} and {@code item} and are there only for playlists that the token's user owns or collaborates on, some
     * fields are gone, pages of searches and discographies have at most 10 rows, and playlists owned by Spotify are not
     * found.
     */
    DEVELOPMENT;

    /** Returns whether the removals and renames of 2026 apply. */
    boolean cut() {
        return this == DEVELOPMENT;
    }

    /** Returns whether playlists of Spotify's own are shown, in answers and as such. */
    boolean seesEditorial() {
        return this == EXTENDED;
    }
}
