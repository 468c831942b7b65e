package io.playlake.client.json;

import io.playlake.model.Image;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What artists, shows and audiobooks have in common, as far as it was read. */
final class ObjectDraft {

    private final RequiredText id;

    @Nullable
    String name;

    @Nullable
    String publisher;

    @Nullable
    Boolean explicit;

    List<Image> images = List.of();
    private @Nullable String uri;

    ObjectDraft(RequiredText id) {
        this.id = id;
    }

    void field(String field, JsonBody json) throws IOException {
        switch (field) {
            case "id" -> id.read(json);
            case "uri" -> uri = json.key();
            case "name" -> name = json.text();
            case "publisher" -> publisher = json.text();
            case "explicit" -> explicit = json.bool();
            case "images" -> images = Parts.images(json);
            default -> json.in.skipValue();
        }
    }

    /** Returns the uri, or that which the id makes. */
    String uri(String type, String key) {
        return uri == null ? "spotify:" + type + ":" + key : uri;
    }
}
