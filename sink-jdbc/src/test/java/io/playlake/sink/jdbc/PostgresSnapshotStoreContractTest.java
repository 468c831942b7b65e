package io.playlake.sink.jdbc;

import io.playlake.change.SnapshotStore;
import io.playlake.testkit.SnapshotStoreContract;

class PostgresSnapshotStoreContractTest extends SnapshotStoreContract {

    private final String database = RealPostgres.newDatabase();

    @Override
    protected SnapshotStore openStore() {
        return RealPostgres.sink(database).build().snapshotStore();
    }
}
