package io.playlake.table;

import org.jspecify.annotations.Nullable;

/** What a quality rule found; the columns' documentation says what the fields mean. */
public record QualityRow(
        String rule,
        String table,
        String severity,
        String outcome,
        @Nullable Double measured,
        @Nullable Double expected,
        String message) {}
