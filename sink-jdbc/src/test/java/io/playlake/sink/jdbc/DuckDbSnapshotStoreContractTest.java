package io.playlake.sink.jdbc;

import io.playlake.change.SnapshotStore;
import io.playlake.testkit.SnapshotStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class DuckDbSnapshotStoreContractTest extends SnapshotStoreContract {

    @TempDir
    private Path folder;

    @Override
    protected SnapshotStore openStore() {
        return JdbcSink.builder()
                .url("jdbc:duckdb:" + folder.resolve("lake.duckdb"))
                .build()
                .snapshotStore();
    }
}
