package io.playlake.client.json;

import io.playlake.model.Category;
import io.playlake.model.Image;
import io.playlake.model.Page;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decodes browse categories: one, or a page of them. */
public final class Categories {

    private Categories() {}

    /**
     * Decodes one category.
     *
     * @param origin where the body comes from
     * @throws io.playlake.error.MalformedResponseException if a required field is missing or of an impossible type
     */
    public static Category decode(Origin origin, byte[] body) {
        return Keyed.one(origin, body, Categories::read);
    }

    /**
     * Decodes a page of categories, bare or under {@code categories}.
     *
     * @param origin where the body comes from
     * @throws io.playlake.error.MalformedResponseException if a required field is missing or of an impossible type
     */
    public static Page<Category> decodePage(Origin origin, byte[] body) {
        return Envelope.decode(origin, body, "categories", Keyed.row(Categories::read));
    }

    /** Reads the object at the reader; null when its id is not a text. */
    private static @Nullable Category read(JsonBody json, RequiredText id) throws IOException {
        String name = null;
        List<Image> icons = List.of();
        json.enter();
        while (json.in.hasNext()) {
            switch (json.name(Shape.CATEGORY)) {
                case "id" -> id.read(json);
                case "name" -> name = json.text();
                case "icons" -> icons = Parts.images(json);
                default -> json.in.skipValue();
            }
        }
        json.leave(Shape.CATEGORY, id.value());
        String key = id.value();
        return key == null ? null : new Category(key, name, icons);
    }
}
