package io.playlake.format.parquet;

import java.nio.charset.StandardCharsets;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/** The bytes of short texts seen lately: ids repeat across rows, columns and tables. Fixed size; not thread-safe. */
final class TextCache {

    private static final int SLOTS = 4096;
    private static final int LONGEST = 64;

    private final @Nullable String[] texts = new String[SLOTS];
    private final @Nullable Binary[] bytes = new Binary[SLOTS];

    Binary encode(String text) {
        if (text.length() > LONGEST) {
            return Binary.fromConstantByteArray(text.getBytes(StandardCharsets.UTF_8));
        }
        int hash = text.hashCode();
        int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
        Binary known = bytes[slot];
        if (known != null && text.equals(texts[slot])) {
            return known;
        }
        Binary encoded = Binary.fromConstantByteArray(text.getBytes(StandardCharsets.UTF_8));
        texts[slot] = text;
        bytes[slot] = encoded;
        return encoded;
    }
}
