package io.playlake.raw;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A URI or URL that names a user: {@code spotify:user:NAME}, {@code  a path through /users/NAME}, and what may follow.
 *
 * @param before the name
 * @param name as it stands there, mostly percent-encoded; may be empty
 * @param after the name
 */
record UserAddress(String before, String name, String after) {

    private static final Pattern FORM = Pattern.compile(
            "(spotify:user:)([^:]*)(.*)|([^?#]*?/users?/)([^/?#]*)(.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Returns the address; null if the text names no user. */
    static @Nullable UserAddress of(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        int group = matcher.group(1) == null ? 4 : 1;
        return new UserAddress(matcher.group(group), matcher.group(group + 1), matcher.group(group + 2));
    }

    /** Returns the user's id, percent-decoded, so that it is the same however it is written. */
    String userId() {
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
