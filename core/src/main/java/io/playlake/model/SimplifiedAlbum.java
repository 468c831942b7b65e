package io.playlake.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An album as mentioned by a track.
 *
 * @param id null for local files
 * @param uri null for local files
 * @param name may be empty after a take-down
 * @param albumType in lower case; {@code album}, {@code single}, {@code compilation}, and others at any time
 * @param releaseDate as sent: {@code 1981-12-15}, {@code 1981-12}, {@code 1981} or even {@code 0000}
 * @param releaseDatePrecision in lower case; {@code day}, {@code month}, {@code year}, and others at any time
 * @param totalTracks number of tracks on the album
 * @param imageUrl address of the first image
 * @param upc the universal product code
 * @param label the label, which only full albums carry
 * @param artists empty when absent
 */
public record SimplifiedAlbum(
        @Nullable String id,
        @Nullable String uri,
        @Nullable String name,
        @Nullable String albumType,
        @Nullable String releaseDate,
        @Nullable String releaseDatePrecision,
        @Nullable Integer totalTracks,
        @Nullable String imageUrl,
        @Nullable String upc,
        @Nullable String label,
        List<SimplifiedArtist> artists) {

    public SimplifiedAlbum {
        artists = List.copyOf(artists);
    }
}
