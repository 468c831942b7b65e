package io.playlake.emulator;

import io.playlake.emulator.CommonJson.Shape;
import io.playlake.emulator.Playable.Episode;
import io.playlake.emulator.Playable.LocalFile;
import io.playlake.emulator.Playable.Song;
import io.playlake.emulator.Playable.Withdrawn;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Renders tracks and episodes; those of playlists once each. Thread-safe. */
final class PlayableJson {

    private final CommonJson common;
    private final Set<Quirk> quirks;
    private final TrackJson tracks;
    private final EpisodeJson episodes;
    private final AbsentJson absent;
    private final Releases releases;
    private final AtomicReferenceArray<Template> rendered;

    PlayableJson(Options options, Releases releases, int playables) {
        common = new CommonJson(options.profile());
        quirks = options.quirks();
        tracks = new TrackJson(common, quirks);
        episodes = new EpisodeJson(common);
        absent = new AbsentJson(common, quirks);
        this.releases = releases;
        rendered = new AtomicReferenceArray<>(2 * playables);
    }

    CommonJson common() {
        return common;
    }

    TrackJson tracks() {
        return tracks;
    }

    EpisodeJson episodes() {
        return episodes;
    }

    /** Appends the value of {@code track} or {@code item}. */
    void append(StringBuilder out, Playable playable, RenderContext context) {
        if (playable.number() < 0) {
            out.append("null");
        } else if (playable instanceof Song song) {
            track(out, song, context, Shape.IN_PLAYLIST);
        } else {
            boolean disguised =
                    playable instanceof Episode && !context.episodes() && quirks.contains(Quirk.DISGUISED_EPISODE);
            kept(playable, disguised).appendTo(out, context, new Template.Filling(0, "", ""));
        }
    }

    /** Appends a track, or what stands in for it in the market that the context names. */
    void track(StringBuilder out, Song song, RenderContext context, Shape shape) {
        Serving serving = serve(song, context);
        Song shown = serving.song();
        Template template = shape == Shape.IN_PLAYLIST ? kept(shown, false) : new Template(render(shown, shape, false));
        template.appendTo(out, context, filling(serving, context));
    }

    /** Returns the track itself or, with a market, how it is served there. */
    Serving serve(Song song, RenderContext context) {
        String market = context.market();
        return market == null
                ? new Serving(song, null, true, null)
                : releases.serve(song, market, tracks.nowhere(song));
    }

    void episode(StringBuilder out, Episode episode, RenderContext context, Shape shape) {
        new Template(render(episode, shape, false)).appendTo(out, context, new Template.Filling(0, "", ""));
    }

    private Template kept(Playable playable, boolean disguised) {
        int slot = 2 * playable.number() + (disguised ? 1 : 0);
        Template template = slot < rendered.length() ? rendered.get(slot) : null;
        if (template == null) {
            template = new Template(render(playable, Shape.IN_PLAYLIST, disguised));
            if (slot < rendered.length()) {
                rendered.set(slot, template);
            }
        }
        return template;
    }

    private String render(Playable playable, Shape shape, boolean disguised) {
        JsonText json = JsonText.create();
        json.object();
        if (playable instanceof Song song) {
            tracks.song(json, song, shape);
        } else if (playable instanceof Episode episode && disguised) {
            episodes.disguised(json, episode);
        } else if (playable instanceof Episode episode) {
            episodes.episode(json, episode, shape);
        } else if (playable instanceof LocalFile file) {
            absent.local(json, file);
        } else if (playable instanceof Withdrawn track) {
            absent.withdrawn(json, track);
        }
        return json.endObject().toString();
    }

    private Template.Filling filling(Serving serving, RenderContext context) {
        int popularity = tracks.nowhere(serving.song()) ? 0 : popularity(serving.song(), context.day());
        if (context.market() == null) {
            return new Template.Filling(popularity, "", "");
        }
        String playable = playable(serving.playable());
        return new Template.Filling(
                popularity, playable + restriction(serving.restriction()) + origin(serving, context.base()), playable);
    }

    /** Returns the member, after a comma, that says whether something can be played. */
    String playable(boolean playable) {
        return quirks.contains(Quirk.NO_IS_PLAYABLE) ? "" : ",\"is_playable\":" + playable;
    }

    private static String restriction(@Nullable String reason) {
        return reason == null ? "" : ",\"restrictions\":{\"reason\":\"" + reason + "\"}";
    }

    private String origin(Serving serving, String base) {
        Song original = serving.original();
        if (original == null || common.cut()) {
            return "";
        }
        boolean nameless = quirks.contains(Quirk.NULL_LINKED_FROM_ID) && original.number() % 3 == 0;
        JsonText json = JsonText.create();
        json.object();
        CommonJson.externalUrl(json, "track", original.id());
        json.field("href", base + "/tracks/" + original.id())
                .field("id", nameless ? null : original.id())
                .field("type", "track")
                .field("uri", original.uri())
                .endObject();
        return ",\"linked_from\":" + json;
    }

    /** Returns a popularity that goes up and down by one a day. */
    private static int popularity(Song song, int day) {
        return Math.max(0, song.popularity() - 3 + Math.abs((day + song.number()) % 14 - 7));
    }
}
