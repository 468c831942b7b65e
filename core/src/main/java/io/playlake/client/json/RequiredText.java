package io.playlake.client.json;

import com.google.gson.stream.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A field that must be a text, and what is wrong with it as long as it is not. */
final class RequiredText {

    private static final String EXPECTED = ", expected a text";

    private boolean blank;
    private @Nullable String value;
    private String problem = "missing" + EXPECTED;

    void read(JsonBody json) throws IOException {
        JsonToken token = json.in.peek();
        problem = "found " + json.found() + EXPECTED;
        value = json.text();
        blank = token == JsonToken.NULL;
        if (value != null && value.isEmpty()) {
            problem = "empty" + EXPECTED;
            value = null;
            blank = true;
        }
    }

    /** Returns the text; null if it is not one, or empty. */
    @Nullable
    String value() {
        return value;
    }

    /** Returns whether the field is there, and JSON null or empty. */
    boolean blank() {
        return blank;
    }

    /** Returns what is wrong; meaningful only while there is no value. */
    String problem() {
        return problem;
    }
}
