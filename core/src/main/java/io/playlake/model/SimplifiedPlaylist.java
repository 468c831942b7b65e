package io.playlake.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A playlist as lists show it, without its contents.
 *
 * @param id the playlist's id
 * @param name may be empty
 * @param description as sent: escaped in users' playlists, with anchors in editorial ones; may be empty
 * @param owner null when absent
 * @param isPublic null when not relevant
 * @param collaborative whether others may edit it
 * @param snapshotId the list's idea of the version: compare it with other lists only, never with a playlist's own
 * @param totalTracks number of items claimed
 * @param tracksUrl address of the contents, for the record; requests are never built from it
 * @param images empty when absent
 * @param uri derived from the id when absent
 */
public record SimplifiedPlaylist(
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
        String uri) {

    public SimplifiedPlaylist {
        images = List.copyOf(images);
    }

    /** Returns the first image's address, or null if there is none. */
    public @Nullable String imageUrl() {
        return images.isEmpty() ? null : images.get(0).url();
    }
}
