package io.playlake.emulator;

/** What is done to a playlist on demand. */
public enum Edit {
    /** A track is put in before all items, so that each moves down by one. */
    INSERT_FIRST,
    /** The first item is taken out, so that the others move up by one; an empty playlist keeps none. */
    REMOVE_FIRST,
    /** The last item is exchanged for another, so that the size stays; an empty playlist stays so. */
    REPLACE_LAST
}
