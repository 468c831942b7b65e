package io.playlake.sink.local;

import io.playlake.sink.Sink;
import io.playlake.testkit.SinkContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class LocalSinkContractTest extends SinkContract {

    @TempDir
    Path folder;

    @Override
    protected Sink sink() {
        return LocalSink.at(folder.resolve("lake"));
    }
}
