package io.playlake.sink.jdbc;

import io.playlake.sink.Sink;
import io.playlake.testkit.SinkCapability;
import io.playlake.testkit.SinkContract;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;

@Tag("mariadb")
class MariaDbSinkContractTest extends SinkContract {

    private final String database = RealMariaDb.newDatabase();

    @Override
    protected Sink sink() {
        return RealMariaDb.sink(database).build();
    }

    @Override
    protected Set<SinkCapability> capabilities() {
        return EnumSet.complementOf(EnumSet.of(SinkCapability.NON_FINITE_NUMBERS));
    }
}
