package io.playlake.sink.local;

import io.playlake.storage.BlobStore;
import io.playlake.storage.LocalBlobStore;
import io.playlake.testkit.BlobStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class LocalBlobStoreContractTest extends BlobStoreContract {

    @TempDir
    Path folder;

    @Override
    protected BlobStore openStore() {
        return LocalBlobStore.at(folder.resolve("store"));
    }
}
