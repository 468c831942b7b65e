package io.playlake.table;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.playlake.model.Episode;
import io.playlake.model.LocalFile;
import io.playlake.model.PlaylistItem;
import io.playlake.model.SimplifiedAlbum;
import io.playlake.model.Track;
import io.playlake.model.Unavailable;
import io.playlake.model.User;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The column values that take more than reading a field. */
final class ItemColumns {

    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private ItemColumns() {}

    static String type(PlaylistItem item) {
        if (item.item() instanceof Track) {
            return "track";
        }
        if (item.item() instanceof Episode) {
            return "episode";
        }
        return item.item() instanceof LocalFile ? "local" : "unavailable";
    }

    static @Nullable String id(PlaylistItem item) {
        if (item.item() instanceof Track track) {
            return track.id();
        }
        return item.item() instanceof Episode episode ? episode.id() : null;
    }

    /** Local files have a uri and no id. */
    static @Nullable String idOf(@Nullable String uri) {
        String rest = uri == null ? "" : uri.replaceFirst("^spotify:(track|episode):", "");
        return rest.isEmpty() || rest.equals(uri) ? null : rest;
    }

    static @Nullable String nameWithoutId(PlaylistItem item) {
        if (item.item() instanceof LocalFile file) {
            return file.name();
        }
        if (item.item() instanceof Episode episode && episode.id() == null) {
            return episode.name();
        }
        return item.item() instanceof Unavailable gone ? gone.name() : null;
    }

    static @Nullable String addedBy(PlaylistItem item) {
        String id = id(item.addedBy());
        return id == null || id.isEmpty() ? null : id;
    }

    static @Nullable String id(@Nullable User user) {
        return user == null ? null : user.id();
    }

    static @Nullable String name(@Nullable User user) {
        return user == null ? null : user.displayName();
    }

    static @Nullable String albumId(Track track) {
        SimplifiedAlbum album = track.album();
        return album == null ? null : album.id();
    }

    /** A date of day precision; whatever else the API may send is no day. */
    static @Nullable LocalDate releaseDay(SimplifiedAlbum album) {
        String date = album.releaseDate();
        if (date == null || !"day".equals(album.releaseDatePrecision())) {
            return null;
        }
        try {
            return LocalDate.parse(date);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    static @Nullable String texts(@Nullable List<String> texts) {
        return texts == null ? null : GSON.toJson(texts);
    }

    static String known(@Nullable String id) {
        if (id == null) {
            throw new IllegalArgumentException("an object without an id has no row");
        }
        return id;
    }

    static String uri(@Nullable String uri, String kind, @Nullable String id) {
        return uri == null ? "spotify:" + kind + ":" + known(id) : uri;
    }
}
