package io.playlake.sink.local;

import io.playlake.storage.BlobStore;
import io.playlake.testing.MemoryBlobStore;
import io.playlake.testkit.BlobStoreContract;

class MemoryBlobStoreContractTest extends BlobStoreContract {

    private final MemoryBlobStore store = new MemoryBlobStore();

    @Override
    protected BlobStore openStore() {
        return store;
    }
}
