package io.playlake.table;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One event between two versions of a playlist. */
public record ChangeRow(
        String playlistId,
        int changeNo,
        String change,
        @Nullable String uri,
        int occurrence,
        @Nullable Integer fromPosition,
        @Nullable Integer toPosition,
        String fromContentHash,
        String toContentHash,
        Instant changedAfter,
        Instant changedBy) {}
