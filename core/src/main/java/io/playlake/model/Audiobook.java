package io.playlake.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An audiobook, as a search finds it.
 *
 * @param id the audiobook's id
 * @param uri derived from the id when absent
 * @param name the title
 * @param authors names, empty when absent
 * @param narrators names, empty when absent
 * @param publisher null for newer apps
 * @param edition such as {@code Unabridged}
 * @param totalChapters number of chapters
 * @param explicit whether it is marked explicit
 * @param images empty when absent
 */
public record Audiobook(
        String id,
        String uri,
        @Nullable String name,
        List<String> authors,
        List<String> narrators,
        @Nullable String publisher,
        @Nullable String edition,
        @Nullable Integer totalChapters,
        @Nullable Boolean explicit,
        List<Image> images) {

    public Audiobook {
        authors = List.copyOf(authors);
        narrators = List.copyOf(narrators);
        images = List.copyOf(images);
    }
}
