package io.playlake.storage;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/** A blob being written: publish it, or close it and nothing has happened. Not thread-safe. */
public interface PendingBlob extends Closeable {

    /** Returns the name it will have. */
    BlobKey key();

    /** Returns where its bytes go; the same stream at every call. Closing the stream ends writing, and no more. */
    OutputStream output();

    /** Ends writing, makes the bytes durable and the blob visible, replacing one of the same name. */
    void publish() throws IOException;

    /** Gives up, unless it was published. */
    @Override
    void close() throws IOException;
}
