package io.playlake.table;

import org.jspecify.annotations.Nullable;

/** One category of a listing; the columns' documentation says what the fields mean. */
public record CategoryRow(
        String categoryId,
        @Nullable String name,
        String source,
        @Nullable String iconUrl,
        int playlists,
        int listedRows,
        int nullRows,
        @Nullable Integer totalClaimed) {}
