package io.playlake.emulator;

/** What the body of an exceeded rate limit is; the quota's is always JSON with {@code QUOTA_EXCEEDED}. */
public enum RateLimitBody {
    /** {@code {"error":{"status":429,"message":"API rate limit exceeded"}}}. */
    JSON,

    /** The same with the member {@code "reason":"RATE_LIMIT_EXCEEDED"}, which is not the quota's reason. */
    JSON_WITH_REASON,

    /** {@code Too many requests} as plain text. */
    TEXT
}
