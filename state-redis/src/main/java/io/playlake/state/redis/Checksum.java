package io.playlake.state.redis;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Texts behind a checksum of themselves and of the field they stand in, so that neither can be mistaken. */
final class Checksum {

    private static final int DIGITS = 8;

    private Checksum() {}

    static String added(String field, String text) {
        return of(field, text) + " " + text;
    }

    /** Returns the text behind its checksum; null if they do not fit. */
    static @Nullable String removed(String field, String value) {
        if (value.length() <= DIGITS) {
            return null;
        }
        String text = value.substring(DIGITS + 1);
        return value.equals(added(field, text)) ? text : null;
    }

    private static String of(String field, String text) {
        CRC32C crc = new CRC32C();
        crc.update(field.getBytes(StandardCharsets.UTF_8));
        crc.update('\n');
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
