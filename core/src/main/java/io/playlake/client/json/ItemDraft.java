package io.playlake.client.json;

import io.playlake.model.Episode;
import io.playlake.model.LocalFile;
import io.playlake.model.PlayableItem;
import io.playlake.model.SimplifiedAlbum;
import io.playlake.model.SimplifiedArtist;
import io.playlake.model.Track;
import io.playlake.model.Unavailable;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The object under a row's {@code track} or {@code item}, before it is known what it is. */
final class ItemDraft {

    private final RequiredText type = new RequiredText();
    private final RequiredText uri = new RequiredText();
    private final RequiredText id;
    private @Nullable String name;
    private @Nullable SimplifiedAlbum album;
    private List<SimplifiedArtist> artists = List.of();
    private @Nullable Integer discNumber;
    private @Nullable Integer trackNumber;
    private @Nullable Integer durationMs;
    private @Nullable Boolean explicit;
    private @Nullable Integer popularity;
    private @Nullable String isrc;
    private @Nullable Boolean isPlayable;
    private @Nullable String linkedFromId;
    private @Nullable String restriction;
    private @Nullable Integer markets;
    private @Nullable Boolean isLocal;
    private @Nullable String showId;
    private @Nullable String showName;
    private @Nullable String publisher;
    private @Nullable String releaseDate;

    private ItemDraft(RequiredText id) {
        this.id = id;
    }

    /** Reads the object at the reader. */
    static ItemDraft read(JsonBody json) throws IOException {
        return read(json, new RequiredText(), Shape.TRACK, Shape.EPISODE);
    }

    /** Reads a track that nobody disguises; null when its id is not a text. */
    static @Nullable Track readTrack(JsonBody json, RequiredText id) throws IOException {
        return readTrack(json, id, Shape.TRACK);
    }

    /** Reads a track as albums list it; null when its id is not a text. */
    static @Nullable Track readAlbumTrack(JsonBody json, RequiredText id) throws IOException {
        return readTrack(json, id, Shape.ALBUM_TRACK);
    }

    private static @Nullable Track readTrack(JsonBody json, RequiredText id, Shape shape) throws IOException {
        ItemDraft draft = read(json, id, shape, null);
        draft.requireAll();
        String key = id.value();
        String address = draft.uri.value();
        return key == null || address == null ? null : draft.track(key, address);
    }

    /** Reads an episode; null when its id is not a text. */
    static @Nullable Episode readEpisode(JsonBody json, RequiredText id) throws IOException {
        return readEpisode(json, id, Shape.EPISODE);
    }

    /** Reads an episode as searches list it; null when its id is not a text. */
    static @Nullable Episode readListedEpisode(JsonBody json, RequiredText id) throws IOException {
        return readEpisode(json, id, Shape.SIMPLIFIED_EPISODE);
    }

    private static @Nullable Episode readEpisode(JsonBody json, RequiredText id, Shape shape) throws IOException {
        ItemDraft draft = read(json, id, null, shape);
        draft.requireAll();
        String address = draft.uri.value();
        return id.value() == null || address == null ? null : draft.episode(address);
    }

    private static ItemDraft read(JsonBody json, RequiredText id, @Nullable Shape track, @Nullable Shape episode)
            throws IOException {
        ItemDraft draft = new ItemDraft(id);
        json.enter();
        while (json.in.hasNext()) {
            draft.field(json.name(Shape.PLAYABLE), json);
        }
        json.leave(draft.shape(track, episode));
        return draft;
    }

    /** Returns what is expected of it; nothing of local files, and of episodes disguised as tracks. */
    private @Nullable Shape shape(@Nullable Shape track, @Nullable Shape episode) {
        String address = uri.value();
        String kind = type.value();
        if (id.value() == null || address == null || kind == null || local()) {
            return null;
        }
        return !isEpisode(kind, address) ? track : album == null ? episode : null;
    }

