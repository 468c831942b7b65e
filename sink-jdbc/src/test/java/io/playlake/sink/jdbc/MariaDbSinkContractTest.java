package io.playlake.sink.jdbc;

import io.playlake.sink.Sink;
import io.playlake.testkit.SinkContract;
import org.junit.jupiter.api.Tag;

@Tag("mariadb")
class MariaDbSinkContractTest extends SinkContract {

    private final String database = RealMariaDb.newDatabase();

    @Override
    protected Sink sink() {
        return RealMariaDb.sink(database).build();
    }

    @Override
    protected boolean holdsInfinity() {
        return false;
    }
}
