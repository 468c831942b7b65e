package io.playlake.sink.s3;

import io.playlake.storage.BlobKey;
import io.playlake.storage.BlobReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
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
        try {
            ResponseBytes<GetObjectResponse> first = s3.client()
                    .getObject(
                            get -> get.bucket(s3.bucket())
                                    .key(s3.objectKey(key))
                                    .range("bytes=0-" + (SHORTEST_FETCH - 1)),
                            ResponseTransformer.toBytes());
            byte[] bytes = first.asByteArrayUnsafe();
            return new S3BlobReader(
                    s3, key, length(first.response(), bytes), first.response().eTag(), bytes);
        } catch (SdkException e) {
            if (S3Failure.code(e).equals("NoSuchKey")) {
                throw new NoSuchFileException(s3.place().locate(key));
            }
            if (S3Failure.status(e) == 416) {
                // An empty object has no first byte.
                return new S3BlobReader(s3, key, 0, null, new byte[0]);
            }
            throw S3Failure.of("reading " + s3.place().locate(key), e);
        }
    }

    private static long length(GetObjectResponse response, byte[] body) throws IOException {
        String range = response.contentRange();
        if (range == null) {
            return body.length;
        }
        try {
            return Long.parseLong(range.substring(range.lastIndexOf('/') + 1));
        } catch (NumberFormatException e) {
            throw new IOException("S3 answered with the range '" + range + "', expected one with a length", e);
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
        int size = (int) Math.min(Math.min(Math.max(ahead, wanted), LONGEST_FETCH), length - position);
        String range = "bytes=" + position + "-" + (position + size - 1);
        String what = "reading " + range + " of " + s3.place().locate(key);
        // An object that was replaced meanwhile is refused, not mixed with this one.
        byte[] bytes = S3Failure.calling(
                what,
                () -> s3.client()
                        .getObject(
                                get -> get.bucket(s3.bucket())
                                        .key(s3.objectKey(key))
                                        .range(range)
                                        .ifMatch(tag),
                                ResponseTransformer.toBytes())
                        .asByteArrayUnsafe());
        if (bytes.length != size) {
            throw new IOException(what + " gave " + bytes.length + " bytes");
        }
        start = position;
        window = bytes;
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
