package io.playlake.testkit;

import io.playlake.sink.Sink;
import io.playlake.testing.MemorySink;

class MemorySinkContractTest extends SinkContract {

    private final MemorySink sink = new MemorySink();

    @Override
    protected Sink sink() {
        return sink;
    }
}
