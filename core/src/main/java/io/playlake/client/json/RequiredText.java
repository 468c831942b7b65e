package io.playlake.client.json;

import com.google.gson.stream.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A field that must be a text, and what is wrong with it as long as it is not. */
final class RequiredText {

    private @Nullable JsonToken found;
    private @Nullable String text;

    void read(JsonBody json) throws IOException {
        found = json.in.peek();
        text = json.text();
    }

    /** Returns the text; null if it is not one, or empty. */
    @Nullable
    String value() {
        return text == null || text.isEmpty() ? null : text;
    }

    /** Returns whether the field is there, and JSON null or empty. */
    boolean blank() {
        return found == JsonToken.NULL || (text != null && text.isEmpty());
    }

    /** Returns what is wrong; meaningful only while there is no value. */
    String problem() {
        String what = found == null ? "missing" : text != null ? "empty" : "found " + JsonBody.typeName(found);
        return what + ", expected a text";
    }
}
