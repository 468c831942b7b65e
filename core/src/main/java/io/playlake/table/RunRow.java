package io.playlake.table;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One run, as table {@code runs} has it; the columns' documentation says what the fields mean. */
public record RunRow(
        Instant logicalDate,
        String attemptId,
        Instant startedAt,
        boolean complete,
        @Nullable String profile,
        @Nullable String market,
        @Nullable String locale,
        String libraryVersion,
        String sourcesJson,
        int playlistsListed,
        int playlistsDue,
        int playlistsFetched,
        int playlistsUnchanged,
        int playlistsFailed,
        String callsJson,
        int callsSaved,
        int retries,
        int rateLimited,
        String rowsJson,
        @Nullable Instant notBefore) {}
