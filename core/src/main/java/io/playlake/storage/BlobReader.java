package io.playlake.storage;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** A blob being read, at any place. Not thread-safe. */
public interface BlobReader extends Closeable {

    /** Returns the number of bytes. */
    long length();

    /**
     * Reads some bytes from a position on.
     *
     * @return how many, at least one unless the buffer is full; -1 at the end
     */
    int read(long position, ByteBuffer into) throws IOException;

    /** Returns a stream over the whole blob; closing it does not close this reader. */
    InputStream stream();

    @Override
    void close() throws IOException;
}
