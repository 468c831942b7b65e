package io.playlake.sink.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.storage.BlobKey;
import io.playlake.storage.BlobReader;
import io.playlake.storage.PendingBlob;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

class S3BlobStoreTest {

    private static final BlobKey KEY = BlobKey.of("table", "run_date=2026-01-01", "file.parquet");
    private static final int PART = S3PendingBlob.PART_BYTES;

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
        assertThat(server.pendingUploads(bucket)).isEmpty();
    }

    @Test
    @DisplayName("What fits into a part is one request; what does not goes in parts of that size")
    void parts() throws IOException {
        publish(1_000);
        assertThat(proxy.requests()).hasSize(1);
        int[][] sizesAndParts = {{PART, 0}, {PART + 1, 2}, {2 * PART, 2}, {2 * PART + 7, 3}};
        for (int[] one : sizesAndParts) {
            long before = partsSent().size();
            publish(one[0]);
            assertThat(partsSent().size() - before).as("parts of %s", one[0]).isEqualTo(one[1]);
            assertThat(readBack()).isEqualTo(bytes(one[0]));
        }
    }

    @Test
    @DisplayName("With the checksums that a client of the caller's adds, the whole names those of its parts")
    void checksums() throws IOException {
        try (S3Client client = S3Server.clientBuilder(proxy.endpoint())
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_SUPPORTED)
                        .build();
                S3BlobStore checked = S3Connection.of(client)
                        .store(new S3Place(bucket, "store"), new ObjectSettings(null, null, null, Map.of()), false)) {
            for (int length : new int[] {1_000, 2 * PART + 7}) {
                try (PendingBlob blob = checked.create(KEY)) {
                    blob.output().write(bytes(length));
                    blob.publish();
                }
                try (BlobReader reader = checked.open(KEY)) {
                    assertThat(reader.stream().readAllBytes()).isEqualTo(bytes(length));
                }
            }
            assertThat(checked.putIfAbsent(KEY, bytes(5))).isFalse();
        }
        assertThat(proxy.count(FaultProxy.put("partNumber=")
                        .and(request -> request.headers().containsValue("CRC32"))))
                .isEqualTo(3);
    }

    @Test
    @DisplayName("A blob of 300 MB passes through parts of 5 MiB, and comes back the same")
    void large() throws IOException, NoSuchAlgorithmException {
        byte[] piece = bytes(1_000_000);
        MessageDigest written = MessageDigest.getInstance("SHA-256");
        try (PendingBlob blob = store.create(KEY)) {
            OutputStream out = new DigestOutputStream(blob.output(), written);
            for (int i = 0; i < 300; i++) {
                out.write(piece);
            }
            assertThat(server.keys(bucket)).isEmpty();
            blob.publish();
        }
        assertThat(partsSent()).hasSize(58).allMatch(length -> length <= PART);
        MessageDigest read = MessageDigest.getInstance("SHA-256");
        try (BlobReader reader = store.open(KEY);
                InputStream in = new DigestInputStream(reader.stream(), read)) {
            assertThat(reader.length()).isEqualTo(300_000_000);
            in.transferTo(OutputStream.nullOutputStream());
        }
        assertThat(read.digest()).isEqualTo(written.digest());
        // Ahead of a reader is fetched what pays for the way there, not the rest of the object.
        assertThat(proxy.count(FaultProxy.get("file.parquet"))).isBetween(140L, 200L);
        store.delete(KEY);
    }

    @Test
    @DisplayName("Closing gives up what was sent, and what is under way is no blob")
    void givenUp() throws IOException {
        PendingBlob blob = store.create(KEY);
        blob.output().write(bytes(PART + 1));
        assertThat(server.pendingUploads(bucket)).containsExactly("store/" + KEY);
        assertThat(store.list(BlobKey.of("table"))).isEmpty();
        blob.close();
        assertThat(server.pendingUploads(bucket)).isEmpty();
        assertThatThrownBy(blob::publish).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> blob.output().write(1)).isInstanceOf(IOException.class);
    }

    @Test
    @DisplayName("A thread that is to end gives up its upload all the same")
    void interrupted() throws IOException {
        PendingBlob blob = store.create(KEY);
        blob.output().write(bytes(PART + 1));
        Thread.currentThread().interrupt();
        try {
            blob.close();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(server.pendingUploads(bucket)).isEmpty();
    }

    @Test
    @DisplayName("An object that is replaced while it is read is not mixed with the new one")
    void replacedMeanwhile() throws IOException {
        publish(200_000);
        try (BlobReader reader = store.open(KEY)) {
            publish(200_001);
            assertThatThrownBy(() -> reader.read(150_000, ByteBuffer.allocate(10)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("status 412");
        }
    }

    @Test
    @DisplayName("A reader fetches what it is asked for, wherever that is")
    void ranges() throws IOException {
        publish(3_000_000);
        byte[] whole = bytes(3_000_000);
        Random random = new Random(5);
        try (BlobReader reader = store.open(KEY)) {
            for (int i = 0; i < 60; i++) {
                int position = random.nextInt(whole.length);
                ByteBuffer buffer = ByteBuffer.allocate(1 + random.nextInt(200_000));
                int count = reader.read(position, buffer);
                assertThat(count).isPositive();
                for (int j = 0; j < count; j++) {
                    assertThat(buffer.get(j)).isEqualTo(whole[position + j]);
                }
            }
            assertThat(reader.read(3_000_000, ByteBuffer.allocate(1))).isEqualTo(-1);
        }
    }

    @Test
    @DisplayName("A listing goes on over pages, and leaves out what has no name of ours")
    void pages() throws IOException {
        List<String> names = IntStream.range(0, 1_050)
                .mapToObj(i -> String.format(Locale.ROOT, "t/%04d", i))
                .toList();
        names.parallelStream().forEach(name -> put("store/" + name));
        put("store/t/with space");
        put("store/t/folder/");
        put("other/t/0001");
        assertThat(store.list(BlobKey.of("t"))).extracting(BlobKey::path).containsExactlyElementsOf(names);
        assertThat(proxy.count(FaultProxy.get("list-type=2"))).isEqualTo(2);
    }

    @Test
    @DisplayName("A conditional write is one request, and asks for it")
    void conditional() throws IOException {
        assertThat(store.putIfAbsent(KEY, bytes(10))).isTrue();
        assertThat(store.putIfAbsent(KEY, bytes(11))).isFalse();
        assertThat(proxy.requests())
                .hasSize(2)
                .allSatisfy(request -> assertThat(request.headers()).containsEntry("if-none-match", "*"));
        assertThat(store.locate(KEY)).isEqualTo("s3://" + bucket + "/store/" + KEY);
        assertThat(server.keys(bucket)).containsExactly("store/" + KEY);
    }

    @Test
    @DisplayName("The lock excludes nobody and says so; nothing pending is taken for dead")
    void lockAndPending() throws IOException {
        try (var lock = store.tryLock(BlobKey.of("_lock")).orElseThrow();
                PendingBlob blob = store.create(KEY)) {
            assertThat(lock.exclusive()).isFalse();
            blob.output().write(bytes(PART + 1));
            store.discardPending();
            blob.publish();
        }
        assertThat(server.keys(bucket)).containsExactly("store/" + KEY);
    }

    private List<Integer> partsSent() {
        return proxy.requests().stream()
                .filter(request -> request.target().contains("partNumber="))
                .map(request -> Integer.parseInt(request.headers().get("x-amz-decoded-content-length")))
                .toList();
    }

    private void put(String key) {
        server.client().putObject(put -> put.bucket(bucket).key(key), RequestBody.fromString("x"));
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
