package io.playlake.emulator;

import static io.playlake.emulator.CommonJson.english;
import static io.playlake.emulator.CommonJson.externalUrl;
import static io.playlake.emulator.CommonJson.images;
import static io.playlake.emulator.CommonJson.reference;

import io.playlake.emulator.CommonJson.Shape;
import io.playlake.emulator.Playable.Audiobook;
import io.playlake.emulator.Playable.Episode;
import io.playlake.emulator.Playable.Show;

/** Writes episodes, shows and audiobooks, with holes. Immutable. */
final class EpisodeJson {

    private final CommonJson common;

    EpisodeJson(CommonJson common) {
        this.common = common;
    }

    /** Writes the members of an episode. */
    void episode(JsonText json, Episode episode, Shape shape) {
        Show show = episode.show();
        json.nothing("audio_preview_url")
                .field("description", "In which " + episode.name() + " is talked about.")
                .field("duration_ms", episode.durationMs());
        if (shape == Shape.IN_PLAYLIST) {
            json.field("episode", true);
        }
        json.field("explicit", false);
        reference(json, "episode", episode.id());
        json.field("html_description", "<p>In which " + episode.name() + " is talked about.</p>");
        images(json, show.image());
        json.field("is_externally_hosted", false).field("is_playable", true).field("language", "en");
        english(json);
        json.field("name", episode.name())
                .field("release_date", episode.releaseDate())
                .field("release_date_precision", "day");
        if (shape != Shape.SIMPLIFIED) {
            json.object("show");
            show(json, show);
            json.endObject();
        }
        if (shape == Shape.IN_PLAYLIST) {
            json.field("track", false);
        }
    }

    /** Writes the members of a show that stand wherever it is named. */
    void show(JsonText json, Show show) {
        everywhere(json);
        json.array("copyrights").endArray().field("description", show.name()).field("explicit", false);
        reference(json, "show", show.id());
        json.field("html_description", show.name());
        images(json, show.image());
        json.field("is_externally_hosted", false);
        english(json);
        json.field("media_type", "audio").field("name", show.name());
        if (!common.cut()) {
            json.field("publisher", show.publisher());
        }
        json.field("total_episodes", MusicPool.EPISODES);
    }

    /** Writes an episode as callers get it that do not ask for episodes. */
    void disguised(JsonText json, Episode episode) {
        Show show = episode.show();
        json.object("album").field("album_type", "compilation").array("artists").endArray();
        common.markets(json, 0);
        externalUrl(json, "show", show.id());
        json.field("href", Template.BASE + "/shows/" + show.id()).field("id", show.id());
        images(json, show.image());
        json.field("name", show.name())
                .nothing("release_date")
                .field("release_date_precision", "day")
                .field("total_tracks", 1)
                .field("type", "show")
                .field("uri", "spotify:show:" + show.id())
                .endObject()
                .array("artists")
                .object();
        externalUrl(json, "show", show.id());
        json.field("href", Template.BASE + "/shows/" + show.id())
                .field("id", show.id())
                .nothing("name")
                .field("type", show.name())
                .field("uri", "spotify:show:" + show.id())
                .endObject()
                .endArray();
        common.markets(json, 0);
        json.field("disc_number", 0)
                .field("duration_ms", episode.durationMs())
                .field("episode", false)
                .field("explicit", false)
                .object("external_ids")
                .field("spotify", "https://open.spotify.com/episode/" + episode.id())
                .endObject();
        reference(json, "episode", episode.id());
        json.field("is_local", false).field("name", episode.name());
        common.popularity(json);
        json.nothing("preview_url").field("track", true).field("track_number", 0);
    }

    /** Writes the members of an audiobook as searches give it. */
    void audiobook(JsonText json, Audiobook book) {
        json.array("authors").object().field("name", book.author()).endObject().endArray();
        everywhere(json);
        json.array("copyrights")
                .endArray()
                .field("description", book.name())
                .field("edition", "Unabridged")
                .field("explicit", false);
        reference(json, "audiobook", book.id());
        json.field("html_description", book.name());
        images(json, book.image());
        english(json);
        json.field("media_type", "audio")
                .field("name", book.name())
                .array("narrators")
                .object()
                .field("name", book.narrator())
                .endObject()
                .endArray();
        if (!common.cut()) {
            json.field("publisher", book.publisher());
        }
        json.field("total_chapters", book.chapters());
    }

    /** Writes the markets of what, other than tracks and albums, keeps them when a market is asked for. */
    private void everywhere(JsonText json) {
        if (!common.cut()) {
            json.raw("available_markets", Markets.LISTS.get(0));
        }
    }
}
