package io.playlake.client.json;

import com.google.gson.stream.JsonToken;
import io.playlake.model.Page;
import io.playlake.model.PlaylistItem;
import io.playlake.model.Unavailable;
import io.playlake.model.User;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Decodes pages of a playlist's items, in both shapes. */
public final class PlaylistItems {

    private PlaylistItems() {}

    /**
     * Decodes a page.
     *
     * @param origin where the body comes from
     * @throws io.playlake.error.MalformedResponseException if a required field is missing or of an impossible type
     */
    public static Page<PlaylistItem> decode(Origin origin, byte[] body) {
        return JsonBody.decode(origin, body, json -> new PageDraft<>(json, "", PlaylistItems::row).read())
                .finish(body);
    }

    static void row(JsonBody json, PageDraft<PlaylistItem> page, String path) throws IOException {
        if (json.in.peek() == JsonToken.NULL) {
            json.in.nextNull();
            page.add(new PlaylistItem(null, null, false, new Unavailable(null, null)));
            return;
        }
        if (json.in.peek() != JsonToken.BEGIN_OBJECT) {
            page.addBroken(path, "expected an object, found " + json.found());
            json.in.skipValue();
            return;
        }
        Instant addedAt = null;
        User addedBy = null;
        Boolean isLocal = null;
        ItemDraft item = null;
        ItemDraft track = null;
        json.enter();
        while (json.in.hasNext()) {
            switch (json.name(Shape.PLAYLIST_ITEM)) {
                case "added_at" -> addedAt = instant(json.text());
                case "added_by" -> addedBy = Parts.user(json);
                case "is_local" -> isLocal = json.bool();
                case "item" -> item = draft(json, false);
                case "track" -> track = draft(json, true);
                default -> json.in.skipValue();
            }
        }
        json.leave(Shape.PLAYLIST_ITEM);
        ItemDraft chosen = item == null ? track : item;
        if (chosen == null) {
            page.add(new PlaylistItem(addedAt, addedBy, Boolean.TRUE.equals(isLocal), new Unavailable(null, null)));
            return;
        }
        String broken = chosen.brokenField();
        if (broken != null) {
            page.addBroken(path + (item == null ? ".track." : ".item.") + broken, chosen.problem());
            return;
        }
        boolean local = Boolean.TRUE.equals(isLocal) || chosen.local();
        page.add(new PlaylistItem(addedAt, addedBy, local, chosen.finish(local)));
    }

    /** The newer shape has a boolean under {@code track}; only an object is a track. */
    private static @Nullable ItemDraft draft(JsonBody json, boolean extended) throws IOException {
        if (json.in.peek() == JsonToken.BEGIN_OBJECT) {
            json.extended(extended);
            ItemDraft draft = ItemDraft.read(json);
            json.extended(false);
            return draft;
        }
        json.in.skipValue();
        return null;
    }

    private static @Nullable Instant instant(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
