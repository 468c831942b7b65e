package io.playlake.sink.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.playlake.sink.s3.FaultProxy.Fault;
import io.playlake.storage.BlobKey;
import io.playlake.storage.BlobReader;
import io.playlake.storage.PendingBlob;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of blobs while S3 fails. */
class S3FaultsTest {

    private static final BlobKey KEY = BlobKey.of("table", "file.parquet");
    private static final int THREE_PARTS = 2 * S3PendingBlob.PART_BYTES + 1_000;

    private final S3Server server = S3Server.running();
    private final String bucket = server.newBucket();
    private FaultProxy proxy;
    private S3BlobStore store;

    @BeforeEach
    void start() throws IOException {
        proxy = new FaultProxy(server.port());
        store = S3Server.store(proxy.endpoint(), bucket);
    }

    @AfterEach
    void stop() {
        store.close();
        proxy.close();
        assertThat(server.pendingUploads(bucket)).as("uploads left").isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"SLOW_DOWN", "RESET_IN_BODY", "LOST_REPLY", "HALF_REPLY"})
    @DisplayName("A part that fails once is sent again")
    void failingPart(Fault fault) throws IOException {
        proxy.next(FaultProxy.put("partNumber=2"), fault);
        publish(THREE_PARTS);
        assertThat(readBack()).isEqualTo(bytes(THREE_PARTS));
        assertThat(proxy.count(FaultProxy.put("partNumber=2"))).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"SLOW_DOWN", "RESET_IN_BODY", "DENIED"})
    @DisplayName("A part that keeps failing ends the blob, and its upload")
    void failedPart(Fault fault) throws IOException {
        proxy.always(FaultProxy.put("partNumber=2"), fault);
        try (PendingBlob blob = store.create(KEY)) {
            assertThatThrownBy(() -> blob.output().write(bytes(THREE_PARTS)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("part 2 of s3://" + bucket + "/store/" + KEY);
            assertThat(server.pendingUploads(bucket)).isEmpty();
            assertThatThrownBy(() -> blob.output().write(1)).isInstanceOf(IOException.class);
            assertThatThrownBy(blob::publish).isInstanceOf(IOException.class);
        }
        assertThat(server.keys(bucket)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"SLOW_DOWN", "LOST_REPLY", "HALF_REPLY"})
    @DisplayName("A lost answer to the start of an upload leaves no second one")
    void startOfAnUpload(Fault fault) throws IOException {
        proxy.next(FaultProxy.creation(), fault);
        try (PendingBlob blob = store.create(KEY)) {
            blob.output().write(bytes(THREE_PARTS));
            assertThat(server.pendingUploads(bucket)).hasSize(1);
            blob.publish();
        }
        assertThat(readBack()).isEqualTo(bytes(THREE_PARTS));
    }

    @Test
    @DisplayName("An upload whose start never gets an answer is not left either")
    void startNeverAnswered() throws IOException {
        proxy.always(FaultProxy.creation(), Fault.LOST_REPLY);
        try (PendingBlob blob = store.create(KEY)) {
            assertThatThrownBy(() -> blob.output().write(bytes(THREE_PARTS)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("starting an upload of s3://" + bucket);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SLOW_DOWN", "RESET_IN_BODY", "LOST_REPLY", "HALF_REPLY"})
    @DisplayName("A completion whose answer is lost is a completion")
    void completion(Fault fault) throws IOException {
        proxy.next(FaultProxy.completion(), fault);
        publish(THREE_PARTS);
        assertThat(readBack()).isEqualTo(bytes(THREE_PARTS));
    }

    @Test
    @DisplayName("One that never gets an answer is found by its mark, though another object had its name before")
    void completionNeverAnswered() throws IOException {
        publish(10);
        proxy.always(FaultProxy.completion(), Fault.LOST_REPLY);
        publish(THREE_PARTS);
        assertThat(readBack()).isEqualTo(bytes(THREE_PARTS));
    }

    @Test
    @DisplayName("A completion that never took effect is a failure, and leaves what was there")
    void failedCompletion() throws IOException {
        publish(10);
        proxy.always(FaultProxy.completion(), Fault.RESET_IN_BODY);
        try (PendingBlob blob = store.create(KEY)) {
            blob.output().write(bytes(THREE_PARTS));
            assertThatThrownBy(blob::publish).isInstanceOf(IOException.class);
            assertThat(server.pendingUploads(bucket)).isEmpty();
        }
        assertThat(readBack()).isEqualTo(bytes(10));
    }

    @ParameterizedTest
    @EnumSource(names = {"SLOW_DOWN", "RESET_IN_BODY", "LOST_REPLY", "HALF_REPLY"})
    @DisplayName("A small blob is written again until there is an answer")
    void smallBlob(Fault fault) throws IOException {
        proxy.next(FaultProxy.put("file.parquet"), fault, fault);
        publish(1_000);
        assertThat(readBack()).isEqualTo(bytes(1_000));
        assertThat(proxy.count(FaultProxy.put("file.parquet"))).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(names = {"SLOW_DOWN", "RESET_IN_BODY", "LOST_REPLY", "HALF_REPLY", "EXPIRED_TOKEN", "DENIED"})
    @DisplayName("A conditional write is sent once, whatever fails; what became of it, the object tells")
    void conditionalWrite(Fault fault) throws IOException {
        proxy.next(FaultProxy.conditional("file.parquet"), fault);
        assertThatThrownBy(() -> store.putIfAbsent(KEY, bytes(20))).isInstanceOf(IOException.class);
        assertThat(proxy.requests()).hasSize(1);
        boolean tookEffect = fault == Fault.LOST_REPLY || fault == Fault.HALF_REPLY;
        assertThat(server.keys(bucket)).hasSize(tookEffect ? 1 : 0);
        assertThat(store.putIfAbsent(KEY, bytes(21))).isEqualTo(!tookEffect);
        assertThat(readBack()).isEqualTo(bytes(tookEffect ? 20 : 21));
    }

    @Test
    @DisplayName("A conflict of conditional writes wrote nothing, and is tried again")
    void conflict() throws IOException {
        proxy.next(FaultProxy.conditional("file.parquet"), Fault.CONFLICT, Fault.CONFLICT);
        assertThat(store.putIfAbsent(KEY, bytes(20))).isTrue();
        assertThat(proxy.requests()).hasSize(3);
        proxy.always(FaultProxy.conditional("file.parquet"), Fault.CONFLICT);
        assertThatThrownBy(() -> store.putIfAbsent(KEY, bytes(20)))
                .isInstanceOf(IOException.class)
                .hasMessage("writing s3://" + bucket + "/store/" + KEY + " if it does not exist:"
                        + " ConditionalRequestConflict (status 409, request REQUEST7): Made up.");
    }

    @ParameterizedTest
    @EnumSource(names = {"SLOW_DOWN", "LOST_REPLY", "HALF_REPLY"})
    @DisplayName("A range that breaks off is fetched again")
    void reading(Fault fault) throws IOException {
        publish(300_000);
        proxy.next(FaultProxy.get("file.parquet"), fault, fault);
        assertThat(readBack()).isEqualTo(bytes(300_000));
    }

    @Test
    @DisplayName("Reading what keeps breaking off fails, and is not the end of the blob")
    void readingFails() throws IOException {
        publish(300_000);
        try (BlobReader reader = store.open(KEY)) {
            proxy.always(FaultProxy.get("file.parquet"), Fault.HALF_REPLY);
            assertThatThrownBy(() -> reader.stream().readAllBytes())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("65536");
        }
    }

    @Test
    @DisplayName("Failures of listing and deleting are told")
    void listingAndDeleting() throws IOException {
        publish(10);
        proxy.always(request -> true, Fault.SLOW_DOWN);
        assertThatThrownBy(() -> store.list(BlobKey.of("table"))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> store.delete(KEY)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> store.open(KEY))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("SlowDown (status 503, request REQUEST7)");
    }

    @Test
    @DisplayName("An answer of which only the first line came is not taken for more than that")
    void firstLines() throws IOException {
        for (Predicate<FaultProxy.Request> one : List.of(
                FaultProxy.creation(),
                FaultProxy.put("partNumber=3"),
                FaultProxy.get("file.parquet"),
                FaultProxy.get("list-type=2"))) {
            proxy.next(one, Fault.FIRST_LINE, Fault.FIRST_LINE);
        }
        publish(THREE_PARTS);
        assertThat(readBack()).isEqualTo(bytes(THREE_PARTS));
        assertThat(store.list(BlobKey.of("table"))).containsExactly(KEY);
        proxy.always(FaultProxy.get("list-type=2"), Fault.FIRST_LINE);
        assertThatThrownBy(() -> store.list(BlobKey.of("table"))).isInstanceOf(IOException.class);
    }

    @Test
    @DisplayName("An abort that fails says so")
    void abort() throws IOException {
        PendingBlob blob = store.create(KEY);
        blob.output().write(bytes(THREE_PARTS));
        proxy.always(request -> request.method().equals("DELETE"), Fault.DENIED);
        Throwable thrown = catchThrowable(blob::close);
        assertThat(thrown)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("aborting the upload of s3://" + bucket);
        proxy.heal();
        server.client()
                .listMultipartUploads(list -> list.bucket(bucket))
                .uploads()
                .forEach(upload -> server.client()
                        .abortMultipartUpload(
                                one -> one.bucket(bucket).key(upload.key()).uploadId(upload.uploadId())));
    }

    private void publish(int length) throws IOException {
        try (PendingBlob blob = store.create(KEY)) {
            blob.output().write(bytes(length));
            blob.publish();
        }
    }

    private byte[] readBack() throws IOException {
        try (BlobReader reader = store.open(KEY)) {
            return reader.stream().readAllBytes();
        }
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
