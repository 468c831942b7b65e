package io.playlake.run;

import org.jspecify.annotations.Nullable;

/**
 * How one sink of a run stands at its end.
 *
 * @param name as a user would write it
 * @param required whether the run is done without it
 * @param seq number of its newest commit, 0 if it has none; null if it could not be read
 * @param copied commits that it was given from another sink, that of this run included; the first required sink has none,
 *     unless it was behind
 * @param failure why it is behind; null if it holds all that the first required sink holds
 */
public record SinkReport(
        String name,
        boolean required,
        @Nullable Long seq,
        long copied,
        @Nullable String failure) {

    /** Returns whether it holds all that the first required sink holds. */
    public boolean level() {
        return failure == null;
    }
}
