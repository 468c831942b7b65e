package io.playlake.run;

import io.playlake.change.PlaylistState;
import io.playlake.raw.Consistency;
import io.playlake.raw.UnitSummary;
import org.jspecify.annotations.Nullable;

/** What a row of {@code playlists} says about the items. */
record Version(
        @Nullable String snapshot,
        @Nullable String contentHash,
        @Nullable String orderHash,
        @Nullable Integer claimed,
        @Nullable Integer received,
        @Nullable Integer nulls,
        Consistency consistency) {

    /** The version that stands, not read by this run. */
    static Version of(@Nullable PlaylistState state) {
        if (state == null || state.contentHash() == null) {
            String snapshot = state == null ? null : state.detailSnapshot();
            return new Version(snapshot, null, null, null, null, null, Consistency.NOT_READ);
        }
        return new Version(
                state.detailSnapshot(),
                state.contentHash(),
                state.orderHash(),
                null,
                state.items(),
                state.nulls(),
                Consistency.NOT_READ);
    }

    /** The version that this run read. */
    static Version of(UnitSummary summary) {
        boolean read = summary.contentHash() != null;
        return new Version(
                summary.detailSnapshot(),
                summary.contentHash(),
                summary.orderHash(),
                summary.itemsClaimed(),
                read ? summary.itemsReceived() : null,
                read ? summary.itemsNull() : null,
                summary.consistency());
    }
}
