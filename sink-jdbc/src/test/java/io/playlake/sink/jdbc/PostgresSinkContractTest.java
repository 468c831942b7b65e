package io.playlake.sink.jdbc;

import io.playlake.sink.Sink;
import io.playlake.testkit.SinkContract;

class PostgresSinkContractTest extends SinkContract {

    private final String database = RealPostgres.newDatabase();

    @Override
    protected Sink sink() {
        return RealPostgres.sink(database).build();
    }
}
