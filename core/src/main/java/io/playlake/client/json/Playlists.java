package io.playlake.client.json;

import io.playlake.model.Page;
import io.playlake.model.Playlist;
import io.playlake.model.SimplifiedPlaylist;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decodes playlists: one with its contents, or lists of them. */
public final class Playlists {

    private static final PageDraft.RowDecoder<SimplifiedPlaylist> ROW = Keyed.row((json, id) -> {
        PlaylistDraft draft = PlaylistDraft.read(json, id, Shape.SIMPLIFIED_PLAYLIST);
        String key = id.value();
        return key == null ? null : draft.simplified(key);
    });

    private Playlists() {}

    /**
     * Decodes a playlist with its contents.
     *
     * @param origin where the body comes from
     * @throws io.playlake.error.MalformedResponseException if a required field is missing or of an impossible type
     */
    public static Playlist decode(Origin origin, byte[] body) {
        return Keyed.one(origin, body, (json, id) -> {
            PlaylistDraft draft = PlaylistDraft.read(json, id, Shape.FULL_PLAYLIST);
            String key = id.value();
            return key == null ? null : draft.full(key, body);
        });
    }

    /**
     * Decodes a playlist of which no items were asked for.
     *
     * @param origin where the body comes from
     * @throws io.playlake.error.MalformedResponseException if it has no id
     */
    public static Playlist decodeHead(Origin origin, byte[] body) {
        return Keyed.one(origin, body, (json, id) -> {
            PlaylistDraft draft = PlaylistDraft.read(json, id, Shape.FULL_PLAYLIST);
            String key = id.value();
            return key == null ? null : draft.head(key);
        });
    }

    /**
     * Decodes a page of playlists.
     *
     * @param origin where the body comes from
     * @param envelope the field that holds the page, unless the body is one; empty if no field does
     * @throws io.playlake.error.MalformedResponseException if a required field is missing or of an impossible type
     */
    public static Page<SimplifiedPlaylist> decodePage(Origin origin, String envelope, byte[] body) {
        return Envelope.decode(origin, body, envelope, Playlists::row);
    }

    /** Decodes the answer to {@code fields=snapshot_id}; null when the snapshot is null or absent. */
    public static @Nullable String decodeSnapshotId(Origin origin, byte[] body) {
        return JsonBody.decode(
                        origin, body, json -> Optional.ofNullable(Parts.field(json, Shape.PLAYLIST, "snapshot_id")))
                .orElse(null);
    }

    static void row(JsonBody json, PageDraft<SimplifiedPlaylist> page, String path) throws IOException {
        ROW.decode(json, page, path);
    }
}
