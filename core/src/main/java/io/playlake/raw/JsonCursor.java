package io.playlake.raw;

import com.google.gson.stream.MalformedJsonException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Walks over the bytes of a JSON text and knows at each token where it stands; what it skips it leaves undecoded. It
 * accepts all that the strict reader of the client accepts, and hardly more. Used by one thread.
 */
final class JsonCursor {

    /** So deep the client reads too. */
    private static final int MAX_DEPTH = 64;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';

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

    /** Returns where the next value begins. */
    int place() {
        peek();
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
        byte[] bytes = body;
        boolean backslash = false;
        int i = plainEnd(bytes, at);
        while (i < bytes.length && bytes[i] != '"') {
            backslash |= bytes[i] == '\\';
            i = plainEnd(bytes, bytes[i] == '\\' ? i + 2 : i + 1);
        }
        if (i >= bytes.length) {
            at = bytes.length;
            throw broken();
        }
        escaped = backslash;
        textTo = i;
        at = i + 1;
    }

    /** Passes bytes eight at a time as long as none is a quote or a backslash; texts are most of a body. */
    private static int plainEnd(byte[] bytes, int from) {
        int i = from;
        while (i + Long.BYTES <= bytes.length) {
            long eight = (long) LONGS.get(bytes, i);
            long quotes = eight ^ QUOTES;
            long backslashes = eight ^ BACKSLASHES;
            long hits = (((quotes - ONES) & ~quotes) | ((backslashes - ONES) & ~backslashes)) & HIGH_BITS;
            if (hits != 0) {
                return i + Long.numberOfTrailingZeros(hits) / Byte.SIZE;
            }
            i += Long.BYTES;
        }
        return i;
    }

    /** Passes the first elements of an array as long as they are codes of two letters; markets are half of a body. */
    void codes() {
        byte[] bytes = body;
        int i = at;
        while (i + 4 < bytes.length
                && bytes[i] == '"'
                && bytes[i + 3] == '"'
                && bytes[i + 4] == ','
                && isPlain(bytes[i + 1])
                && isPlain(bytes[i + 2])) {
            i += 5;
        }
        at = i;
    }

    private static boolean isPlain(byte b) {
        return b != '"' && b != '\\';
    }

    /** Passes a number, true, false or null; returns whether it is the one given. */
    boolean literal(String word) throws MalformedJsonException {
        peek();
        int from = at;
        while (at < body.length && isLiteral(body[at])) {
            at++;
        }
        boolean known = isNumber(from, at) || isWord("null", from) || isWord("true", from) || isWord("false", from);
        if (!known) {
            at = from;
            throw broken();
        }
        return isWord(word, from);
    }

    private boolean isWord(String word, int from) {
        return is(word, from, at);
    }

    private boolean isNumber(int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = body[i];
            if ((b < '0' || b > '9') && b != '+' && b != '-' && b != '.' && b != 'e' && b != 'E') {
                return false;
            }
        }
        return to > from;
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

    /** Returns the text just passed as {@link #packed(String)} does; 0 if it is longer, or has escapes. */
    long packed() {
        int length = textTo - textFrom;
        if (length == 0 || length > Long.BYTES || escaped || body[textTo - 1] == 0) {
            return 0;
        }
        if (textFrom + Long.BYTES > body.length) {
            return packed(body, textFrom, textTo);
        }
        long eight = (long) LONGS.get(body, textFrom);
        return length == Long.BYTES ? eight : eight & ((1L << (length * Byte.SIZE)) - 1);
    }

    /** Returns a text of one to eight ASCII characters in one number, which no other text has. */
    static long packed(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return packed(bytes, 0, bytes.length);
    }

    private static long packed(byte[] bytes, int from, int to) {
        long packed = 0;
        for (int i = to - 1; i >= from; i--) {
            packed = (packed << Byte.SIZE) | (bytes[i] & 0xff);
        }
        return packed;
    }

    /** Returns whether the text just passed is this one, of ASCII alone and without escapes. */
    boolean isText(String ascii) {
        return is(ascii, textFrom, textTo);
    }

    private boolean is(String ascii, int from, int to) {
        if (to - from != ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (body[from + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether the text just passed is written with escapes. */
    boolean isEscaped() {
        return escaped;
    }

    /** Returns the text just passed, decoded. */
    String decoded() throws MalformedJsonException {
        String raw = new String(body, textFrom, textTo - textFrom, StandardCharsets.UTF_8);
        String text = escaped ? JsonText.decoded(raw) : raw;
        if (text == null) {
            throw broken();
        }
        return text;
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
}
