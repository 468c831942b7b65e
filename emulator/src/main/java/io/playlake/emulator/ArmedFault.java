package io.playlake.emulator;

import org.jspecify.annotations.Nullable;

/** A rule that waits for its requests. Guarded by the faults that it belongs to. */
final class ArmedFault {

    /** In place of a number of times. */
    static final int FOREVER = 0;

    private final String pattern;
    private final @Nullable String query;
    private final Fault fault;
    private int skip;
    private int times;

    ArmedFault(String pattern, @Nullable String query, int skip, int times, Fault fault) {
        this.pattern = pattern;
        this.query = query;
        this.skip = skip;
        this.times = times;
        this.fault = fault;
    }

    boolean matches(FaultTarget target) {
        return target.matches(pattern) && (query == null || target.asks(query));
    }

    /** Counts a request that matches, and returns whether it is past those that are let through. */
    boolean due() {
        if (skip > 0) {
            skip--;
            return false;
        }
        return true;
    }

    /** Counts a fault, and returns whether it was the last. */
    boolean use() {
        return times != FOREVER && --times == 0;
    }

    int pending() {
        return times;
    }

    Fault fault() {
        return fault;
    }
}
