package io.playlake.emulator;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The calls that each group of endpoints may get in any 24 hours. Thread-safe. */
final class Quota {

    static final String REASON = "QUOTA_EXCEEDED";

    private static final Duration LENGTH = Duration.ofHours(24);

    private final RateOptions options;
    private final Map<String, RollingWindow> windows = new HashMap<>();

    Quota(RateOptions options) {
        this.options = options;
    }

    /** Returns the group of a path without {@code /v1}: its first segment, where {@code users} counts as {@code me}. */
    static String group(String relativePath) {
        String name = relativePath.startsWith("/") ? relativePath.substring(1) : relativePath;
        int slash = name.indexOf('/');
        return named(slash < 0 ? name : name.substring(0, slash));
    }

    static String named(String group) {
        return group.equals("users") ? "me" : group;
    }

    /** Takes a place and returns null, or returns the 429. */
    synchronized @Nullable Answer take(String group, Instant now) {
        int limit = options.quotas().getOrDefault(group, options.quota());
        if (limit == 0) {
            return null;
        }
        Instant free = windows.computeIfAbsent(group, key -> new RollingWindow(limit, LENGTH))
                .take(now);
        return free == null
                ? null
                : Answer.error(429, "Too many requests", REASON).with("Retry-After", RollingWindow.seconds(now, free));
    }
}
