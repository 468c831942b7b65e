package io.playlake.raw;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a unit may be adopted for: never a playlist id alone, since what was staged under another snapshot is another
 * version.
 *
 * @param market asked for; null if none
 * @param locale asked for, since names follow it; null if none
 * @param listSnapshot in the listing that made the playlist due; null if it has no listing
 * @param personalData how it is governed in the unit, see {@link RawStage#personalData}
 */
public record UnitKey(
        String playlistId,
        @Nullable String market,
        @Nullable String locale,
        @Nullable String listSnapshot,
        String personalData) {

    /**
     * Returns the key of a lookup: of what a run asks for by id beyond its due playlists.
     *
     * @param runId whose lookup it is; another run asks anew, since what is looked up moves
     * @param ids asked for, in order
     * @param personalData how it is governed in the unit, see {@link RawStage#personalData}
     */
    public static UnitKey ofLookup(String runId, String kind, List<String> ids, String personalData) {
        return new UnitKey("", null, null, "lookup " + runId + " " + kind + " " + String.join(",", ids), personalData);
    }

    /** Returns whether this is the key of a lookup, or of a listing, which belong to no one playlist. */
    boolean isLookup() {
        return playlistId.isEmpty();
    }

    /** A name without regard to what ids hold, and safe where file names ignore case. */
    String fileName() {
        String text = playlistId + "\n" + market + "\n" + locale + "\n" + listSnapshot;
        String digest = Hashing.sha256()
                .hashString(text, StandardCharsets.UTF_8)
                .toString()
                .substring(0, 40);
        return personalData + "-" + digest;
    }
}
