package io.playlake.sink.s3;

import io.playlake.storage.BlobKey;
import java.io.ByteArrayInputStream;
import java.util.function.Predicate;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkServiceClientConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A client, and what it is used on and with.
 *
 * @param client thread-safe
 */
record S3Access(S3Client client, S3Place place, ObjectSettings settings) {

    /** For a call whose second try could not be told from the first. */
    static final AwsRequestOverrideConfiguration NO_RETRIES = retrying(1, e -> false);

    /** For a call that may be tried again only where an answer says that nothing was done. */
    static final AwsRequestOverrideConfiguration RETRIES_OF_REFUSED =
            retrying(4, e -> e instanceof SdkException answer && S3Failure.status(answer) == 503);

    String bucket() {
        return place.bucket();
    }

    String objectKey(BlobKey key) {
        return place.objectKey(key);
    }

    /** Returns the first bytes of an array as a body that can be sent again, without a copy of them. */
    static RequestBody body(byte[] bytes, int length) {
        return RequestBody.fromContentProvider(
                () -> new ByteArrayInputStream(bytes, 0, length), length, "application/octet-stream");
    }

    /** A plug-in of one request also reaches into a client that is not ours. */
    private static AwsRequestOverrideConfiguration retrying(int attempts, Predicate<Throwable> when) {
        RetryStrategy strategy = DefaultRetryStrategy.standardStrategyBuilder()
                .useClientDefaults(false)
                .maxAttempts(attempts)
                .retryOnException(when)
                .treatAsThrottling(when)
                .build();
        return AwsRequestOverrideConfiguration.builder()
                .addPlugin((SdkServiceClientConfiguration.Builder client) ->
                        client.overrideConfiguration(override -> override.retryStrategy(strategy)))
                .build();
    }
}
