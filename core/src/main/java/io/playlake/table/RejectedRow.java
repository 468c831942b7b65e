package io.playlake.table;

import org.jspecify.annotations.Nullable;

/** Something received that no table could take; the columns' documentation says what the fields mean. */
public record RejectedRow(
        int rejectNo,
        String table,
        String rule,
        String reason,
        @Nullable String jsonPointer,
        @Nullable Integer pageNo,
        String row) {}
