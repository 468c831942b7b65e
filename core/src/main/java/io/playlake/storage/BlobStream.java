package io.playlake.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/** A reader's bytes from the first to the last; closing it leaves the reader open. */
final class BlobStream extends InputStream {

    private final BlobReader reader;
    private long position;

    BlobStream(BlobReader reader) {
        this.reader = reader;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        int count = reader.read(position, ByteBuffer.wrap(bytes, offset, length));
        if (count > 0) {
            position += count;
        }
        return count;
    }
}
