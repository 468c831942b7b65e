package io.playlake.sink.s3;

import io.playlake.storage.BlobKey;
import io.playlake.storage.PendingBlob;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** An object being written: sent in parts as they fill up, or in one piece at the end if it fits into one. */
final class S3PendingBlob implements PendingBlob {

    /** The smallest part that S3 takes, and all that is held in memory. */
    static final int PART_BYTES = 5 << 20;

    private final S3Access s3;
    private final BlobKey key;
    private final Output output = new Output();
    private byte[] buffer = new byte[16 << 10];
    private int filled;
    private @Nullable MultipartUpload upload;
    private @Nullable IOException failure;
    private boolean published;
    private boolean closed;

    S3PendingBlob(S3Access s3, BlobKey key) {
        this.s3 = s3;
        this.key = key;
    }

    @Override
    public BlobKey key() {
        return key;
    }

    @Override
    public OutputStream output() {
        return output;
    }

    @Override
    public void publish() throws IOException {
        if (closed || published) {
            throw new IllegalStateException("blob " + key + " was published or closed before");
        }
        requireIntact();
        output.ended = true;
        try {
            MultipartUpload parts = upload;
            if (parts == null) {
                put();
            } else {
                if (filled > 0) {
                    parts.part(buffer, filled);
                }
                parts.complete();
            }
        } catch (IOException e) {
            throw failed(e);
        }
        published = true;
        buffer = new byte[0];
    }

    /** The same bytes under the same name, so any number of tries will do. */
    private void put() throws IOException {
        PutObjectRequest request = s3.settings()
                .apply(PutObjectRequest.builder(), key)
                .bucket(s3.bucket())
                .key(s3.objectKey(key))
                .build();
        S3Failure.calling(
                "writing " + s3.place().locate(key),
                () -> s3.client().putObject(request, S3Access.body(buffer, filled)));
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            buffer = new byte[0];
            MultipartUpload parts = upload;
            if (parts != null && !published) {
                parts.abort();
            }
        }
    }

    private void append(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            if (filled == PART_BYTES) {
                send();
            }
            int count = Math.min(left, PART_BYTES - filled);
            if (filled + count > buffer.length) {
                buffer = Arrays.copyOf(buffer, Math.min(PART_BYTES, Math.max(2 * buffer.length, filled + count)));
            }
            System.arraycopy(bytes, from, buffer, filled, count);
            filled += count;
            from += count;
            left -= count;
        }
    }

    private void send() throws IOException {
        try {
            MultipartUpload parts = upload;
            if (parts == null) {
                parts = MultipartUpload.start(s3, key);
                upload = parts;
            }
            parts.part(buffer, filled);
            filled = 0;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Once the upload is aborted, no request that is still on its way can make it visible. */
    private IOException failed(IOException cause) {
        failure = cause;
        MultipartUpload parts = upload;
        if (parts != null) {
            try {
                parts.abort();
                upload = null;
            } catch (IOException e) {
                cause.addSuppressed(e);
            }
        }
        return cause;
    }

    private void requireIntact() throws IOException {
        if (failure != null) {
            throw new IOException(
                    s3.place().locate(key) + " was given up: " + failure.getMessage(), failure.getCause());
        }
    }

    private final class Output extends OutputStream {

        private boolean ended;

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, bytes.length);
            if (ended || closed) {
                throw new IOException("the stream is closed");
            }
            requireIntact();
            append(bytes, offset, length);
        }

        @Override
        public void close() {
            ended = true;
        }
    }
}
