package io.playlake.raw;

import com.google.gson.stream.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Walks over the bytes of a JSON text and knows at each token where it stands; what it skips it leaves undecoded. It
 * accepts all that the strict reader of the client accepts, and hardly more. Used by one thread.
 */
final class JsonCursor {

    /** So deep the client reads too. */
    private static final int MAX_DEPTH = 64;

    private final byte[] body;
    private int at;
    private int depth;
    private int textFrom;
    private int textTo;
    private boolean escaped;

    JsonCursor(byte[] body) {
        this.body = body;
        boolean marked = body.length >= 3 && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB && body[2] == (byte) 0xBF;
        at = marked ? 3 : 0;
    }

    /** Returns how many bytes are behind the cursor. */
    int at() {
        return at;
    }

    /** Goes back to where a value begins, on the same level. */
    void backTo(int place) {
        at = place;
    }

    /** Returns the first byte of the value, name or bracket that comes next; 0 at the end. */
    int peek() {
        while (at < body.length && isSpace(body[at])) {
            at++;
        }
        return at < body.length ? body[at] : 0;
    }

    void enter() throws MalformedJsonException {
        if (++depth > MAX_DEPTH) {
            throw broken();
        }
        at++;
    }

    /** Returns whether another member or element comes, past the comma before it; if not, the bracket is left. */
    boolean more(char end, boolean first) throws MalformedJsonException {
        int next = peek();
        if (next == end) {
            at++;
            depth--;
            return false;
        }
        if (!first) {
            expect(',');
        }
        return true;
    }

    /** Passes the name of a member and its colon; its text can be asked for as long as nothing else is passed. */
    void name() throws MalformedJsonException {
        text();
        int from = textFrom;
        int to = textTo;
        boolean had = escaped;
        expect(':');
        textFrom = from;
        textTo = to;
        escaped = had;
    }

    /** Passes a text. */
    void text() throws MalformedJsonException {
        expect('"');
        textFrom = at;
        escaped = false;
        int i = at;
        while (i < body.length && body[i] != '"') {
            if (body[i] == '\\') {
                escaped = true;
                i++;
            }
            i++;
        }
        if (i >= body.length) {
            at = body.length;
            throw broken();
        }
        textTo = i;
        at = i + 1;
    }

    /** Passes a number, true, false or null; returns whether it is the one given. */
    boolean literal(String word) throws MalformedJsonException {
        peek();
        int from = at;
        while (at < body.length && isLiteral(body[at])) {
            at++;
        }
        String found = new String(body, from, at - from, StandardCharsets.US_ASCII);
        boolean number =
                !found.isEmpty() && found.chars().allMatch(c -> (c >= '0' && c <= '9') || "+-.eE".indexOf(c) >= 0);
        if (!number && !found.equals("true") && !found.equals("false") && !found.equals("null")) {
            at = from;
            throw broken();
        }
        return found.equals(word);
    }

    /** Passes a value, and returns whether there is anything in it: null, an empty text and empty brackets hold nothing. */
    boolean skip() throws MalformedJsonException {
        int next = peek();
        if (next == '"') {
            text();
            return textTo > textFrom;
        }
        if (next != '{' && next != '[') {
            return !literal("null");
        }
        enter();
        boolean first = true;
        for (; more(next == '{' ? '}' : ']', first); first = false) {
            if (next == '{') {
                name();
            }
            skip();
        }
        return !first;
    }

    /** Passes the end of the body; what is left is an error. */
    void end() throws MalformedJsonException {
        if (peek() != 0 || at < body.length) {
            throw broken();
        }
    }

    /** Returns whether the text just passed is this one, of ASCII alone and without escapes. */
    boolean isText(String ascii) {
        if (textTo - textFrom != ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (body[textFrom + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Returns how many bytes the text just passed has; negative if some are escapes. */
    int plainLength() {
        return escaped ? -1 : textTo - textFrom;
    }

    /** Returns the text just passed, decoded. */
    String decoded() throws MalformedJsonException {
        String raw = new String(body, textFrom, textTo - textFrom, StandardCharsets.UTF_8);
        if (!escaped) {
            return raw;
        }
        StringBuilder text = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            char escape = raw.charAt(++i);
            if (escape == 'u') {
                text.append(unit(raw, i + 1));
                i += 4;
            } else {
                int known = "\"\\/bfnrt".indexOf(escape);
                if (known < 0) {
                    throw broken();
                }
                text.append("\"\\/\b\f\n\r\t".charAt(known));
            }
        }
        return text.toString();
    }

    private char unit(String raw, int from) throws MalformedJsonException {
        int unit = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = i < raw.length() ? hex(raw.charAt(i)) : -1;
            if (digit < 0) {
                throw broken();
            }
            unit = unit << 4 | digit;
        }
        return (char) unit;
    }

    /** Only ASCII digits are digits here. */
    private static int hex(char c) {
        return c < 128 ? Character.digit(c, 16) : -1;
    }

    private void expect(char wanted) throws MalformedJsonException {
        if (peek() != wanted) {
            throw broken();
        }
        at++;
    }

    private MalformedJsonException broken() {
        return new MalformedJsonException("no JSON from byte " + at + " on");
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    private static boolean isLiteral(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || b == '+' || b == '-' || b == '.' || b == 'E';
    }

    /** Returns a text as JSON, which only escapes what must be. */
    static String quoted(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                json.append(c).append(text.charAt(++i));
            } else if (c < ' ' || Character.isSurrogate(c)) {
                json.append("\\u").append(HexFormat.of().toHexDigits(c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
