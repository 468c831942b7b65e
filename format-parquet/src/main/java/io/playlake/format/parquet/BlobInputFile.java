package io.playlake.format.parquet;

import io.playlake.storage.BlobReader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.jspecify.annotations.Nullable;

/** A blob as Parquet wants to see it; the reader stays the caller's. */
final class BlobInputFile implements InputFile {

    private final BlobReader reader;
    private @Nullable IOException failure;

    BlobInputFile(BlobReader reader) {
        this.reader = reader;
    }

    /** Returns why the store could not be read; null if all it gave was bytes, good or bad. */
    @Nullable
    IOException failure() {
        return failure;
    }

    @Override
    public long getLength() {
        return reader.length();
    }

    @Override
    public SeekableInputStream newStream() {
        return new Stream();
    }

    private final class Stream extends SeekableInputStream {

        private long position;

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void seek(long target) {
            position = target;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return read(ByteBuffer.wrap(bytes, offset, length));
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            try {
                int count = reader.read(position, into);
                position += Math.max(0, count);
                return count;
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }

        @Override
        public void readFully(byte[] bytes) throws IOException {
            readFully(ByteBuffer.wrap(bytes));
        }

        @Override
        public void readFully(byte[] bytes, int offset, int length) throws IOException {
            readFully(ByteBuffer.wrap(bytes, offset, length));
        }

        @Override
        public void readFully(ByteBuffer into) throws IOException {
            while (into.hasRemaining()) {
                if (read(into) < 0) {
                    throw new EOFException("the file ends at " + position + ", " + into.remaining() + " bytes early");
                }
            }
        }
    }
}
