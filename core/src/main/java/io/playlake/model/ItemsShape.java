package io.playlake.model;

/** The two names under which the API sends a playlist's contents; further pages are at the address of the same name. */
public enum ItemsShape {
    /** {@code tracks} and {@code track}; further pages at {@code /playlists/{id}/tracks}. */
    TRACKS,
    /** {@code items} and {@code item}; further pages at {@code /playlists/{id}/items}. */
    ITEMS
}
