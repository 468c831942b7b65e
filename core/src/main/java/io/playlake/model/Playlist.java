package io.playlake.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A playlist with the first page of its contents.
 *
 * @param id the playlist's id
 * @param name may be empty
 * @param description as sent: escaped in users' playlists, with anchors in editorial ones; may be empty
 * @param owner null when absent
 * @param isPublic null when not relevant
 * @param collaborative whether others may edit it
 * @param snapshotId the version that these contents claim; compare it with other full reads only, never with a list's
 * @param totalTracks number of items claimed, null when the contents are absent
 * @param tracksUrl address of the contents, for the record; requests are never built from it
 * @param images empty when absent
 * @param uri derived from the id when absent
 * @param followers number of followers
 * @param shape under which names the contents came, null when they are absent
 * @param items the first page, up to 100 items; null when the API keeps the contents from this app, or when they were not
 *     asked for
 */
public record Playlist(
        String id,
        @Nullable String name,
        @Nullable String description,
        @Nullable User owner,
        @Nullable Boolean isPublic,
        @Nullable Boolean collaborative,
        @Nullable String snapshotId,
        @Nullable Integer totalTracks,
        @Nullable String tracksUrl,
        List<Image> images,
        String uri,
        @Nullable Integer followers,
        @Nullable ItemsShape shape,
        @Nullable Page<PlaylistItem> items) {

    public Playlist {
        images = List.copyOf(images);
    }

    /** Returns whether the items are there to be had, and were not asked for. */
    public boolean isHead() {
        return items == null && shape != null;
    }

    /** Returns the first image's address, or null if there is none. */
    public @Nullable String imageUrl() {
        return images.isEmpty() ? null : images.get(0).url();
    }
}
