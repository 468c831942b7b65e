package io.playlake.emulator;

/** What becomes of a refresh token that is used. */
public enum RefreshRotation {
    /** The reply has no refresh token; the old one stays valid. */
    NEVER,

    /** The reply repeats the refresh token. */
    KEPT,

    /** The reply has a new refresh token, and the old one is not valid any more. */
    ROTATING
}
