package io.playlake.emulator;

import java.time.Duration;
import java.util.Map;

/**
 * How 429s come about.
 *
 * @param growth by how much a call during a penalty lengthens it; zero for not at all
 * @param quota calls a day of the groups that {@code quotas} does not name; 0 for no limit
 * @param quotas calls a day by group
 */
record RateOptions(RetryAfter retryAfter, RateLimitBody body, Duration growth, int quota, Map<String, Integer> quotas) {

    static final RateOptions DEFAULTS =
            new RateOptions(RetryAfter.TRUE_WAIT, RateLimitBody.JSON, Duration.ZERO, 0, Map.of());
}
