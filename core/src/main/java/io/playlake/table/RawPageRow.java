package io.playlake.table;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One response as received; the columns' documentation says what the fields mean. */
public record RawPageRow(
        int pageNo,
        String endpoint,
        String path,
        @Nullable String query,
        @Nullable String categoryId,
        @Nullable String playlistId,
        @Nullable Integer pageOffset,
        int tryNo,
        int status,
        Instant requestedAt,
        Instant receivedAt,
        @Nullable String etag,
        String profile,
        long bytes,
        String bodySha256,
        String body) {}
