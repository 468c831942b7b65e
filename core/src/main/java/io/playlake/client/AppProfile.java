package io.playlake.client;

/** The kinds of app that Spotify tells apart; the same address answers each in its own way. */
public enum AppProfile {
    /** Extended quota: browse categories, everyone's playlists, several objects at a time. */
    EXTENDED,
    /** Development mode as it is since 2026: single objects, contents of one's own playlists only. */
    DEVELOPMENT
}
