package io.playlake.emulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Compressed bodies, sound and spoiled. */
final class Gzip {

    private static final int MEBIBYTE = 1024 * 1024;
    /** A gzip stream ends with four bytes of checksum and four of length. */
    private static final int TRAILER = 8;

    private Gzip() {}

    static Answer compress(Answer answer) {
        return packed(answer, compress(answer.body()));
    }

    static Answer withoutHeader(Answer answer) {
        byte[] bytes = compress(answer.body());
        bytes[0] ^= 0x55;
        return packed(answer, bytes);
    }

    static Answer truncated(Answer answer) {
        byte[] bytes = compress(answer.body());
        return packed(answer, Arrays.copyOf(bytes, bytes.length / 2));
    }

    static Answer withWrongChecksum(Answer answer) {
        byte[] bytes = compress(answer.body());
        bytes[bytes.length - TRAILER] ^= 0x55;
        return packed(answer, bytes);
    }

    /** Puts so many spaces behind the body that it shrinks to about a thousandth. */
    static Answer bomb(Answer answer, int mebibytes) {
        byte[] spaces = new byte[MEBIBYTE];
        Arrays.fill(spaces, (byte) ' ');
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new Leveled(bytes, Deflater.BEST_COMPRESSION)) {
            out.write(answer.body());
            for (int i = 0; i < mebibytes; i++) {
                out.write(spaces);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed(answer, bytes.toByteArray());
    }

    private static Answer packed(Answer answer, byte[] bytes) {
        return answer.withBody(bytes).with("Content-Encoding", "gzip").with("Vary", "Accept-Encoding");
    }

    private static byte[] compress(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(plain.length / 4 + 32);
        try (OutputStream out = new Leveled(bytes, Deflater.BEST_SPEED)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static final class Leveled extends GZIPOutputStream {
        Leveled(OutputStream out, int level) throws IOException {
            super(out, 8192);
            def.setLevel(level);
        }
    }
}
