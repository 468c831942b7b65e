package io.playlake.emulator;

import io.playlake.emulator.Playable.LocalFile;
import org.jspecify.annotations.Nullable;

/** Renders playlists, their rows in listings and their items. Thread-safe. */
final class PlaylistJson {

    private final AppProfile profile;
    private final PlayableJson playables;

    PlaylistJson(AppProfile profile, PlayableJson playables) {
        this.profile = profile;
        this.playables = playables;
    }

    /** Returns the name under which a playlist has its contents: {@code tracks} or {@code items}. */
    String contents() {
        return profile == AppProfile.EXTENDED ? "tracks" : "items";
    }

    /** Writes a row of a listing. */
    void row(JsonText json, PlaylistState playlist, String base) {
        json.object();
        head(json, playlist, base, playlist.identity().hiddenOwner(), playlist.listSnapshot());
        json.object(contents())
                .field("href", base + "/playlists/" + playlist.id() + "/" + contents())
                .field("total", playlist.items().size())
                .endObject();
        json.field("type", "playlist")
                .field("uri", "spotify:playlist:" + playlist.id())
                .endObject();
    }

    /** Writes a row of which nothing but the shape is left. */
    void stub(JsonText json, String base) {
        json.object()
                .nothing("collaborative")
                .nothing("description")
                .object("external_urls")
                .field("spotify", "https://open.spotify.com/playlist/null")
                .endObject()
                .field("href", base + "/playlists/null")
                .nothing("id")
                .array("images")
                .object()
                .nothing("height")
                .nothing("url")
                .nothing("width")
                .endObject()
                .endArray()
                .nothing("name")
                .object("owner")
                .nothing("display_name")
                .object("external_urls")
                .field("spotify", "https://open.spotify.com/user/null")
                .endObject()
                .field("href", base + "/users/null")
                .nothing("id")
                .field("type", "user")
                .field("uri", "spotify:user:null")
                .endObject()
                .nothing("primary_color")
                .field("public", true)
                .nothing("snapshot_id")
                .object(contents())
                .field("href", base + "/playlists/null/" + contents())
                .nothing("total")
                .endObject()
                .field("type", "playlist")
                .field("uri", "spotify:playlist:null")
                .endObject();
    }

    /** Writes what the playlist itself shows before its contents. */
    void detailHead(JsonText json, PlaylistState playlist, String base) {
        head(json, playlist, base, false, playlist.detailSnapshot());
        json.object("followers")
                .nothing("href")
                .field("total", playlist.followers())
                .endObject()
                .field("type", "playlist")
                .field("uri", "spotify:playlist:" + playlist.id());
    }

    void item(JsonText json, Item item, RenderContext context) {
        Playable playable = item.playable();
        boolean missing = playable instanceof Playable.Missing;
        json.object().field("added_at", item.addedAt().toString());
        user(json.object("added_by"), item.addedBy(), context.base());
        json.endObject().field("is_local", playable instanceof LocalFile).nothing("primary_color");
        playables.append(json.value(profile == AppProfile.EXTENDED ? "track" : "item"), playable, context);
        if (missing) {
            json.nothing("video_thumbnail");
        } else {
            json.object("video_thumbnail").nothing("url").endObject();
        }
        json.endObject();
    }

    private static void head(JsonText json, PlaylistState playlist, String base, boolean hideOwner, String snapshot) {
        Identity identity = playlist.identity();
        json.field("collaborative", identity.collaborative())
                .field("description", playlist.description())
                .object("external_urls")
                .field("spotify", "https://open.spotify.com/playlist/" + playlist.id())
                .endObject()
                .field("href", base + "/playlists/" + playlist.id())
                .field("id", playlist.id());
        images(json, identity.image(), identity.editorial());
        json.field("name", playlist.name());
        if (hideOwner) {
            json.nothing("owner");
        } else {
            json.object("owner").field("display_name", identity.owner().displayName());
            user(json, identity.owner().id(), base);
            json.endObject();
        }
        json.field("primary_color", identity.primaryColor());
        if (identity.editorial()) {
            json.nothing("public");
        } else {
            json.field("public", identity.open());
        }
        json.field("snapshot_id", snapshot);
    }

    private static void user(JsonText json, String id, String base) {
        String encoded = Urls.encodePath(id);
        json.object("external_urls")
                .field("spotify", "https://open.spotify.com/user/" + encoded)
                .endObject()
                .field("href", base + "/users/" + encoded)
                .field("id", id)
                .field("type", "user")
                .field("uri", "spotify:user:" + encoded);
    }

    private static void images(JsonText json, @Nullable String image, boolean editorial) {
        if (image == null) {
            json.nothing("images");
            return;
        }
        json.array("images");
        if (editorial) {
            json.object()
                    .nothing("height")
                    .field("url", "https://i.scdn.co/image/" + image)
                    .nothing("width")
                    .endObject();
        } else {
            for (int size : new int[] {640, 300, 60}) {
                json.object()
                        .field("height", size)
                        .field("url", "https://mosaic.scdn.co/" + size + "/" + image)
                        .field("width", size)
                        .endObject();
            }
        }
        json.endArray();
    }
}
