package io.playlake.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A track of the catalogue.
 *
 * @param id the track's id; with a market it may be that of a substitute, see {@code linkedFromId}
 * @param uri such as {@code spotify:track:...}
 * @param name may be empty
 * @param album null when absent
 * @param artists in the order of the credits, empty when absent
 * @param discNumber counted from 1
 * @param trackNumber counted from 1 on its disc
 * @param durationMs length in milliseconds
 * @param explicit whether the lyrics are marked explicit
 * @param popularity 0 to 100, null for newer apps
 * @param isrc the recording's code
 * @param isPlayable sent only when a market applies
 * @param linkedFromId id of the track that this one stands in for
 * @param restriction why it cannot be played: that of the market, the product, or others at any time
 * @param markets how many markets it is available in; null when the API does not say, which is not 0
 */
public record Track(
        String id,
        String uri,
        @Nullable String name,
        @Nullable SimplifiedAlbum album,
        List<SimplifiedArtist> artists,
        @Nullable Integer discNumber,
        @Nullable Integer trackNumber,
        @Nullable Integer durationMs,
        @Nullable Boolean explicit,
        @Nullable Integer popularity,
        @Nullable String isrc,
        @Nullable Boolean isPlayable,
        @Nullable String linkedFromId,
        @Nullable String restriction,
        @Nullable Integer markets)
        implements PlayableItem {

    public Track {
        artists = List.copyOf(artists);
    }
}
