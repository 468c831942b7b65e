package io.playlake.sink.jdbc;

import io.playlake.change.SnapshotStore;
import io.playlake.testkit.SnapshotStoreContract;
import org.junit.jupiter.api.Tag;

@Tag("mariadb")
class MariaDbSnapshotStoreContractTest extends SnapshotStoreContract {

    private final String database = RealMariaDb.newDatabase();

    @Override
    protected SnapshotStore openStore() {
        return RealMariaDb.sink(database).build().snapshotStore();
    }
}
