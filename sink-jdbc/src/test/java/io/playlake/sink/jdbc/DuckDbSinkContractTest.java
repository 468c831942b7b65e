package io.playlake.sink.jdbc;

import io.playlake.sink.Sink;
import io.playlake.testkit.SinkCapability;
import io.playlake.testkit.SinkContract;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

class DuckDbSinkContractTest extends SinkContract {

    @TempDir
    private Path folder;

    @Override
    protected Sink sink() {
        return JdbcSink.builder()
                .url("jdbc:duckdb:" + folder.resolve("lake.duckdb"))
                .build();
    }

    @Override
    protected Set<SinkCapability> capabilities() {
        return EnumSet.complementOf(EnumSet.of(SinkCapability.EXCLUSIVE_LOCK));
    }
}
