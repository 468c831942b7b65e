package io.playlake.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The user who logged in.
 *
 * @param id the name that playlists mention, which may change
 * @param accountId the key that never does; null before May 2026
 * @param displayName the name shown, null when absent
 * @param country two capital letters, null for newer apps
 * @param product the subscription, such as {@code premium}; null for newer apps
 * @param uri null when absent
 * @param images empty when absent
 */
public record CurrentUser(
        String id,
        @Nullable String accountId,
        @Nullable String displayName,
        @Nullable String country,
        @Nullable String product,
        @Nullable String uri,
        List<Image> images) {

    public CurrentUser {
        images = List.copyOf(images);
    }
}
