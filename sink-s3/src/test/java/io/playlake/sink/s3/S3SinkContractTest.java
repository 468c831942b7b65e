package io.playlake.sink.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.sink.Sink;
import io.playlake.testkit.SinkCapability;
import io.playlake.testkit.SinkContract;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;

class S3SinkContractTest extends SinkContract {

    private final S3Server server = S3Server.running();
    private final String bucket = server.newBucket();

    @Override
    protected Sink sink() {
        return S3Server.sink(server.endpoint(), bucket).build();
    }

    @Override
    protected Set<SinkCapability> capabilities() {
        return EnumSet.complementOf(EnumSet.of(SinkCapability.EXCLUSIVE_LOCK));
    }

    @AfterEach
    void nothingIsLeftUnfinished() {
        assertThat(server.pendingUploads(bucket)).isEmpty();
    }
}
