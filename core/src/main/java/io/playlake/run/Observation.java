package io.playlake.run;

import com.google.gson.annotations.SerializedName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A playlist as one run saw it: its row in the table of playlists, and where that stands. The version that it names is
 * the one that the dataset holds for it as of then, whichever run read it; see {@link #carried}.
 *
 * @param playlistId the playlist
 * @param market that the run asked for; null if none
 * @param runId the run
 * @param seq number of its commit
 * @param observedAt when the page that showed it was received; when the run started, where none came
 * @param name of the playlist, and so on: null where the answer did not tell
 * @param description as sent
 * @param ownerId id of the owner
 * @param ownerName display name of the owner
 * @param followers null if the run did not fetch the playlist
 * @param isPublic null if not relevant
 * @param collaborative whether others may edit it
 * @param listSnapshot in the listing; null without one
 * @param snapshot of the playlist itself when the version was read; null if there was none
 * @param contentHash names the version, 64 hexadecimal digits; null if its items were never read, or are not shown
 * @param items of the version; null likewise
 * @param itemsNull of which null; null likewise
 * @param consistency how sure this run's read is one version; {@code not_read} if it read no items
 * @param decision why it was fetched or not, as in the table
 * @param outcome what came of it, as in the table
 * @param reason a sentence; null where decision and outcome say it all
 * @param calls that the playlist cost this run by the formula, where the row tells: 0 if it was not due; null for reads
 *     that failed or had to be repeated, and for what has no listing and was found unchanged
 * @param uri of the playlist
 */
public record Observation(
        String playlistId,
        @Nullable String market,
        String runId,
        long seq,
        Instant observedAt,
        @Nullable String name,
        @Nullable String description,
        @Nullable String ownerId,
        @Nullable String ownerName,
        @Nullable Long followers,
        @SerializedName("public") @Nullable Boolean isPublic,
        @Nullable Boolean collaborative,
        @Nullable String listSnapshot,
        @Nullable String snapshot,
        @Nullable String contentHash,
        @Nullable Integer items,
        @Nullable Integer itemsNull,
        String consistency,
        String decision,
        String outcome,
        @Nullable String reason,
        @Nullable Long calls,
        String uri) {

    /**
     * Returns whether the version named is only the one that stood before: the playlist was due, and its read failed, was
     * held back or did not come to pass, so that what it held at this time is not known.
     */
    public boolean carried() {
        return switch (outcome) {
            case "failed", "suspect" -> true;
            case "none" -> !decision.equals("unchanged");
            default -> false;
        };
    }
}
