package io.playlake.raw;

import com.google.common.collect.ImmutableMap;
import com.google.gson.stream.MalformedJsonException;
import java.util.Map;

/** The fields that say what is personal, by their names. */
enum FieldName {
    ADDED_BY,
    OWNER,
    PUBLIC,
    TYPE,
    ID,
    /** Holds a URI or URL. */
    ADDRESS,
    /** Holds an object of URLs. */
    ADDRESSES,
    /** Holds a track or an episode. */
    ITEM,
    OTHER;

    private static final String EXTERNAL_URLS = "external_urls";

    private static final ImmutableMap<String, FieldName> NAMES = ImmutableMap.<String, FieldName>builder()
            .put("added_by", ADDED_BY)
            .put("owner", OWNER)
            .put("public", PUBLIC)
            .put("type", TYPE)
            .put("id", ID)
            .put("uri", ADDRESS)
            .put("href", ADDRESS)
            .put("next", ADDRESS)
            .put("previous", ADDRESS)
            .put("track", ITEM)
            .put("item", ITEM)
            .put(EXTERNAL_URLS, ADDRESSES)
            .buildOrThrow();

    /** The short names in one number each, beside their fields: nearly every name of a body is none of them. */
    private static final long[] SHORT_NAMES = NAMES.keySet().stream()
            .filter(name -> !name.equals(EXTERNAL_URLS))
            .mapToLong(JsonCursor::packed)
            .toArray();

    private static final FieldName[] SHORT_FIELDS = NAMES.entrySet().stream()
            .filter(entry -> !entry.getKey().equals(EXTERNAL_URLS))
            .map(Map.Entry::getValue)
            .toArray(FieldName[]::new);

    /** Returns which one the name just passed is. */
    static FieldName at(JsonCursor json) throws MalformedJsonException {
        if (json.isEscaped()) {
            return NAMES.getOrDefault(json.decoded(), OTHER);
        }
        long packed = json.packed();
        if (packed == 0) {
            return json.isText(EXTERNAL_URLS) ? ADDRESSES : OTHER;
        }
        for (int i = 0; i < SHORT_NAMES.length; i++) {
            if (SHORT_NAMES[i] == packed) {
                return SHORT_FIELDS[i];
            }
        }
        return OTHER;
    }
}
