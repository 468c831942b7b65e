package io.playlake.emulator;

import io.playlake.emulator.CommonJson.Shape;
import io.playlake.emulator.PageQuirks.Bend;
import io.playlake.emulator.Playable.Album;
import io.playlake.emulator.Playable.Artist;
import io.playlake.emulator.Playable.Audiobook;
import io.playlake.emulator.Playable.Episode;
import io.playlake.emulator.Playable.Show;
import io.playlake.emulator.Playable.Song;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Renders what is asked for by its id, each as one value. Immutable. */
final class CatalogueJson {

    private static final List<String> GENRES =
            List.of("harbour pop", "slow techno", "fjord folk", "paper jazz", "night funk", "tin rock");
    private static final List<String> LABELS =
            List.of("Breakwater Records", "Static & Sons", "Nachtlicht Tonträger", "Third Pier");

    private final PlayableJson playables;
    private final CommonJson common;
    private final Catalogue catalogue;

    CatalogueJson(PlayableJson playables, Catalogue catalogue) {
        this.playables = playables;
        this.catalogue = catalogue;
        common = playables.common();
    }

    void track(StringBuilder out, Song song, RenderContext context) {
        playables.track(out, song, context, Shape.FULL);
    }

    void episode(StringBuilder out, Episode episode, RenderContext context) {
        playables.episode(out, episode, context, Shape.FULL);
    }

    /** Appends an artist with everything that is known of them. */
    void artist(StringBuilder out, Artist artist, RenderContext context) {
        Dice dice = dice(artist.id());
        JsonText json = JsonText.create();
        json.object();
        if (!common.cut()) {
            json.object("followers")
                    .nothing("href")
                    .field("total", dice.between(200, 4_000_000))
                    .endObject();
        }
        json.array("genres");
        for (int i = dice.below(4); i > 0; i--) {
            json.element(GENRES.get((i + dice.below(2)) % GENRES.size()));
        }
        json.endArray();
        CommonJson.reference(json, "artist", artist.id());
        CommonJson.images(json, dice.hex(24));
        json.field("name", artist.name());
        if (!common.cut()) {
            json.field("popularity", dice.below(101));
        }
        fill(out, json.endObject(), context, "");
    }

    /** Appends an album as it is named elsewhere; {@code group} is null but in a discography. */
    void row(StringBuilder out, Album album, @Nullable String group, RenderContext context) {
        JsonText json = JsonText.create();
        json.object();
        if (group != null && !common.cut()) {
            json.field("album_group", group);
        }
        playables.tracks().album(json, album);
        fill(out, json.endObject(), context, playable(album, context));
    }

    /** Appends an album with everything that is known of it and the first page of its tracks. */
    void album(StringBuilder out, Album album, RenderContext context, ApiRequest request, Bend bend) {
        Dice dice = dice(album.id());
        String label = LABELS.get(dice.below(LABELS.size()));
        JsonText json = JsonText.create();
        json.object();
        playables.tracks().album(json, album);
        json.array("copyrights");
        for (String type : List.of("C", "P")) {
            json.object()
                    .field("text", ("C".equals(type) ? "© " : "℗ ") + label)
                    .field("type", type)
                    .endObject();
        }
        json.endArray()
                .object("external_ids")
                .field("upc", String.valueOf(100_000_000_000L + dice.below(1_000_000_000)))
                .endObject()
                .array("genres")
                .endArray();
        if (!common.cut()) {
            json.field("label", label).field("popularity", dice.below(101));
        }
        json.object("tracks");
        new Page(Page.MOST, 0, Page.MOST)
                .write(
                        json,
                        request,
                        "/v1/albums/" + album.id() + "/tracks",
                        catalogue.tracks(album),
                        bend,
                        (page, song) -> playables.track(page.value(), song, context, Shape.SIMPLIFIED));
        fill(out, json.endObject().endObject(), context, playable(album, context));
    }

    void simplifiedTrack(StringBuilder out, Song song, RenderContext context) {
        playables.track(out, song, context, Shape.SIMPLIFIED);
    }

    void simplifiedEpisode(StringBuilder out, Episode episode, RenderContext context) {
        playables.episode(out, episode, context, Shape.SIMPLIFIED);
    }

    /** Appends a show; {@code more} writes further members. */
    void show(StringBuilder out, Show show, RenderContext context, Consumer<JsonText> more) {
        JsonText json = JsonText.create();
        json.object();
        playables.episodes().show(json, show);
        more.accept(json);
        fill(out, json.endObject(), context, "");
    }

    void audiobook(StringBuilder out, Audiobook book, RenderContext context) {
        JsonText json = JsonText.create();
        json.object();
        playables.episodes().audiobook(json, book);
        fill(out, json.endObject(), context, "");
    }

    /** Returns whether an album can be had in the market of the context; always without one. */
    static boolean available(Album album, RenderContext context) {
        String market = context.market();
        return market == null || Markets.contains(album.markets(), market);
    }

    private String playable(Album album, RenderContext context) {
        return context.market() == null ? "" : playables.playable(available(album, context));
    }

    private static void fill(StringBuilder out, JsonText marked, RenderContext context, String album) {
        new Template(marked.toString()).appendTo(out, context, new Template.Filling(0, "", album));
    }

    private static Dice dice(String id) {
        return new Dice(47, id.hashCode());
    }
}
