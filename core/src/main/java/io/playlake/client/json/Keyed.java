package io.playlake.client.json;

import com.google.gson.stream.JsonToken;
import io.playlake.model.Page;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Objects that are nothing without an id: one, a page of them, or several in the order they were asked for. */
final class Keyed {

    private Keyed() {}

    /** Reads the object at the reader; null when its id is not a text. */
    @FunctionalInterface
    interface Reader<T> {
        @Nullable
        T read(JsonBody json, RequiredText id) throws IOException;
    }

    /** Decodes a body that is one object. */
    static <T> T one(Origin origin, byte[] body, Reader<T> reader) {
        return JsonBody.decode(origin, body, json -> {
            RequiredText id = new RequiredText();
            T value = reader.read(json, id);
            if (value == null) {
                throw json.malformed("$." + id.field(), id.problem());
            }
            return value;
        });
    }

    /** Decodes the array under a name: an entry that is null, or without an id, is null. */
    static <T> List<@Nullable T> several(Origin origin, String name, byte[] body, Reader<T> reader) {
        return JsonBody.decode(origin, body, json -> {
            List<@Nullable T> values = null;
            json.enter();
            while (json.in.hasNext()) {
                if (!json.name(Shape.BATCH).equals(name)) {
                    json.in.skipValue();
                } else if (json.in.peek() == JsonToken.BEGIN_ARRAY) {
                    values = entries(json, "$." + name, reader);
                } else {
                    throw json.malformed("$." + name, "found " + json.found() + ", expected an array");
                }
            }
            json.leave();
            if (values == null) {
                throw json.malformed("$." + name, "missing, expected an array");
            }
            return values;
        });
    }

    private static <T> List<@Nullable T> entries(JsonBody json, String path, Reader<T> reader) throws IOException {
        List<@Nullable T> values = new ArrayList<>();
        json.in.beginArray();
        while (json.in.hasNext()) {
            if (json.in.peek() == JsonToken.BEGIN_OBJECT) {
                RequiredText id = new RequiredText();
                values.add(reader.read(json, id));
                if (id.lacksAnother()) {
                    throw json.malformed(path + "[" + (values.size() - 1) + "]." + id.field(), id.problem());
                }
            } else {
                json.in.skipValue();
                values.add(null);
            }
        }
        json.in.endArray();
        return values;
    }

    /** Returns what decodes a row of a page. */
    static <T> PageDraft.RowDecoder<T> row(Reader<T> reader) {
        return (json, page, path) -> {
            if (json.in.peek() == JsonToken.NULL) {
                json.in.nextNull();
                page.addGap(Page.Defect.NULL_ROW);
            } else if (json.in.peek() != JsonToken.BEGIN_OBJECT) {
                page.addBroken(path, "expected an object, found " + json.found());
                json.in.skipValue();
            } else {
                RequiredText id = new RequiredText();
                T value = reader.read(json, id);
                if (value != null) {
                    page.add(value);
                } else if (id.blank()) {
                    page.addGap(Page.Defect.STUB);
                } else {
                    page.addBroken(path + "." + id.field(), id.problem());
                }
            }
        };
    }
}
