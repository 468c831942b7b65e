package io.playlake.client.json;

import io.playlake.model.Album;
import io.playlake.model.Artist;
import io.playlake.model.Audiobook;
import io.playlake.model.Copyright;
import io.playlake.model.CurrentUser;
import io.playlake.model.Episode;
import io.playlake.model.Image;
import io.playlake.model.Page;
import io.playlake.model.Show;
import io.playlake.model.SimplifiedAlbum;
import io.playlake.model.Track;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the objects of the catalogue, and the user. Each method throws {@link
 * io.playlake.error.MalformedResponseException} if a required field is missing or of an impossible type; {@code origin} is
 * where the body comes from.
 */
public final class Catalogue {

    private Catalogue() {}

    /** Decodes one track. */
    public static Track track(Origin origin, byte[] body) {
        return Keyed.one(origin, body, ItemDraft::readTrack);
    }

    /** Decodes several tracks, positional. */
    public static List<@Nullable Track> tracks(Origin origin, byte[] body) {
        return Keyed.several(origin, "tracks", body, ItemDraft::readTrack);
    }

    /** Decodes a page of an album's tracks. */
    public static Page<Track> trackPage(Origin origin, byte[] body) {
        return Envelope.decode(origin, body, "", Keyed.row(ItemDraft::readAlbumTrack));
    }

    /** Decodes one episode. */
    public static Episode episode(Origin origin, byte[] body) {
        return Keyed.one(origin, body, ItemDraft::readEpisode);
    }

    /** Decodes several episodes, positional. */
    public static List<@Nullable Episode> episodes(Origin origin, byte[] body) {
        return Keyed.several(origin, "episodes", body, ItemDraft::readEpisode);
    }

    /** Decodes one artist. */
    public static Artist artist(Origin origin, byte[] body) {
        return Keyed.one(origin, body, Catalogue::readArtist);
    }

    /** Decodes several artists, positional. */
    public static List<@Nullable Artist> artists(Origin origin, byte[] body) {
        return Keyed.several(origin, "artists", body, Catalogue::readArtist);
    }

    /** Decodes one album. */
    public static Album album(Origin origin, byte[] body) {
        return Keyed.one(origin, body, (json, id) -> readAlbum(json, id, body));
    }

    /** Decodes several albums, positional. */
    public static List<@Nullable Album> albums(Origin origin, byte[] body) {
        return Keyed.several(origin, "albums", body, (json, id) -> readAlbum(json, id, null));
    }

    /** Decodes a page of an artist's albums. */
    public static Page<SimplifiedAlbum> albumPage(Origin origin, byte[] body) {
        return Envelope.decode(origin, body, "", Keyed.row(Catalogue::readSimplifiedAlbum));
    }

    /** Decodes a bare array of images. */
    public static List<Image> images(Origin origin, byte[] body) {
        return JsonBody.decodeArray(origin, body, Parts::images);
    }

    /** Decodes the user who logged in. */
    public static CurrentUser me(Origin origin, byte[] body) {
        return Keyed.one(origin, body, Catalogue::readUser);
    }

    static @Nullable SimplifiedAlbum readSimplifiedAlbum(JsonBody json, RequiredText id) throws IOException {
        AlbumDraft draft = new AlbumDraft();
        json.enter();
        while (json.in.hasNext()) {
            draft.field(json.name(Shape.ALBUM), json, id);
        }
        json.leave(Shape.SIMPLIFIED_ALBUM, id.value());
        return id.value() == null ? null : draft.finish(id.value());
    }

    private static @Nullable Album readAlbum(JsonBody json, RequiredText id, byte @Nullable [] body)
            throws IOException {
        AlbumDraft draft = new AlbumDraft();
        Integer popularity = null;
        List<String> genres = null;
        List<Copyright> copyrights = List.of();
        PageDraft<Track> tracks = null;
        json.enter();
        while (json.in.hasNext()) {
            String field = json.name(Shape.ALBUM);
            switch (field) {
                case "popularity" -> popularity = json.integer();
                case "genres" -> genres = Parts.texts(json);
                case "copyrights" -> copyrights = copyrights(json);
                case "tracks" -> tracks = new PageDraft<>(json, "tracks", Keyed.row(ItemDraft::readAlbumTrack)).read();
                default -> draft.field(field, json, id);
            }
        }
        json.leave(Shape.FULL_ALBUM, id.value());
        String key = id.value();
        return key == null
                ? null
                : new Album(
                        key,
                        draft.finish(key),
                        popularity,
                        genres,
                        copyrights,
                        tracks == null || !tracks.hasItems() ? null : tracks.finish(body));
    }

