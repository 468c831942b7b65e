package io.playlake.raw;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The form of a staged file: a zstd stream with a checksum, in which lines of JSON say what follows. First a line about
 * the unit, then for each page a line and its body, then a line about the whole.
 */
final class UnitFormat {

    /** Units of another version are not adopted: what it takes to read them may have changed. */
    static final int VERSION = 2;

    static final Gson GSON = new GsonBuilder()
            .registerTypeAdapter(Instant.class, new InstantAdapter().nullSafe())
            .create();

    private UnitFormat() {}

    /** One line of the file; exactly one of the three is there. */
    record Line(
            @Nullable Integer version,
            @Nullable UnitKey unit,
            RawPage.@Nullable Head page,
            @Nullable UnitSummary summary) {}

    private static final class InstantAdapter extends TypeAdapter<Instant> {

        @Override
        public void write(JsonWriter out, Instant value) throws IOException {
            out.value(value.toString());
        }

        @Override
        public Instant read(JsonReader in) throws IOException {
            if (in.peek() != JsonToken.STRING) {
                throw new IOException("expected a time at " + in.getPath());
            }
            return Instant.parse(in.nextString());
        }
    }
}
