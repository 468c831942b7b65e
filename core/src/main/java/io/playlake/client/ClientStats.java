package io.playlake.client;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a client has done so far. Immutable.
 *
 * @param calls calls on the wire by template, such as {@code /playlists/{id}}; every try counts
 * @param tokenCalls calls of the token endpoint
 * @param retries how many calls, those for tokens included, were repetitions
 * @param rateLimited how many answers were 429
 */
public record ClientStats(SortedMap<String, Long> calls, long tokenCalls, long retries, long rateLimited) {

    public ClientStats {
        calls = Collections.unmodifiableSortedMap(new TreeMap<>(calls));
    }

    /** Returns the calls of all endpoints together, without those for tokens. */
    public long totalCalls() {
        return calls.values().stream().mapToLong(Long::longValue).sum();
    }
}
