package io.playlake.emulator;

import io.playlake.emulator.Playable.Album;
import io.playlake.emulator.Playable.Artist;
import io.playlake.emulator.Playable.Episode;
import io.playlake.emulator.Playable.LocalFile;
import io.playlake.emulator.Playable.Show;
import io.playlake.emulator.Playable.Song;
import io.playlake.emulator.Playable.Withdrawn;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Renders tracks and episodes, once each. Thread-safe. */
final class PlayableJson {

    private final boolean extended;
    private final AtomicReferenceArray<Template> rendered;

    PlayableJson(AppProfile profile, int playables) {
        extended = profile == AppProfile.EXTENDED;
        rendered = new AtomicReferenceArray<>(2 * playables);
    }

    /** Appends the value of {@code track} or {@code item}. */
    void append(StringBuilder out, Playable playable, RenderContext context) {
        if (playable.number() < 0) {
            out.append("null");
            return;
        }
        boolean disguised = playable instanceof Episode && !context.episodes();
        int slot = 2 * playable.number() + (disguised ? 1 : 0);
        Template template = rendered.get(slot);
        if (template == null) {
            template = new Template(render(playable, disguised));
            rendered.set(slot, template);
        }
        int popularity = playable instanceof Song song ? popularity(song, context.day()) : 0;
        template.appendTo(out, context, popularity);
    }

    /** Returns a popularity that goes up and down by one a day. */
    private static int popularity(Song song, int day) {
        return song.popularity() - 3 + Math.abs((day + song.number()) % 14 - 7);
    }

    private String render(Playable playable, boolean disguised) {
        JsonText json = JsonText.create();
        json.object();
        if (playable instanceof Song song) {
            song(json, song);
        } else if (playable instanceof Episode episode && disguised) {
            disguised(json, episode);
        } else if (playable instanceof Episode episode) {
            episode(json, episode);
        } else if (playable instanceof LocalFile file) {
            local(json, file);
        } else if (playable instanceof Withdrawn track) {
            withdrawn(json, track);
        }
        return json.endObject().toString();
    }

    private void song(JsonText json, Song song) {
        album(json, song.album());
        artists(json, song.artists());
        markets(json, song.album().markets());
        json.field("disc_number", 1)
                .field("duration_ms", song.durationMs())
                .field("episode", false)
                .field("explicit", song.explicit())
                .object("external_ids")
                .field("isrc", song.isrc())
                .endObject();
        reference(json, "track", song.id());
        json.raw("is_local", "false" + Template.PLAYABLE).field("name", song.name());
        popularity(json);
        json.nothing("preview_url").field("track", true).field("track_number", song.trackNumber());
    }

