package io.playlake.emulator;

import io.playlake.emulator.Playable.LocalFile;
import org.jspecify.annotations.Nullable;

/** Renders playlists, their rows in listings and their items. Thread-safe. */
final class PlaylistJson {

    private final Options options;
    private final PlayableJson playables;

    PlaylistJson(Options options, PlayableJson playables) {
        this.options = options;
        this.playables = playables;
    }

    /** Returns the name under which a playlist has its contents: {@code tracks} or {@code items}. */
    String contents() {
        return options.profile().cut() ? "items" : "tracks";
    }

    /** Writes a row of a listing. */
    void row(JsonText json, PlaylistState playlist, String base, @Nullable String snapshot) {
        json.object();
        head(json, playlist, base, playlist.identity().hiddenOwner(), snapshot);
        json.object(contents()).field("href", base + "/playlists/" + playlist.id() + "/" + contents());
        if (options.has(Quirk.NULL_TOTAL) && Math.floorMod(playlist.id().hashCode(), 5) == 2) {
            json.nothing("total");
        } else {
            json.field("total", playlist.items().size());
        }
        json.endObject();
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

    /** Writes a row whose texts are empty and whose numbers are zero. */
    void zeroed(JsonText json) {
        json.object()
                .field("collaborative", false)
                .field("description", "")
                .object("external_urls")
                .endObject()
                .field("href", "")
                .field("id", "")
                .array("images")
                .endArray()
                .field("name", "")
                .object("owner")
                .field("display_name", "")
                .object("external_urls")
                .endObject()
                .field("href", "")
                .field("id", "")
                .field("type", "")
                .field("uri", "")
                .endObject()
                .field("public", false)
                .field("snapshot_id", "")
                .object(contents())
                .field("href", "")
                .field("total", 0)
                .endObject()
                .field("type", "")
                .field("uri", "")
                .endObject();
    }

    /** Writes what the playlist itself shows before its contents. */
    void detailHead(JsonText json, PlaylistState playlist, String base, @Nullable String snapshot) {
        head(json, playlist, base, false, snapshot);
        json.object("followers")
                .nothing("href")
                .field("total", playlist.followers())
                .endObject()
                .field("type", "playlist")
                .field("uri", "spotify:playlist:" + playlist.id());
    }

    void item(JsonText json, Item item, PlaylistState playlist, RenderContext context) {
        Playable playable = item.playable();
        boolean missing = playable instanceof Playable.Missing;
        json.object();
        if (options.has(Quirk.NULL_ADDED_AT) && playable.number() % 9 == 4) {
            json.nothing("added_at").nothing("added_by");
        } else {
            boolean stamped =
                    options.has(Quirk.RESTAMPED_ITEMS) && playlist.identity().editorial();
            json.field("added_at", (stamped ? playlist.changedAt() : item.addedAt()).toString());
            user(json.object("added_by"), item.addedBy(), context.base());
            json.endObject();
        }
        if (options.has(Quirk.EXTRA_MEMBER)) {
            json.object("smart_shuffle").field("weight", 1).endObject();
        }
        json.field("is_local", playable instanceof LocalFile).nothing("primary_color");
        playables.append(json.value(options.profile().cut() ? "item" : "track"), playable, context);
        if (missing) {
            json.nothing("video_thumbnail");
        } else {
            json.object("video_thumbnail").nothing("url").endObject();
        }
        json.endObject();
    }

    private void head(
            JsonText json, PlaylistState playlist, String base, boolean hideOwner, @Nullable String snapshot) {
        Identity identity = playlist.identity();
        json.field("collaborative", identity.collaborative())
                .field("description", playlist.description())
                .object("external_urls")
                .field("spotify", "https://open.spotify.com/playlist/" + playlist.id())
                .endObject()
                .field("href", base + "/playlists/" + playlist.id())
                .field("id", playlist.id());
        if (identity.image() == null) {
            json.nothing("images");
        } else {
            json.raw("images", images(identity));
        }
        json.field("name", playlist.name());
        if (hideOwner) {
            json.nothing("owner");
        } else {
            json.object("owner").field("display_name", identity.owner().displayName());
            user(json, identity.owner().id(), base);
            json.endObject();
        }
        json.field("primary_color", identity.primaryColor());
        if (options.has(Quirk.NULL_PUBLIC) && identity.editorial()) {
            json.nothing("public");
        } else {
            json.field("public", identity.open());
        }
        json.field("snapshot_id", snapshot);
        if (options.has(Quirk.EXTRA_MEMBER)) {
            json.array("formats").element("wide").endArray();
        }
    }

    /** Writes the members of a user but the name. */
    static void user(JsonText json, String id, String base) {
        String encoded = Urls.encodePath(id);
        json.object("external_urls")
                .field("spotify", "https://open.spotify.com/user/" + encoded)
                .endObject()
                .field("href", base + "/users/" + encoded)
                .field("id", id)
                .field("type", "user")
                .field("uri", "spotify:user:" + encoded);
    }

    /** Returns a playlist's covers, which may be none. */
    static String images(Identity identity) {
        JsonText json = JsonText.create();
        json.array();
        if (identity.image() != null && identity.editorial()) {
            json.object()
                    .nothing("height")
                    .field("url", "https://i.scdn.co/image/" + identity.image())
                    .nothing("width")
                    .endObject();
        } else if (identity.image() != null) {
            for (int size : new int[] {640, 300, 60}) {
                json.object()
                        .field("height", size)
                        .field("url", "https://mosaic.scdn.co/" + size + "/" + identity.image())
                        .field("width", size)
                        .endObject();
            }
        }
        return json.endArray().toString();
    }
}
