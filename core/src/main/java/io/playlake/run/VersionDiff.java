package io.playlake.run;

import io.playlake.change.PlaylistDiff;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two versions of a playlist, and what led from the one to the other.
 *
 * @param from the old one
 * @param to the new one
 * @param changes what is gone, by its old position, and then all else, by its new one; none if the order is the same
 */
public record VersionDiff(PlaylistVersion from, PlaylistVersion to, List<Change> changes) {

    public VersionDiff {
        changes = List.copyOf(changes);
    }

    /**
     * One event, and the item it is about.
     *
     * @param event what happened, and where
     * @param item as the new version holds it, or the old one what is gone
     */
    public record Change(PlaylistDiff.Change event, PlaylistVersion.Item item) {}

    /**
     * Compares two versions; nothing is read.
     *
     * @throws IllegalArgumentException if the items of one were never read, see {@link Observation#contentHash}
     */
    public static VersionDiff between(PlaylistVersion from, PlaylistVersion to) {
        List<Change> changes = PlaylistDiff.between(entries(from), entries(to), lastSeen(from)).stream()
                .map(event -> new Change(event, item(from, to, event)))
                .toList();
        return new VersionDiff(from, to, changes);
    }

    private static PlaylistVersion.Item item(PlaylistVersion from, PlaylistVersion to, PlaylistDiff.Change event) {
        Integer position = event.to();
        if (position != null) {
            return to.items().get(position);
        }
        Integer old = event.from();
        return from.items().get(old == null ? 0 : old);
    }

    private static Instant lastSeen(PlaylistVersion from) {
        Instant verified = from.verifiedAt();
        return verified == null ? from.observed().observedAt() : verified;
    }

    private static List<PlaylistDiff.Entry> entries(PlaylistVersion version) {
        @Nullable String hash = version.observed().contentHash();
        if (hash == null) {
            throw new IllegalArgumentException(
                    "the items of playlist " + version.observed().playlistId() + " were never read by "
                            + version.observed().observedAt());
        }
        return version.items().stream()
                .map(item -> new PlaylistDiff.Entry(item.uri(), item.addedAt()))
                .toList();
    }
}
