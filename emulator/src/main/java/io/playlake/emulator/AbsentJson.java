package io.playlake.emulator;

import io.playlake.emulator.Playable.LocalFile;
import io.playlake.emulator.Playable.Withdrawn;
import java.util.Set;

/** Writes items that are not, or no longer, in Spotify's catalogue, with holes. Immutable. */
final class AbsentJson {

    private final CommonJson common;
    private final Set<Quirk> quirks;

    AbsentJson(CommonJson common, Set<Quirk> quirks) {
        this.common = common;
        this.quirks = quirks;
    }

    void local(JsonText json, LocalFile file) {
        long duration = file.seconds() * 1000L;
        nowhere(json, file.album(), file.artist());
        json.field("disc_number", 0);
        if (quirks.contains(Quirk.OBJECT_DURATION)) {
            json.object("duration_ms").field("totalMilliseconds", duration).endObject();
        } else {
            json.field("duration_ms", duration);
        }
        rest(json, file.name(), true).field("uri", file.uri());
    }

    void withdrawn(JsonText json, Withdrawn track) {
        nowhere(json, "", track.artist());
        json.field("disc_number", 0).field("duration_ms", 0);
        rest(json, track.name(), false).nothing("uri");
    }

    private JsonText rest(JsonText json, String name, boolean local) {
        json.field("episode", false)
                .field("explicit", false)
                .object("external_ids")
                .endObject()
                .object("external_urls")
                .endObject()
                .nothing("href")
                .nothing("id")
                .field("is_local", local)
                .field("name", name);
        common.popularity(json);
        return json.nothing("preview_url")
                .field("track", true)
                .field("track_number", 0)
                .field("type", "track");
    }

    private void nowhere(JsonText json, String album, String artist) {
        json.object("album").nothing("album_type").array("artists").endArray();
        noMarkets(json);
        json.object("external_urls")
                .endObject()
                .nothing("href")
                .nothing("id")
                .array("images")
                .endArray()
                .field("name", album)
                .nothing("release_date")
                .nothing("release_date_precision")
                .field("type", "album")
                .nothing("uri")
                .endObject()
                .array("artists")
                .object()
                .object("external_urls")
                .endObject()
                .nothing("href")
                .nothing("id")
                .field("name", artist)
                .field("type", "artist")
                .nothing("uri")
                .endObject()
                .endArray();
        noMarkets(json);
    }

    /** Writes that there is no market, whichever is asked for. */
    private void noMarkets(JsonText json) {
        if (!common.cut()) {
            json.array("available_markets").endArray();
        }
    }
}
