package io.playlake.client.json;

import com.google.gson.stream.JsonToken;
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
     * @param place the request, for messages
     * @throws io.playlake.error.MalformedResponseException if a required field is missing or of an impossible type
     */
    public static Category decode(String place, byte[] body) {
        return JsonBody.decode(place, body, json -> {
            RequiredText id = new RequiredText();
            Category category = read(json, id);
            if (category == null) {
                throw json.malformed("$.id", id.problem());
            }
            return category;
        });
    }

    /**
     * Decodes a page of categories, bare or under {@code categories}.
     *
     * @param place the request, for messages
     * @throws io.playlake.error.MalformedResponseException if a required field is missing or of an impossible type
     */
    public static Page<Category> decodePage(String place, byte[] body) {
        return Envelope.decode(place, body, "categories", Categories::row);
    }

    private static void row(JsonBody json, PageDraft<Category> page, String path) throws IOException {
        if (json.in.peek() == JsonToken.NULL) {
            json.in.nextNull();
            page.addGap(Page.Defect.NULL_ROW);
        } else if (json.in.peek() != JsonToken.BEGIN_OBJECT) {
            page.addBroken(path, "expected an object, found " + json.found());
            json.in.skipValue();
        } else {
            RequiredText id = new RequiredText();
            Category category = read(json, id);
            if (category != null) {
                page.add(category);
            } else if (id.blank()) {
                page.addGap(Page.Defect.STUB);
            } else {
                page.addBroken(path + ".id", id.problem());
            }
        }
    }

    /** Reads the object at the reader; null when its id is not a text. */
    private static @Nullable Category read(JsonBody json, RequiredText id) throws IOException {
        String name = null;
        List<Image> icons = List.of();
        json.in.beginObject();
        while (json.in.hasNext()) {
            switch (json.in.nextName()) {
                case "id" -> id.read(json);
                case "name" -> name = json.text();
                case "icons" -> icons = Parts.images(json);
                default -> json.in.skipValue();
            }
        }
        json.in.endObject();
        String key = id.value();
        return key == null ? null : new Category(key, name, icons);
    }
}
