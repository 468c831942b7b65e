package io.playlake.format.parquet;

import io.playlake.error.PlaylakeException;
import io.playlake.error.Reason;
import io.playlake.error.SinkException;
import io.playlake.storage.BlobKey;
import io.playlake.storage.BlobReader;
import io.playlake.storage.BlobStore;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** Small blobs, and failures in words. */
final class Blobs {

    /** Documents of ours are a few KB; a larger one is not ours. */
    private static final int LARGEST = 64 << 20;

    private Blobs() {}

    static Optional<byte[]> read(BlobStore store, BlobKey key) throws IOException {
        try (BlobReader reader = store.open(key)) {
            if (reader.length() > LARGEST) {
                throw new IOException(
                        store.locate(key) + " has " + reader.length() + " bytes, expected " + LARGEST + " at most");
            }
            byte[] bytes = reader.stream().readAllBytes();
            if (bytes.length != reader.length()) {
                throw new IOException(
                        store.locate(key) + " ends after " + bytes.length + " of " + reader.length() + " bytes");
            }
            return Optional.of(bytes);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Returns what the caller is to be told: that the store failed, or what the store itself knows better. */
    static PlaylakeException failure(BlobStore store, String what, IOException cause) {
        if (cause.getCause() instanceof PlaylakeException known) {
            return known;
        }
        return new SinkException("dataset " + store.name() + ": " + what + ": " + Reason.of(cause), cause);
    }
}
