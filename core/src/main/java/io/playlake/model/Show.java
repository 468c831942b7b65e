package io.playlake.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A show, whose parts are episodes.
 *
 * @param id the show's id
 * @param uri derived from the id when absent
 * @param name the show's title
 * @param publisher null for newer apps, or when it is no text
 * @param description as sent
 * @param totalEpisodes number of episodes
 * @param explicit whether it is marked explicit
 * @param images empty when absent
 */
public record Show(
        String id,
        String uri,
        @Nullable String name,
        @Nullable String publisher,
        @Nullable String description,
        @Nullable Integer totalEpisodes,
        @Nullable Boolean explicit,
        List<Image> images) {

    public Show {
        images = List.copyOf(images);
    }
}
