package io.playlake.run;

import io.playlake.model.Playlist;
import io.playlake.model.User;
import io.playlake.schema.Row;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is known of a playlist apart from its items: from itself, from its listing, or nothing but its id. */
record PlaylistHead(
        Instant extractedAt,
        @Nullable String name,
        @Nullable String description,
        @Nullable User owner,
        @Nullable Integer followers,
        @Nullable Boolean isPublic,
        @Nullable Boolean collaborative,
        String uri) {

    static PlaylistHead of(Playlist playlist, Instant extractedAt) {
        return new PlaylistHead(
                extractedAt,
                playlist.name(),
                playlist.description(),
                playlist.owner(),
                playlist.followers(),
                playlist.isPublic(),
                playlist.collaborative(),
                playlist.uri());
    }

    static PlaylistHead of(ListingRows listing, Row row, String playlistId) {
        if (!playlistId.equals(listing.head(row, "playlist_id"))) {
            throw new IllegalStateException("the listing of " + playlistId + " is out of order: " + row);
        }
        return new PlaylistHead(
                (Instant) Objects.requireNonNull(listing.head(row, "extracted_at")),
                (String) listing.head(row, "name"),
                (String) listing.head(row, "description"),
                new User((String) listing.head(row, "owner_id"), (String) listing.head(row, "owner_name")),
                null,
                (Boolean) listing.head(row, "public"),
                (Boolean) listing.head(row, "collaborative"),
                (String) Objects.requireNonNull(listing.head(row, "uri")));
    }

    static PlaylistHead ofId(String id, Instant at) {
        return new PlaylistHead(at, null, null, null, null, null, null, "spotify:playlist:" + id);
    }
}
