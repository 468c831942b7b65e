package io.playlake.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A browse category.
 *
 * @param id a slug such as {@code latin}, or an opaque base62 id
 * @param name in the language that the client asks for, null when absent
 * @param icons empty when absent
 */
public record Category(String id, @Nullable String name, List<Image> icons) {

    public Category {
        icons = List.copyOf(icons);
    }

    /** Returns the first icon's address, or null if there is none. */
    public @Nullable String iconUrl() {
        return icons.isEmpty() ? null : icons.get(0).url();
    }
}
