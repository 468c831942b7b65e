package io.playlake.client;

import java.util.Locale;

/** What can be searched for. */
public enum SearchType {
    TRACK,
    ARTIST,
    ALBUM,
    PLAYLIST,
    SHOW,
    EPISODE,
    AUDIOBOOK;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
