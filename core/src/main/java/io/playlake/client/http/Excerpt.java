package io.playlake.client.http;

import java.nio.charset.StandardCharsets;

/**
 * Foreign text, made fit for messages and logs: control and bidirectional characters escaped, and cut, at 256 characters
 * where nothing else is said.
 */
public final class Excerpt {

    private static final int MAX_CHARS = 256;

    private Excerpt() {}

    /** Returns the beginning of a UTF-8 text; malformed bytes show as replacement characters. */
    public static String of(byte[] utf8) {
        return of(new String(utf8, 0, Math.min(utf8.length, 4 * MAX_CHARS), StandardCharsets.UTF_8));
    }

    /** Returns the beginning of a text. */
    public static String of(String text) {
        return of(text, MAX_CHARS);
    }

    /** Returns the beginning of a text, of so many characters at most; three dots stand for what was left out. */
    public static String of(String text, int maxChars) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), maxChars) + 16);
        int whole = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            String shown = isSafe(c) ? Character.toString(c) : escaped(c);
            if (out.length() <= maxChars - 3) {
                whole = out.length();
            }
            out.append(shown);
            if (out.length() > maxChars) {
                out.setLength(whole);
                return out.append("...").toString();
            }
        }
        return out.toString();
    }

    private static boolean isSafe(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    private static String escaped(int c) {
        StringBuilder out = new StringBuilder(6);
        for (char unit : Character.toChars(c)) {
            String hex = Integer.toHexString(unit);
            out.append("\\u").append("0".repeat(4 - hex.length())).append(hex);
        }
        return out.toString();
    }
}
