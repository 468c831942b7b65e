package io.playlake.sink.s3;

import io.playlake.storage.BlobKey;
import io.playlake.storage.BlobReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** An object read by ranges: the next bytes are fetched ahead, the further the longer it is read on and on. */
final class S3BlobReader implements BlobReader {

    private static final int SHORTEST_FETCH = 64 << 10;
    private static final int LONGEST_AHEAD = 2 << 20;
    private static final int LONGEST_FETCH = 8 << 20;

    private static final int TRIES = 3;
    private static final Pattern RANGE = Pattern.compile("bytes ([0-9]{1,18})-([0-9]{1,18})/[0-9]{1,18}");

    private final S3Access s3;
    private final BlobKey key;
    private final long length;
    private final @Nullable String tag;
    private long start;
    private byte[] window;
    private int ahead = SHORTEST_FETCH;

    private S3BlobReader(S3Access s3, BlobKey key, long length, @Nullable String tag, byte[] window) {
        this.s3 = s3;
        this.key = key;
        this.length = length;
        this.tag = tag;
        this.window = window;
    }

    /** Opens an object with its first bytes, which of a small one are all. */
    static S3BlobReader open(S3Access s3, BlobKey key) throws IOException {
        return open(s3, key, TRIES);
    }

    private static S3BlobReader open(S3Access s3, BlobKey key, int tries) throws IOException {
        try {
            ResponseBytes<GetObjectResponse> first = get(s3, key, 0, SHORTEST_FETCH, null);
            String range = first.response().contentRange();
            long total = Long.parseLong(range.substring(range.indexOf('/') + 1));
            return new S3BlobReader(s3, key, total, first.response().eTag(), first.asByteArrayUnsafe());
        } catch (SdkException e) {
            if (S3Failure.code(e).equals("NoSuchKey")) {
                throw new NoSuchFileException(s3.place().locate(key));
            }
            if (S3Failure.status(e) == 404 && S3Failure.code(e).isEmpty() && tries > 1) {
                // The answer broke off: what is missing, the object or the bucket, it did not say.
                return open(s3, key, tries - 1);
            }
            if (S3Failure.status(e) == 416) {
                // An empty object has no first byte.
                return new S3BlobReader(s3, key, 0, null, new byte[0]);
            }
            throw S3Failure.of("reading " + s3.place().locate(key), e);
        }
    }

    /** The SDK takes what it got for the whole answer where the server did not say how long that is. */
    private static ResponseBytes<GetObjectResponse> get(
            S3Access s3, BlobKey key, long from, int count, @Nullable String tag) throws IOException {
        String range = "bytes=" + from + "-" + (from + count - 1);
        for (int i = 1; ; i++) {
            // An object that was replaced meanwhile is refused, not mixed with this one.
            ResponseBytes<GetObjectResponse> answer = s3.client()
                    .getObject(
                            get -> get.bucket(s3.bucket())
                                    .key(s3.objectKey(key))
                                    .range(range)
                                    .ifMatch(tag),
                            ResponseTransformer.toBytes());
            int length = answer.asByteArrayUnsafe().length;
            String got = String.valueOf(answer.response().contentRange());
            Matcher matcher = RANGE.matcher(got);
            if (matcher.matches()
                    && Long.parseLong(matcher.group(1)) == from
                    && Long.parseLong(matcher.group(2)) - from + 1 == length) {
                return answer;
            }
            if (i == TRIES) {
                throw new IOException("reading " + range + " of " + s3.place().locate(key) + " gave " + length
                        + " bytes and the range '" + got + "'");
            }
        }
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public int read(long position, ByteBuffer into) throws IOException {
        if (!into.hasRemaining()) {
            return 0;
        }
        if (position >= length) {
            return -1;
        }
        if (position < start || position >= start + window.length) {
            fetch(position, into.remaining());
        }
        int offset = Math.toIntExact(position - start);
        int count = Math.min(into.remaining(), window.length - offset);
        into.put(window, offset, count);
        return count;
    }

    private void fetch(long position, int wanted) throws IOException {
        boolean readOn = position == start + window.length;
        ahead = readOn ? Math.min(2 * ahead, LONGEST_AHEAD) : SHORTEST_FETCH;
        int count = (int) Math.min(Math.min(Math.max(ahead, wanted), LONGEST_FETCH), length - position);
        try {
            window = get(s3, key, position, count, tag).asByteArrayUnsafe();
        } catch (SdkException e) {
            throw S3Failure.of(
                    "reading from byte " + position + " of " + s3.place().locate(key), e);
        }
        start = position;
    }

    @Override
    public InputStream stream() {
        return new InputStream() {
            private long position;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int count) throws IOException {
                Objects.checkFromIndexSize(offset, count, bytes.length);
                int read = S3BlobReader.this.read(position, ByteBuffer.wrap(bytes, offset, count));
                position += Math.max(0, read);
                return read;
            }
        };
    }

    @Override
    public void close() {
        window = new byte[0];
        start = 0;
    }
}
