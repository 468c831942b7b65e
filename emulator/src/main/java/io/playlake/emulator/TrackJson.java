package io.playlake.emulator;

import static io.playlake.emulator.CommonJson.images;
import static io.playlake.emulator.CommonJson.reference;

import io.playlake.emulator.CommonJson.Shape;
import io.playlake.emulator.Playable.Album;
import io.playlake.emulator.Playable.Artist;
import io.playlake.emulator.Playable.Song;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Writes tracks of the catalogue and their albums, with holes. Immutable. */
final class TrackJson {

    private final CommonJson common;
    private final Set<Quirk> quirks;

    TrackJson(CommonJson common, Set<Quirk> quirks) {
        this.common = common;
        this.quirks = quirks;
    }

    /** Writes the members of a track. */
    void song(JsonText json, Song song, Shape shape) {
        if (shape != Shape.SIMPLIFIED) {
            json.object("album");
            album(json, song.album());
            json.endObject();
        }
        artists(json, song.artists());
        common.markets(json, nowhere(song) ? Markets.EMPTY : song.album().markets());
        json.field("disc_number", 1).field("duration_ms", song.durationMs());
        if (shape == Shape.IN_PLAYLIST) {
            json.field("episode", false);
        }
        json.field("explicit", song.explicit());
        if (shape != Shape.SIMPLIFIED) {
            json.object("external_ids").field("isrc", song.isrc()).endObject();
        }
        reference(json, "track", song.id());
        json.raw("is_local", "false" + Template.PLAYABLE).field("name", song.name());
        if (shape != Shape.SIMPLIFIED) {
            common.popularity(json);
        }
        json.nothing("preview_url");
        if (shape == Shape.IN_PLAYLIST) {
            json.field("track", true);
        }
        json.field("track_number", song.trackNumber());
        if (quirks.contains(Quirk.EXTRA_MEMBER)) {
            json.object("mood").field("tempo", song.number() % 90 + 80L).endObject();
        }
    }

    /** Returns whether a quirk takes the track out of all markets. */
    boolean nowhere(Song song) {
        return quirks.contains(Quirk.NO_MARKETS) && song.number() % 23 == 5;
    }

    /** Writes the members of an album that stand wherever it is named. */
    void album(JsonText json, Album album) {
        int kind = Math.floorMod(album.id().hashCode(), 8);
        json.field(
                "album_type",
                quirks.contains(Quirk.UPPER_CASE_TYPE) && kind == 1
                        ? album.type().toUpperCase(Locale.ROOT)
                        : album.type());
        artists(json, List.of(album.artist()));
        common.markets(json, album.markets());
        reference(json, "album", album.id());
        images(json, album.image());
        json.raw("name", JsonText.quoted(album.name()) + Template.ALBUM_PLAYABLE);
        if (quirks.contains(Quirk.NULL_DATE) && kind == 2) {
            json.nothing("release_date").nothing("release_date_precision");
        } else {
            json.field("release_date", album.releaseDate()).field("release_date_precision", album.precision());
        }
        json.field("total_tracks", album.totalTracks());
    }

    private static void artists(JsonText json, List<Artist> artists) {
        json.array("artists");
        for (Artist artist : artists) {
            json.object();
            reference(json, "artist", artist.id());
            json.field("name", artist.name()).endObject();
        }
        json.endArray();
    }
}
