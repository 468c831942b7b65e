package io.playlake.run;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a run: its logical date and a fingerprint of what it asks for, and of whom. How fast it goes and where
 * it writes is no part of it.
 *
 * @param base as of the first run; continuations append {@code -2} and so on
 */
record RunId(String base) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    static RunId of(
            Instant logicalDate,
            List<String> sources,
            List<String> options,
            @Nullable String market,
            @Nullable String locale,
            String account) {
        String text =
                String.join("\n", sources.stream().sorted().toList()) + "\n" + market + "\n" + locale + "\n" + account;
        if (!options.isEmpty()) {
            text += "\n" + String.join("\n", options);
        }
        String print = Hashing.sha256().hashString(text, StandardCharsets.UTF_8).toString();
        return new RunId(time(logicalDate) + "-" + print.substring(0, 8));
    }

    /** Returns a time as ids hold it. */
    static String time(Instant time) {
        return TIME.format(time);
    }

    /** Returns which part of this run another id is, from 1; 0 if it is none. */
    int part(String runId) {
        if (runId.equals(base)) {
            return 1;
        }
        if (!runId.startsWith(base + "-")) {
            return 0;
        }
        String number = runId.substring(base.length() + 1);
        return number.matches("[0-9]{1,9}") ? Integer.parseInt(number) : 0;
    }

    /** Returns the id of a part, from 1. */
    String withPart(int part) {
        return part == 1 ? base : base + "-" + part;
    }
}
