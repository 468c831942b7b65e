package io.playlake.emulator;

/** What the {@code snapshot_id} of a playlist goes by. */
public enum SnapshotMode {
    /** The playlist's changes: it moves when, and only when, the playlist does. */
    REVISION,
    /** Its changes and the day: it also moves every day. */
    MOVING,
    /** The call: no two answers have the same. */
    PER_REQUEST,
    /** Its changes, but listings show that of the day before; those of the first day show the true one. */
    STALE,
    /** Nothing: it is null. */
    NULL,
    /** Its changes and whether the day is odd: with the same items it goes back and forth. */
    FLAPPING,
    /** What the playlist was when the mode was set: it stays, though the playlist changes. */
    FROZEN
}
