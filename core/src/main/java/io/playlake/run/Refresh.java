package io.playlake.run;

/**
 * What moves without a change of a playlist's snapshot, and so is not seen of unchanged playlists unless a run is told to
 * spend calls on it.
 */
public enum Refresh {
    /**
     * Tracks of the unchanged playlists, popularity among them: a call for 50 that no playlist read by the run shows, or
     * for each where the app may not ask for several. Apps in development mode are not told popularity; for them it is
     * left out with a warning.
     */
    POPULARITY,
    /** Followers, name and description of the unchanged playlists: a call for each. */
    FOLLOWERS
}
