package io.playlake.client.json;

import io.playlake.model.Image;
import io.playlake.model.ItemsShape;
import io.playlake.model.Page;
import io.playlake.model.Playlist;
import io.playlake.model.PlaylistItem;
import io.playlake.model.SimplifiedPlaylist;
import io.playlake.model.User;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A playlist, full or as lists show it, as far as it was read. */
final class PlaylistDraft {

    private final RequiredText id;
    private @Nullable String name;
    private @Nullable String description;
    private @Nullable User owner;
    private @Nullable Boolean isPublic;
    private @Nullable Boolean collaborative;
    private @Nullable String snapshotId;
    private List<Image> images = List.of();
    private @Nullable String uri;
    private @Nullable Integer followers;
    private @Nullable PageDraft<PlaylistItem> tracks;
    private @Nullable PageDraft<PlaylistItem> items;

    private PlaylistDraft(RequiredText id) {
        this.id = id;
    }

    /** Reads the object at the reader, which should have all that its shape has. */
    static PlaylistDraft read(JsonBody json, RequiredText id, Shape shape) throws IOException {
        PlaylistDraft draft = new PlaylistDraft(id);
        json.enter();
        while (json.in.hasNext()) {
            draft.field(json.name(Shape.PLAYLIST), json);
        }
        json.leave(shape, id.value());
        return draft;
    }

    private void field(String field, JsonBody json) throws IOException {
        switch (field) {
            case "id" -> id.read(json);
            case "name" -> name = json.text();
            case "description" -> description = json.text();
            case "owner" -> owner = Parts.user(json);
            case "public" -> isPublic = json.bool();
            case "collaborative" -> collaborative = json.bool();
            case "snapshot_id" -> snapshotId = json.key();
            case "images" -> images = Parts.images(json);
            case "uri" -> uri = json.key();
            case "followers" -> followers = Parts.total(json);
            case "tracks" -> tracks = PageDraft.readNullable(json, "tracks", PlaylistItems::row);
            case "items" -> items = PageDraft.readNullable(json, "items", PlaylistItems::row);
            default -> json.in.skipValue();
        }
    }

    SimplifiedPlaylist simplified(String key) {
        return new SimplifiedPlaylist(
                key,
                name,
                description,
                owner,
                isPublic,
                collaborative,
                snapshotId,
                totalTracks(),
                tracksUrl(),
                images,
                uri(key));
    }

    Playlist full(String key, byte[] body) {
        PageDraft<PlaylistItem> chosen = items != null && (items.hasItems() || tracks == null) ? items : tracks;
        ItemsShape shape = chosen == null ? null : chosen == items ? ItemsShape.ITEMS : ItemsShape.TRACKS;
        Page<PlaylistItem> page = chosen == null ? null : chosen.finish(body);
        return playlist(key, page == null ? null : (Integer) page.total(), shape, page);
    }

    /** Returns the playlist without items, which were not asked for. */
    Playlist head(String key) {
        ItemsShape shape = items == null ? ItemsShape.TRACKS : ItemsShape.ITEMS;
        return playlist(key, totalTracks(), tracks == null && items == null ? null : shape, null);
    }

    private Playlist playlist(
            String key, @Nullable Integer total, @Nullable ItemsShape shape, @Nullable Page<PlaylistItem> page) {
        return new Playlist(
                key,
                name,
                description,
                owner,
                isPublic,
                collaborative,
                snapshotId,
                total,
                tracksUrl(),
                images,
                uri(key),
                followers,
                shape,
                page);
    }

    private @Nullable Integer totalTracks() {
        Integer total = items == null ? null : items.total();
        return total == null && tracks != null ? tracks.total() : total;
    }

    private @Nullable String tracksUrl() {
        String href = items == null ? null : items.href();
        return href == null && tracks != null ? tracks.href() : href;
    }

    private String uri(String key) {
        return uri == null ? "spotify:playlist:" + key : uri;
    }
}
