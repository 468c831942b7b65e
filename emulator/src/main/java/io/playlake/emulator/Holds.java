package io.playlake.emulator;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Until when the client was told not to call, by 429s with a {@code Retry-After}. Thread-safe. */
final class Holds {

    private static final String ALL = "*";
    private static final long A_YEAR = 31_536_000;

    private final Map<String, Instant> untils = new HashMap<>();

    /** Returns whether a call comes although one like it was told to wait. */
    synchronized boolean early(boolean api, String group, Instant now) {
        return now.isBefore(untils.getOrDefault(group, Instant.MIN))
                || (api && now.isBefore(untils.getOrDefault(ALL, Instant.MIN)));
    }

    /** Takes note of what an answer says: the quota's holds a group, any other the whole Web API. */
    synchronized void note(boolean api, String group, Answer answer, Instant now) {
        Instant until = until(answer.headers().get("Retry-After"), now);
        if (answer.status() == 429 && until != null) {
            boolean all = api && !answer.text().contains(Quota.REASON);
            untils.merge(all ? ALL : group, until, (one, other) -> one.isAfter(other) ? one : other);
        }
    }

    private static @Nullable Instant until(@Nullable String retryAfter, Instant now) {
        if (retryAfter == null) {
            return null;
        }
        try {
            return retryAfter.matches("[0-9]{1,18}")
                    ? now.plusSeconds(Math.min(Long.parseLong(retryAfter), A_YEAR))
                    : ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
        } catch (DateTimeException nonsense) {
            return null;
        }
    }
}
