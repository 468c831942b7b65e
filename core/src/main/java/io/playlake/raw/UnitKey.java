package io.playlake.raw;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a unit may be adopted for: never a playlist id alone, since what was staged under another snapshot is another
 * version.
 *
 * @param market asked for; null if none
 * @param locale asked for, since names follow it; null if none
 * @param listSnapshot in the listing that made the playlist due; null if it has no listing
 */
public record UnitKey(
        String playlistId,
        @Nullable String market,
        @Nullable String locale,
        @Nullable String listSnapshot) {

    /** A name without regard to what ids hold, and safe where file names ignore case. */
    String fileName() {
        String text = playlistId + "\n" + market + "\n" + locale + "\n" + listSnapshot;
        return Hashing.sha256()
                .hashString(text, StandardCharsets.UTF_8)
                .toString()
                .substring(0, 40);
    }
}
