package io.playlake.raw;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A text as it stands between the quotes of JSON. */
final class JsonText {

    private JsonText() {}

    /** Returns what a text with escapes says; null if one of them is none. */
    static @Nullable String decoded(String raw) {
        StringBuilder text = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            char escape = raw.charAt(++i);
            int known = "\"\\/bfnrt".indexOf(escape);
            int unit = escape == 'u' ? unit(raw, i + 1) : -1;
            if (known < 0 && unit < 0) {
                return null;
            }
            text.append(known < 0 ? (char) unit : "\"\\/\b\f\n\r\t".charAt(known));
            i += known < 0 ? 4 : 0;
        }
        return text.toString();
    }

    private static int unit(String raw, int from) {
        int unit = 0;
        for (int i = from; i < from + 4; i++) {
            // Only ASCII digits are digits here.
            int digit = i < raw.length() && raw.charAt(i) < 128 ? Character.digit(raw.charAt(i), 16) : -1;
            if (digit < 0) {
                return -1;
            }
            unit = (unit << 4) | digit;
        }
        return unit;
    }

    /** Returns a text in quotes, with no more escapes than it needs. */
    static String quoted(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                json.append(c).append(text.charAt(++i));
            } else if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                json.append("\\u").append(HexFormat.of().toHexDigits(c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