    private static boolean isEpisode(String kind, String address) {
        return kind.equalsIgnoreCase("episode") || address.startsWith("spotify:episode:");
    }

    private void field(String field, JsonBody json) throws IOException {
        switch (field) {
            case "type" -> type.read(json);
            case "uri" -> uri.read(json);
            case "id" -> id.read(json);
            case "name" -> name = json.text();
            case "album" -> album = Parts.album(json);
            case "artists" -> artists = Parts.artists(json);
            case "disc_number" -> discNumber = json.integer();
            case "track_number" -> trackNumber = json.integer();
            case "duration_ms" -> durationMs = json.integer();
            case "explicit" -> explicit = json.bool();
            case "popularity" -> popularity = json.integer();
            case "external_ids" -> isrc = Parts.field(json, Shape.EXTERNAL_IDS, "isrc");
            case "is_playable" -> isPlayable = json.bool();
            case "linked_from" -> linkedFromId = Parts.field(json, Shape.LINK, "id");
            case "restrictions" -> restriction = Parts.field(json, Shape.RESTRICTIONS, "reason");
            case "available_markets" -> markets = Parts.size(json);
            case "is_local" -> isLocal = json.bool();
            case "show" -> show(json);
            case "release_date" -> releaseDate = json.text();
            default -> json.in.skipValue();
        }
    }

    private void show(JsonBody json) throws IOException {
        if (!json.enterObject()) {
            return;
        }
        while (json.in.hasNext()) {
            switch (json.name(Shape.SHOW_OR_AUDIOBOOK)) {
                case "id" -> showId = json.key();
                case "name" -> showName = json.text();
                case "publisher" -> publisher = json.text();
                default -> json.in.skipValue();
            }
        }
        json.leave(Shape.SHOW, showId);
    }

    boolean local() {
        String address = uri.value();
        return Boolean.TRUE.equals(isLocal) || (address != null && address.startsWith("spotify:local:"));
    }

    /** Outside of playlists nothing is local or withdrawn: what has an id has the rest. */
    private void requireAll() {
        id.needs("type", type);
        id.needs("uri", uri);
    }

    /** Returns the first required field that is not as it must be; null when all are. */
    @Nullable
    String brokenField() {
        if (isHusk()) {
            return null;
        }
        if (type.value() == null) {
            return "type";
        }
        return uri.value() == null ? "uri" : null;
    }

    String problem() {
        return type.value() == null ? type.problem() : uri.problem();
    }

    /** An object of nulls in place of a track is a null track in other clothes. */
    private boolean isHusk() {
        return id.blank() && uri.blank();
    }

    /** Returns the item; only when no field is broken. */
    PlayableItem finish(boolean local) {
        String address = uri.value();
        String kind = type.value();
        if (address == null || kind == null) {
            return new Unavailable(null, name);
        }
        if (local) {
            return new LocalFile(address, name, durationMs);
        }
        if (isEpisode(kind, address)) {
            return episode(address);
        }
        String key = id.value();
        if (key == null || !kind.toLowerCase(Locale.ROOT).equals("track")) {
            return new Unavailable(address, name);
        }
        return track(key, address);
    }

    private Track track(String key, String address) {
        return new Track(
                key,
                address,
                name,
                album,
                artists,
                discNumber,
                trackNumber,
                durationMs,
                explicit,
                popularity,
                isrc,
                isPlayable,
                linkedFromId,
                restriction,
                markets);
    }

    /** An episode disguised as a track has its show where a track has its album. */
    private Episode episode(String address) {
        boolean disguised = showId == null && showName == null && album != null;
        return new Episode(
                id.value(),
                address,
                name,
                disguised && album != null ? album.id() : showId,
                disguised && album != null ? album.name() : showName,
                publisher,
                releaseDate == null && album != null ? album.releaseDate() : releaseDate,
                durationMs,
                explicit);
    }
}
