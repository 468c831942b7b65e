package io.playlake.format.parquet;

import java.io.IOException;

/** Looks whether a store keeps a rule that not all of its kind keep. */
@FunctionalInterface
public interface StoreProbe {

    /**
     * Returns whether of several {@link io.playlake.storage.BlobStore#putIfAbsent} of one key that race exactly one wins,
     * as it must where several processes write to one dataset.
     *
     * @throws IOException if that cannot be found out
     */
    boolean exclusivePuts() throws IOException;
}
