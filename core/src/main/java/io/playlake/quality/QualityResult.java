package io.playlake.quality;

import org.jspecify.annotations.Nullable;

/**
 * What one rule found in one run.
 *
 * @param rule its name, unique within a run
 * @param table it looks at
 * @param passed whether the rule holds
 * @param measured null if there is no number to it
 * @param expected null likewise
 * @param message a sentence
 */
public record QualityResult(
        String rule,
        String table,
        boolean passed,
        @Nullable Double measured,
        @Nullable Double expected,
        String message) {

    /** Returns the result of a rule that wants nothing counted; it passes when the count is zero. */
    public static QualityResult none(String rule, String table, long count, String message) {
        return new QualityResult(rule, table, count == 0, (double) count, 0.0, message);
    }

    /** Returns the result of a rule that wants two counts equal. */
    public static QualityResult equal(String rule, String table, long measured, long expected, String message) {
        return new QualityResult(rule, table, measured == expected, (double) measured, (double) expected, message);
    }
}
