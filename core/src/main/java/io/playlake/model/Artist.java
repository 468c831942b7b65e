package io.playlake.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An artist of the catalogue.
 *
 * @param id the artist's id
 * @param uri derived from the id when absent
 * @param name the artist's name
 * @param popularity 0 to 100, null for newer apps
 * @param followers number of followers, null for newer apps
 * @param genres null when absent, which is not the same as none
 * @param images empty when absent
 */
public record Artist(
        String id,
        String uri,
        @Nullable String name,
        @Nullable Integer popularity,
        @Nullable Integer followers,
        @Nullable List<String> genres,
        List<Image> images) {

    public Artist {
        genres = genres == null ? null : List.copyOf(genres);
        images = List.copyOf(images);
    }
}
