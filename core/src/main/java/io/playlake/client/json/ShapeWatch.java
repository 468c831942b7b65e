package io.playlake.client.json;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks on while one body is decoded, and takes down what differs from the known shapes. */
final class ShapeWatch {

    /** A field that should not be, or not with that type. */
    record Oddity(String path, boolean known) {}

    /** How often an oddity was seen, and with which type of value. */
    record Sighting(long seen, JsonToken type) {

        Sighting plus(Sighting other) {
            return new Sighting(seen + other.seen, type == JsonToken.NULL ? other.type : type);
        }
    }

    /** The objects of one shape: how many, and which fields at least one of them had. */
    static final class Tally {

        final String path;
        long objects;
        long extended;
        long fields;

        Tally(String path) {
            this.path = path;
        }

        void add(Tally other) {
            objects += other.objects;
            extended += other.extended;
            fields |= other.fields;
        }
    }

    /** So many different oddities are taken down, and no more. */
    static final int MOST = 1_000;

    final Map<Oddity, Sighting> oddities = new LinkedHashMap<>(0);
    final Map<Shape, Tally> tallies = new EnumMap<>(Shape.class);
    private long uncounted;
    private long[] fields = new long[16];
    private int depth = -1;
    private boolean extended;

    /** Tells whether what comes is sent to apps with extended quota, as far as the body shows it. */
    void extended(boolean extended) {
        this.extended = extended;
    }

    void enter() {
        depth++;
        if (depth == fields.length) {
            fields = Arrays.copyOf(fields, 2 * depth);
        }
        fields[depth] = 0;
    }

    /** Takes note of a field whose value is at the reader. */
    void field(Shape shape, String name, JsonReader in) throws IOException {
        Shape.Field field = shape.field(name);
        JsonToken token = in.peek();
        if (field == null) {
            note(in, false, token);
        } else {
            fields[depth] |= field.bit();
            if (!field.admitted().contains(token)) {
                note(in, true, token);
            }
        }
    }

    private void note(JsonReader in, boolean known, JsonToken type) {
        Oddity oddity = new Oddity(path(in), known);
        if (oddities.size() < MOST || oddities.containsKey(oddity)) {
            oddities.merge(oddity, new Sighting(1, type), Sighting::plus);
        } else {
            uncounted++;
        }
    }

    long uncounted() {
        return uncounted;
    }

    /** Takes note of an object that the reader has just left; null if nothing is expected of it. */
    void leave(@Nullable Shape shape, JsonReader in) {
        long had = fields[depth--];
        if (shape == null) {
            return;
        }
        Tally tally = tallies.get(shape);
        if (tally == null) {
            tally = new Tally(path(in));
            tallies.put(shape, tally);
        }
        tally.objects++;
        tally.extended += extended ? 1 : 0;
        tally.fields |= had;
    }

    private static String path(JsonReader in) {
        return JsonBody.bounded(in.getPath().replaceAll("\\[[0-9]+]", "[]"));
    }
}
