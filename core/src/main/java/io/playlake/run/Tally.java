package io.playlake.run;

import org.jspecify.annotations.Nullable;

/** Figures of the run. */
final class Tally {
    int fetched;
    int changed;
    int unchanged;
    /** Of the unchanged, those that took a call to tell. */
    int looked;

    int failed;
    int leftOver;
    /** Of the failed, those that were read before, and that the API refuses now. */
    int vanished;

    int suspect;
    long claimed;
    long received;
    /** Whose shape the answers have; null until one tells. */
    @Nullable
    String profile;
}
