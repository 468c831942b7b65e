package io.playlake.table;

import org.jspecify.annotations.Nullable;

/** One playlist in one run; the columns' documentation says what the fields mean. */
public record PlaylistRow(
        String playlistId,
        @Nullable String name,
        @Nullable String description,
        @Nullable String ownerId,
        @Nullable String ownerName,
        @Nullable Integer followers,
        @Nullable Boolean isPublic,
        @Nullable Boolean collaborative,
        @Nullable String listSnapshot,
        @Nullable String snapshot,
        @Nullable String contentHash,
        @Nullable String orderHash,
        @Nullable Integer itemsClaimed,
        @Nullable Integer itemsReceived,
        @Nullable Integer itemsNull,
        String consistency,
        String decision,
        String outcome,
        @Nullable String reason,
        String uri) {}
