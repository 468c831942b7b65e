package io.playlake.emulator;

/** The two kinds of Spotify app, which see the same URLs differently. */
public enum AppProfile {
    /** Extended quota: every endpoint answers, with the field names {@code tracks} and {@code track}. */
    EXTENDED,

    /**
     * Development mode as of February 2026: browse endpoints and {@code /playlists/{id}/tracks} are forbidden,
     * contents are called {@code items} and {@code item} and are there only for playlists that the token's user owns
     * or collaborates on, some fields are gone, and playlists owned by Spotify are not found.
     */
    DEVELOPMENT
}
