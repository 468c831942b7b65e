package io.playlake.sink.jdbc;

import io.playlake.sink.Sink;
import io.playlake.testkit.SinkContract;
import java.nio.file.Path;
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
}
