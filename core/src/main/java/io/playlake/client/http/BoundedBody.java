package io.playlake.client.http;

import io.playlake.error.MalformedResponseException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads a body within bounds: on the wire, inflated, and in the ratio of the two. */
final class BoundedBody {

    private static final int MAX_WIRE = 16 << 20;
    private static final int MAX_INFLATED = 64 << 20;
    private static final int MAX_RATIO = 200;
    /** Short bodies may repeat themselves a lot; below this, the ratio does not matter. */
    private static final int RATIO_FROM = 1 << 20;

    /** How much memory a mere announcement is worth. */
    private static final int MAX_PRESIZED = 2 << 20;

    private BoundedBody() {}

    /** Reads to the end; the length is that on the wire as announced, or negative. */
    static byte[] read(InputStream wire, long length, @Nullable String encoding, String place) throws IOException {
        String coding = encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT);
        boolean zipped = coding.equals("gzip") || coding.equals("x-gzip");
        if (!zipped && !coding.isEmpty() && !coding.equals("identity")) {
            throw malformed(place, "is encoded as " + Excerpt.of(coding) + ", expected gzip or nothing");
        }
        String large = "is larger than " + MAX_WIRE + " bytes on the wire";
        if (length > MAX_WIRE) {
            throw malformed(place, large);
        }
        byte[] sent = drain(wire, length, MAX_WIRE, place, large);
        return zipped && sent.length > 0 ? inflated(sent, place) : sent;
    }

    private static byte[] inflated(byte[] sent, String place) throws IOException {
        boolean byRatio = (long) MAX_RATIO * sent.length < MAX_INFLATED;
        int bound = byRatio ? Math.max(RATIO_FROM, MAX_RATIO * sent.length) : MAX_INFLATED;
        String problem = byRatio
                ? "inflates to more than " + MAX_RATIO + " times its size"
                : "is larger than " + MAX_INFLATED + " bytes";
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(sent), 8192)) {
            return drain(in, announced(sent), bound, place, problem);
        }
    }

    /** Returns the length that gzip's last four bytes claim; it saves copies when true, and does no harm otherwise. */
    private static long announced(byte[] gzip) {
        long length = 0;
        for (int i = gzip.length - 1; i >= Math.max(0, gzip.length - 4); i--) {
            length = length << 8 | (gzip[i] & 0xff);
        }
        return length;
    }

    private static byte[] drain(InputStream in, long announced, int bound, String place, String problem)
            throws IOException {
        byte[] expected = new byte[(int) Math.max(0, Math.min(Math.min(announced, bound), MAX_PRESIZED))];
        int got = in.readNBytes(expected, 0, expected.length);
        int more = got < expected.length ? -1 : in.read();
        if (more < 0) {
            return got == expected.length ? expected : Arrays.copyOf(expected, got);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(Math.max(64 * 1024, got));
        out.write(expected, 0, got);
        out.write(more);
        byte[] buffer = new byte[16 * 1024];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            if (out.size() + n > bound) {
                throw malformed(place, problem);
            }
            out.write(buffer, 0, n);
        }
        return out.toByteArray();
    }

    private static MalformedResponseException malformed(String place, String problem) {
        return new MalformedResponseException(place, "$", "the body " + problem, null);
    }
}
