package io.playlake.raw;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the read of a playlist came to.
 *
 * @param stagedAt when it ended
 * @param verifiedAt until when the items are known to have stood: when the call was sent that vouches for them last
 * @param firstPage place, from 0, of the page with which the read that counts begins; those before it were read again
 * @param detailSnapshot that came with the items; null if there was none
 * @param consistency of the read that counts
 * @param movedMeanwhile whether the snapshot moved during the read, and the items did not
 * @param contentHash of the items; null if they were not read
 * @param orderHash likewise
 * @param itemsClaimed that the API said there are; null if it did not say
 * @param itemsReceived items read, those that could not be served among them
 * @param itemsNull of which null
 * @param gaps which items could not be served, a sentence; null if all were
 * @param problem why the playlist could not be read, a sentence; null if it could
 */
public record UnitSummary(
        Instant stagedAt,
        Instant verifiedAt,
        int firstPage,
        @Nullable String detailSnapshot,
        Consistency consistency,
        boolean movedMeanwhile,
        @Nullable String contentHash,
        @Nullable String orderHash,
        @Nullable Integer itemsClaimed,
        int itemsReceived,
        int itemsNull,
        @Nullable String gaps,
        @Nullable String problem) {

    /**
     * Returns the summary of a unit that is not the items of a playlist.
     *
     * @param problem why it ended early, a sentence; null if it did not
     */
    public static UnitSummary ofPages(Instant stagedAt, @Nullable String problem) {
        return new UnitSummary(
                stagedAt, stagedAt, 0, null, Consistency.NOT_READ, false, null, null, null, 0, 0, null, problem);
    }
}
