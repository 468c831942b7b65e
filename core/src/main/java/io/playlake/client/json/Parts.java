package io.playlake.client.json;

import io.playlake.model.Image;
import io.playlake.model.SimplifiedAlbum;
import io.playlake.model.SimplifiedArtist;
import io.playlake.model.User;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The objects that others are made of. */
final class Parts {

    private Parts() {}

    /** Returns the images; empty when there is no array. */
    static List<Image> images(JsonBody json) throws IOException {
        List<Image> images = new ArrayList<>(3);
        if (json.enterArray()) {
            while (json.in.hasNext()) {
                if (json.enterObject()) {
                    images.add(image(json));
                }
            }
            json.in.endArray();
        }
        return images;
    }

    /** Returns the first image's address; the others are not even read. */
    static @Nullable String firstUrl(JsonBody json) throws IOException {
        String url = null;
        if (json.enterArray()) {
            for (boolean first = true; json.in.hasNext(); first = false) {
                if (first) {
                    url = field(json, Shape.IMAGE, "url");
                } else {
                    json.in.skipValue();
                }
            }
            json.in.endArray();
        }
        return url;
    }

    private static Image image(JsonBody json) throws IOException {
        String url = null;
        Integer width = null;
        Integer height = null;
        while (json.in.hasNext()) {
            switch (json.name(Shape.IMAGE)) {
                case "url" -> url = json.key();
                case "width" -> width = json.integer();
                case "height" -> height = json.integer();
                default -> json.in.skipValue();
            }
        }
        json.leave(Shape.IMAGE, url);
        return new Image(url, width, height);
    }

    /** Returns the user; null when there is none, or one without id and name as editorial playlists have. */
    static @Nullable User user(JsonBody json) throws IOException {
        if (!json.enterObject()) {
            return null;
        }
        String id = null;
        String name = null;
        while (json.in.hasNext()) {
            switch (json.name(Shape.USER)) {
                case "id" -> id = json.key();
                case "display_name" -> name = json.text();
                default -> json.in.skipValue();
            }
        }
        json.leave(Shape.USER, id);
        return id == null && name == null ? null : new User(id, name);
    }

    /** Returns the artists, each at its place in the credits; empty when there is no array. */
    static List<SimplifiedArtist> artists(JsonBody json) throws IOException {
        List<SimplifiedArtist> artists = new ArrayList<>(2);
        if (json.enterArray()) {
            while (json.in.hasNext()) {
                artists.add(artist(json));
            }
            json.in.endArray();
        }
        return artists;
    }

    private static SimplifiedArtist artist(JsonBody json) throws IOException {
        String id = null;
        String name = null;
        String uri = null;
        if (json.enterObject()) {
            while (json.in.hasNext()) {
                switch (json.name(Shape.SIMPLIFIED_ARTIST)) {
                    case "id" -> id = json.key();
                    case "name" -> name = json.text();
                    case "uri" -> uri = json.key();
                    default -> json.in.skipValue();
                }
            }
            json.leave(Shape.SIMPLIFIED_ARTIST, id);
        }
        return new SimplifiedArtist(id, name, uri);
    }

    static @Nullable SimplifiedAlbum album(JsonBody json) throws IOException {
        if (!json.enterObject()) {
            return null;
        }
        AlbumDraft draft = new AlbumDraft();
        RequiredText id = new RequiredText();
        while (json.in.hasNext()) {
            draft.field(json.name(Shape.ALBUM), json, id);
        }
        json.leave(Shape.SIMPLIFIED_ALBUM, id.value());
        return draft.finish(id.value());
    }

    /** Returns the number under {@code total} of the object at the reader; null when there is none. */
    static @Nullable Integer total(JsonBody json) throws IOException {
        Integer total = null;
        if (json.enterObject()) {
            while (json.in.hasNext()) {
                if (json.name(Shape.FOLLOWERS).equals("total")) {
                    total = json.integer();
                } else {
                    json.in.skipValue();
                }
            }
            json.leave(Shape.FOLLOWERS);
        }
        return total;
    }

    /** Returns the texts of the array at the reader, without what is none; null when there is no array. */
    static @Nullable List<String> texts(JsonBody json) throws IOException {
        if (!json.enterArray()) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        while (json.in.hasNext()) {
            String text = json.text();
            if (text != null) {
                texts.add(text);
            }
        }
        json.in.endArray();
        return texts;
    }

    /** Returns the names of the objects in the array at the reader. */
    static List<String> names(JsonBody json) throws IOException {
        List<String> names = new ArrayList<>();
        if (json.enterArray()) {
            while (json.in.hasNext()) {
                String name = field(json, Shape.CONTRIBUTOR, "name");
                if (name != null) {
                    names.add(name);
                }
            }
            json.in.endArray();
        }
        return names;
    }

    /** Returns one text of the object at the reader; null when there is no object, no such field, or an empty one. */
    static @Nullable String field(JsonBody json, Shape shape, String name) throws IOException {
        String value = null;
        if (json.enterObject()) {
            while (json.in.hasNext()) {
                if (json.name(shape).equals(name)) {
                    value = json.key();
                } else {
                    json.in.skipValue();
                }
            }
            json.leave();
        }
        return value;
    }

    /** Returns how many elements the array has; null when there is none. */
    static @Nullable Integer size(JsonBody json) throws IOException {
        if (!json.enterArray()) {
            return null;
        }
        int size = 0;
        for (; json.in.hasNext(); size++) {
            json.in.skipValue();
        }
        json.in.endArray();
        return size;
    }
}