    private void album(JsonText json, Album album) {
        json.object("album").field("album_type", album.type());
        artists(json, List.of(album.artist()));
        markets(json, album.markets());
        reference(json, "album", album.id());
        images(json, album.image());
        json.raw("name", quoted(album.name()) + Template.PLAYABLE)
                .field("release_date", album.releaseDate())
                .field("release_date_precision", album.precision())
                .field("total_tracks", album.totalTracks())
                .endObject();
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

    private void episode(JsonText json, Episode episode) {
        Show show = episode.show();
        json.nothing("audio_preview_url")
                .field("description", "In which " + episode.name() + " is talked about.")
                .field("duration_ms", episode.durationMs())
                .field("episode", true)
                .field("explicit", false);
        reference(json, "episode", episode.id());
        json.field("html_description", "<p>In which " + episode.name() + " is talked about.</p>");
        images(json, show.image());
        json.field("is_externally_hosted", false)
                .field("is_playable", true)
                .field("language", "en")
                .array("languages")
                .element("en")
                .endArray()
                .field("name", episode.name())
                .field("release_date", episode.releaseDate())
                .field("release_date_precision", "day")
                .object("show");
        markets(json, 0);
        json.array("copyrights").endArray().field("description", show.name()).field("explicit", false);
        reference(json, "show", show.id());
        json.field("html_description", show.name());
        images(json, show.image());
        json.field("is_externally_hosted", false)
                .array("languages")
                .element("en")
                .endArray()
                .field("media_type", "audio")
                .field("name", show.name());
        if (extended) {
            json.field("publisher", show.publisher());
        }
        json.field("total_episodes", 16).endObject().field("track", false);
    }

    /** Writes an episode as callers get it that do not ask for episodes. */
    private void disguised(JsonText json, Episode episode) {
        Show show = episode.show();
        json.object("album").field("album_type", "compilation").array("artists").endArray();
        markets(json, 0);
        json.object("external_urls")
                .field("spotify", "https://open.spotify.com/show/" + show.id())
                .endObject()
                .field("href", Template.BASE + "/shows/" + show.id())
                .field("id", show.id());
        images(json, show.image());
        json.field("name", show.name())
                .nothing("release_date")
                .field("release_date_precision", "day")
                .field("total_tracks", 1)
                .field("type", "show")
                .field("uri", "spotify:show:" + show.id())
                .endObject()
                .array("artists")
                .object()
                .object("external_urls")
                .field("spotify", "https://open.spotify.com/show/" + show.id())
                .endObject()
                .field("href", Template.BASE + "/shows/" + show.id())
                .field("id", show.id())
                .nothing("name")
                .field("type", show.name())
                .field("uri", "spotify:show:" + show.id())
                .endObject()
                .endArray();
        markets(json, 0);
        json.field("disc_number", 0)
                .field("duration_ms", episode.durationMs())
                .field("episode", false)
                .field("explicit", false)
                .object("external_ids")
                .field("spotify", "https://open.spotify.com/episode/" + episode.id())
                .endObject();
        reference(json, "episode", episode.id());
        json.field("is_local", false).field("name", episode.name());
        popularity(json);
        json.nothing("preview_url").field("track", true).field("track_number", 0);
    }

    private void local(JsonText json, LocalFile file) {
        nowhere(json, file.album(), file.artist());
        json.field("disc_number", 0)
                .field("duration_ms", file.seconds() * 1000L)
                .field("episode", false)
                .field("explicit", false)
                .object("external_ids")
                .endObject()
                .object("external_urls")
                .endObject()
                .nothing("href")
                .nothing("id")
                .field("is_local", true)
                .field("name", file.name());
        popularity(json);
        json.nothing("preview_url")
                .field("track", true)
                .field("track_number", 0)
                .field("type", "track")
                .field("uri", file.uri());
    }

    private void withdrawn(JsonText json, Withdrawn track) {
        nowhere(json, "", track.artist());
        json.field("disc_number", 0)
                .field("duration_ms", 0)
                .field("episode", false)
                .field("explicit", false)
                .object("external_ids")
                .endObject()
                .object("external_urls")
                .endObject()
                .nothing("href")
                .nothing("id")
                .field("is_local", false)
                .field("name", track.name());
        popularity(json);
        json.nothing("preview_url")
                .field("track", true)
                .field("track_number", 0)
                .field("type", "track")
                .nothing("uri");
    }

    /** Writes album and artist of something that is not in Spotify's catalogue. */
    private void nowhere(JsonText json, String album, String artist) {
        json.object("album").nothing("album_type").array("artists").endArray();
        if (extended) {
            json.array("available_markets").endArray();
        }
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
        if (extended) {
            json.array("available_markets").endArray();
        }
    }

    private void markets(JsonText json, int list) {
        if (extended) {
            json.raw("available_markets", String.valueOf((char) (Template.MARKETS + list)));
        }
    }

    private void popularity(JsonText json) {
        if (extended) {
            json.raw("popularity", String.valueOf(Template.POPULARITY));
        }
    }

    private static void reference(JsonText json, String type, String id) {
        json.object("external_urls")
                .field("spotify", "https://open.spotify.com/" + type + "/" + id)
                .endObject()
                .field("href", Template.BASE + "/" + type + "s/" + id)
                .field("id", id)
                .field("type", type)
                .field("uri", "spotify:" + type + ":" + id);
    }

    private static void images(JsonText json, String image) {
        json.array("images");
        for (int size : new int[] {640, 300, 64}) {
            json.object()
                    .field("height", size)
                    .field("url", "https://i.scdn.co/image/" + image + size)
                    .field("width", size)
                    .endObject();
        }
        json.endArray();
    }

    private static String quoted(String text) {
        JsonText json = JsonText.create();
        json.element(text);
        return json.toString();
    }
}
