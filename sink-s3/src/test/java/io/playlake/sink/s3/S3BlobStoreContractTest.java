package io.playlake.sink.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.storage.BlobStore;
import io.playlake.testkit.BlobStoreContract;
import org.junit.jupiter.api.AfterEach;

class S3BlobStoreContractTest extends BlobStoreContract {

    private final S3Server server = S3Server.running();
    private final String bucket = server.newBucket();

    @Override
    protected BlobStore openStore() {
        return S3Server.store(server.endpoint(), bucket);
    }

    @AfterEach
    void nothingIsLeftUnfinished() {
        assertThat(server.pendingUploads(bucket)).isEmpty();
    }
}
