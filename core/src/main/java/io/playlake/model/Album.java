package io.playlake.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An album of the catalogue with the first page of its tracks.
 *
 * @param id the album's id
 * @param simplified what tracks mention of it, the label and the product code among it
 * @param popularity 0 to 100, null for newer apps
 * @param genres null when absent, which is not the same as none
 * @param copyrights empty when absent
 * @param tracks the first page of its tracks, which have no album of their own; null when absent
 */
public record Album(
        String id,
        SimplifiedAlbum simplified,
        @Nullable Integer popularity,
        @Nullable List<String> genres,
        List<Copyright> copyrights,
        @Nullable Page<Track> tracks) {

    public Album {
        genres = genres == null ? null : List.copyOf(genres);
        copyrights = List.copyOf(copyrights);
    }
}
