package io.playlake.error;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The account's quota for one group of endpoints is used up; calls of other groups may go on. */
public class QuotaExceededException extends RateLimitedException {

    private static final long serialVersionUID = 1;

    private final String group;

    /**
     * @param group of endpoints, such as {@code playlists}
     * @param notBefore null if the API did not say when the quota comes back
     */
    public QuotaExceededException(
            String group, String message, @Nullable Instant notBefore, @Nullable Throwable cause) {
        super(message, notBefore, cause);
        this.group = group;
    }

    /** Returns the group of endpoints: the first part of their path, such as {@code playlists}. */
    public String group() {
        return group;
    }
}