    private static List<Copyright> copyrights(JsonBody json) throws IOException {
        List<Copyright> copyrights = new ArrayList<>(2);
        if (json.enterArray()) {
            while (json.in.hasNext()) {
                String text = null;
                String type = null;
                if (json.enterObject()) {
                    while (json.in.hasNext()) {
                        switch (json.name(Shape.COPYRIGHT)) {
                            case "text" -> text = json.text();
                            case "type" -> type = json.text();
                            default -> json.in.skipValue();
                        }
                    }
                    json.leave(Shape.COPYRIGHT);
                    copyrights.add(new Copyright(text, type));
                }
            }
            json.in.endArray();
        }
        return copyrights;
    }

    static @Nullable Artist readArtist(JsonBody json, RequiredText id) throws IOException {
        ObjectDraft draft = new ObjectDraft(id);
        Integer popularity = null;
        Integer followers = null;
        List<String> genres = null;
        json.enter();
        while (json.in.hasNext()) {
            String field = json.name(Shape.ARTIST);
            switch (field) {
                case "popularity" -> popularity = json.integer();
                case "followers" -> followers = Parts.total(json);
                case "genres" -> genres = Parts.texts(json);
                default -> draft.field(field, json);
            }
        }
        json.leave(Shape.ARTIST, id.value());
        String key = id.value();
        return key == null
                ? null
                : new Artist(key, draft.uri("artist", key), draft.name, popularity, followers, genres, draft.images);
    }

    static @Nullable Show readShow(JsonBody json, RequiredText id) throws IOException {
        ObjectDraft draft = new ObjectDraft(id);
        String description = null;
        Integer episodes = null;
        json.enter();
        while (json.in.hasNext()) {
            String field = json.name(Shape.SHOW_OR_AUDIOBOOK);
            switch (field) {
                case "description" -> description = json.text();
                case "total_episodes" -> episodes = json.integer();
                default -> draft.field(field, json);
            }
        }
        json.leave(Shape.SHOW, id.value());
        String key = id.value();
        return key == null
                ? null
                : new Show(
                        key,
                        draft.uri("show", key),
                        draft.name,
                        draft.publisher,
                        description,
                        episodes,
                        draft.explicit,
                        draft.images);
    }

    static @Nullable Audiobook readAudiobook(JsonBody json, RequiredText id) throws IOException {
        ObjectDraft draft = new ObjectDraft(id);
        List<String> authors = List.of();
        List<String> narrators = List.of();
        String edition = null;
        Integer chapters = null;
        json.enter();
        while (json.in.hasNext()) {
            String field = json.name(Shape.SHOW_OR_AUDIOBOOK);
            switch (field) {
                case "authors" -> authors = Parts.names(json);
                case "narrators" -> narrators = Parts.names(json);
                case "edition" -> edition = json.text();
                case "total_chapters" -> chapters = json.integer();
                default -> draft.field(field, json);
            }
        }
        json.leave(Shape.AUDIOBOOK, id.value());
        String key = id.value();
        return key == null
                ? null
                : new Audiobook(
                        key,
                        draft.uri("show", key),
                        draft.name,
                        authors,
                        narrators,
                        draft.publisher,
                        edition,
                        chapters,
                        draft.explicit,
                        draft.images);
    }

    private static @Nullable CurrentUser readUser(JsonBody json, RequiredText id) throws IOException {
        String accountId = null;
        String name = null;
        String country = null;
        String product = null;
        String uri = null;
        List<Image> images = List.of();
        json.enter();
        while (json.in.hasNext()) {
            switch (json.name(Shape.CURRENT_USER)) {
                case "id" -> id.read(json);
                case "account_id" -> accountId = json.key();
                case "display_name" -> name = json.text();
                case "country" -> country = json.key();
                case "product" -> product = json.key();
                case "uri" -> uri = json.key();
                case "images" -> images = Parts.images(json);
                default -> json.in.skipValue();
            }
        }
        json.leave(Shape.CURRENT_USER, id.value());
        String key = id.value();
        return key == null ? null : new CurrentUser(key, accountId, name, country, product, uri, images);
    }
}
