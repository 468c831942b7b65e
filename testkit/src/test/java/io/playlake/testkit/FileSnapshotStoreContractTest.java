package io.playlake.testkit;

import io.playlake.change.FileSnapshotStore;
import io.playlake.change.SnapshotStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileSnapshotStoreContractTest extends SnapshotStoreContract {

    @TempDir
    private Path folder;

    @Override
    protected SnapshotStore openStore() {
        return FileSnapshotStore.open(folder.resolve("state"));
    }
}
