package io.playlake.raw;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A URI or URL that names a user: {@code spotify:user:NAME}, {@code  a path through /users/NAME}, and what may follow.
 *
 * @param before the name
 * @param name as it stands there, mostly percent-encoded; may be empty
 * @param after the name
 */
record UserAddress(String before, String name, String after) {

    private static final String URI = "spotify:user:";

    /** Returns the address; null if the text names no user. */
    static @Nullable UserAddress of(String text) {
        if (text.regionMatches(true, 0, URI, 0, URI.length())) {
            return at(text, URI.length(), ":");
        }
        int one = text.indexOf("/user/");
        int several = text.indexOf("/users/");
        if (one < 0 && several < 0) {
            return null;
        }
        int begin = one >= 0 && (several < 0 || one < several) ? one + 6 : several + 7;
        return isBefore(text, '?', begin) || isBefore(text, '#', begin) ? null : at(text, begin, "/?#");
    }

    private static boolean isBefore(String text, char c, int place) {
        int found = text.indexOf(c);
        return found >= 0 && found < place;
    }

    /** Returns the address whose name begins at a place and ends before any of some characters, or with the text. */
    static UserAddress at(String text, int begin, String ends) {
        int end = begin;
        while (end < text.length() && ends.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return new UserAddress(text.substring(0, begin), text.substring(begin, end), text.substring(end));
    }

    /** Returns the user's id, percent-decoded, so that it is the same however it is written. */
    String userId() {
        if (name.indexOf('%') < 0) {
            return name;
        }
        byte[] encoded = name.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream id = new ByteArrayOutputStream(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            int high = encoded[i] == '%' && i + 2 < encoded.length ? Character.digit(encoded[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(encoded[i + 2], 16);
            id.write(low < 0 ? encoded[i] : high << 4 | low);
            i += low < 0 ? 0 : 2;
        }
        return id.toString(StandardCharsets.UTF_8);
    }

    String with(String otherName) {
        return before + otherName + after;
    }
}
