package io.playlake.client.json;

import com.google.gson.stream.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A field that must be a text, and what is wrong with it as long as it is not. Where it is an id, it may answer for another
 * field of its object too.
 */
final class RequiredText {

    private @Nullable JsonToken found;
    private @Nullable String text;
    private @Nullable String otherField;
    private @Nullable RequiredText other;

    void read(JsonBody json) throws IOException {
        found = json.in.peek();
        text = json.text();
    }

    /** Makes another field needed as well, where there is a text here. */
    void needs(String field, RequiredText content) {
        if (value() != null && content.value() == null) {
            otherField = field;
            other = content;
        }
    }

    /** Returns the text; null if it is not one, or empty, or if another field that is needed is not there. */
    @Nullable
    String value() {
        return other != null || text == null || text.isEmpty() ? null : text;
    }

    /** Returns the name of the field that has the problem: this one, an id, or another that is needed. */
    String field() {
        return otherField == null ? "id" : otherField;
    }

    /** Returns whether it is there, but not another field that is needed. */
    boolean lacksAnother() {
        return other != null;
    }

    /** Returns whether the field is there, and JSON null or empty. */
    boolean blank() {
        return other == null && isBlank();
    }

    private boolean isBlank() {
        return found == JsonToken.NULL || (text != null && text.isEmpty());
    }

    /** Returns what is wrong; meaningful only while there is no value. */
    String problem() {
        if (other != null) {
            return other.problem();
        }
        String what = found == null ? "missing" : text != null ? "empty" : "found " + JsonBody.typeName(found);
        return what + ", expected a text";
    }
}
