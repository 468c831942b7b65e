package io.playlake.client.limit;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads {@code Retry-After}: whole seconds or an HTTP date. */
final class RetryAfter {

    /** Nothing waits longer on an API's word; it also keeps the arithmetic far from overflow. */
    static final Duration MAX = Duration.ofDays(30);

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private RetryAfter() {}

    /** Returns the wait, more than zero; null when the header is absent, senseless, or asks for no wait. */
    static @Nullable Duration parse(@Nullable String header, Instant now) {
        String text = header == null ? "" : header.strip();
        if (text.isEmpty() || text.length() > 64) {
            return null;
        }
        Duration wait = text.chars().allMatch(c -> c >= '0' && c <= '9') ? seconds(text) : date(text, now);
        if (wait == null || wait.isZero() || wait.isNegative()) {
            return null;
        }
        return wait.compareTo(MAX) > 0 ? MAX : wait;
    }

    private static Duration seconds(String digits) {
        try {
            return Duration.ofSeconds(Math.min(Long.parseLong(digits), MAX.toSeconds()));
        } catch (NumberFormatException e) {
            return MAX;
        }
    }

    private static @Nullable Duration date(String text, Instant now) {
        try {
            return Duration.between(now, ZonedDateTime.parse(text, HTTP_DATE));
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
