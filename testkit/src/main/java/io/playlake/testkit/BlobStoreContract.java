package io.playlake.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.storage.BlobKey;
import io.playlake.storage.BlobReader;
import io.playlake.storage.BlobStore;
import io.playlake.storage.PendingBlob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The rules of {@link BlobStore}, one test or more each. That a blob survives a loss of power (part of B2) cannot be seen
 * from here.
 */
public abstract class BlobStoreContract {

    private static final BlobKey KEY = BlobKey.of("folder", "sub", "blob.bin");

    /** Opens a store over the same bytes at every call within one test, and over none at its first. */
    protected abstract BlobStore openStore() throws IOException;

    @Test
    @DisplayName("B1: a blob being written is invisible")
    void pendingIsInvisible() throws IOException {
        try (BlobStore store = openStore();
                PendingBlob blob = store.create(KEY)) {
            blob.output().write(bytes("half"));
            blob.output().flush();

            assertThat(store.list(BlobKey.of("folder"))).isEmpty();
            assertThatThrownBy(() -> store.open(KEY)).isInstanceOf(NoSuchFileException.class);
        }
    }

    @Test
    @DisplayName("B2: a published blob is visible to every instance, and stays")
    void publishedIsVisible() throws IOException {
        try (BlobStore store = openStore()) {
            publish(store, KEY, "whole");
            assertThat(read(store, KEY)).isEqualTo("whole");
        }
        try (BlobStore again = openStore()) {
            assertThat(read(again, KEY)).isEqualTo("whole");
            assertThat(again.list(BlobKey.of("folder"))).containsExactly(KEY);
        }
    }

    @Test
    @DisplayName("B2: publishing replaces a blob of the same name")
    void publishReplaces() throws IOException {
        try (BlobStore store = openStore()) {
            publish(store, KEY, "first, and longer");
            publish(store, KEY, "second");
            assertThat(read(store, KEY)).isEqualTo("second");
        }
    }

    @Test
    @DisplayName("B2: closing the stream ends writing, and no more")
    void closedStreamCanBePublished() throws IOException {
        try (BlobStore store = openStore();
                PendingBlob blob = store.create(KEY)) {
            assertThat(blob.output()).isSameAs(blob.output());
            blob.output().write(bytes("whole"));
            blob.output().close();
            assertThat(store.list(BlobKey.of("folder"))).isEmpty();

            blob.publish();
            assertThat(read(store, KEY)).isEqualTo("whole");
        }
    }

    @Test
    @DisplayName("B3: the second put of a key does nothing and says so")
    void secondPutLoses() throws IOException {
        try (BlobStore store = openStore();
                BlobStore other = openStore()) {
            assertThat(store.putIfAbsent(KEY, bytes("one"))).isTrue();
            assertThat(store.putIfAbsent(KEY, bytes("two"))).isFalse();
            assertThat(other.putIfAbsent(KEY, bytes("three"))).isFalse();
            assertThat(read(other, KEY)).isEqualTo("one");
        }
    }

    @Test
    @DisplayName("B3: of 32 racing puts exactly one wins, and readers see all of it")
    void racingPuts() throws Exception {
        int racers = 32;
        ExecutorService threads = Executors.newFixedThreadPool(racers);
        try (BlobStore store = openStore();
                BlobStore other = openStore()) {
            for (int round = 0; round < 20; round++) {
                BlobKey key = BlobKey.of("race", "slot-" + round);
                CountDownLatch start = new CountDownLatch(1);
                List<Future<Optional<String>>> puts = new ArrayList<>();
                for (int i = 0; i < racers; i++) {
                    String content = ("writer " + i + ";").repeat(2_000);
                    BlobStore mine = i % 2 == 0 ? store : other;
                    puts.add(threads.submit(() -> {
                        start.await();
                        boolean won = mine.putIfAbsent(key, bytes(content));
                        assertThat(read(mine, key))
                                .matches("(?:writer [0-9]{1,2};)++")
                                .endsWith(";")
                                .hasSizeGreaterThan(17_999);
                        return won ? Optional.of(content) : Optional.empty();
                    }));
                }
                start.countDown();
                List<String> winners = new ArrayList<>();
                for (Future<Optional<String>> put : puts) {
                    put.get().ifPresent(winners::add);
                }
                assertThat(winners).hasSize(1);
                assertThat(read(store, key)).isEqualTo(winners.get(0));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @DisplayName("B4: a listing has every blob below a folder, in the order of the keys' characters")
    void listing() throws IOException {
        try (BlobStore store = openStore()) {
            List<String> paths =
                    List.of("t/a-b/x", "t/a/y", "t/a/b/z", "t/B", "t/a.b", "t2/other", "t/run_date=2026-01-01/q");
            for (String path : paths) {
                publish(store, new BlobKey(path), path);
            }
            assertThat(store.list(BlobKey.of("t")))
                    .extracting(BlobKey::path)
                    .containsExactly("t/B", "t/a-b/x", "t/a.b", "t/a/b/z", "t/a/y", "t/run_date=2026-01-01/q");
            assertThat(store.list(BlobKey.of("t", "a")))
                    .extracting(BlobKey::path)
                    .containsExactly("t/a/b/z", "t/a/y");
            assertThat(store.list(BlobKey.of("nothing"))).isEmpty();
        }
    }

    @Test
    @DisplayName("B5: what is absent cannot be opened, and can be deleted")
    void absent() throws IOException {
        try (BlobStore store = openStore()) {
            assertThatThrownBy(() -> store.open(KEY)).isInstanceOf(NoSuchFileException.class);
            store.delete(KEY);
            publish(store, KEY, "whole");
            store.delete(KEY);
            store.delete(KEY);
            assertThat(store.list(BlobKey.of("folder"))).isEmpty();
            assertThatThrownBy(() -> store.open(KEY)).isInstanceOf(NoSuchFileException.class);
            assertThat(store.putIfAbsent(KEY, bytes("again"))).isTrue();
        }
    }

    @Test
    @DisplayName("B6: closing a pending blob leaves no trace")
    void givenUp() throws IOException {
        try (BlobStore store = openStore()) {
            PendingBlob blob = store.create(KEY);
            blob.output().write(bytes("half"));
            blob.close();
            blob.close();

            assertThat(store.list(BlobKey.of("folder"))).isEmpty();
            assertThat(store.putIfAbsent(KEY, bytes("free"))).isTrue();
        }
    }

    @Test
    @DisplayName("Closing a published blob does not take it back")
    void closeAfterPublish() throws IOException {
        try (BlobStore store = openStore()) {
            PendingBlob blob = store.create(KEY);
            blob.output().write(bytes("whole"));
            blob.publish();
            blob.close();
            assertThat(read(store, KEY)).isEqualTo("whole");
        }
    }

    @Test
    @DisplayName("A reader reads from anywhere, and stops at the end")
    void positions() throws IOException {
        try (BlobStore store = openStore()) {
            publish(store, KEY, "0123456789");
            try (BlobReader reader = store.open(KEY)) {
                assertThat(reader.length()).isEqualTo(10);
                ByteBuffer buffer = ByteBuffer.allocate(4);
                while (buffer.hasRemaining()) {
                    assertThat(reader.read(3 + buffer.position(), buffer)).isPositive();
                }
                assertThat(new String(buffer.array(), StandardCharsets.UTF_8)).isEqualTo("3456");
                assertThat(reader.read(10, ByteBuffer.allocate(1))).isEqualTo(-1);
                assertThat(reader.read(0, ByteBuffer.allocate(0))).isZero();
            }
        }
    }

    @Test
    @DisplayName("B1, B2, B6: a blob of 17 MB is invisible until it is published, and whole then, or leaves nothing")
    void large() throws IOException {
        byte[] content = new byte[17 * 1024 * 1024 + 1];
        new Random(3).nextBytes(content);
        try (BlobStore store = openStore()) {
            for (boolean published : List.of(false, true)) {
                try (PendingBlob blob = store.create(KEY)) {
                    for (int from = 0; from < content.length; from += 1_000_003) {
                        blob.output().write(content, from, Math.min(1_000_003, content.length - from));
                    }
                    assertThat(store.list(BlobKey.of("folder"))).isEmpty();
                    if (published) {
                        blob.publish();
                    }
                }
                assertThat(store.list(BlobKey.of("folder"))).hasSize(published ? 1 : 0);
            }
            try (BlobReader reader = store.open(KEY);
                    InputStream in = reader.stream()) {
                assertThat(Arrays.equals(in.readAllBytes(), content)).isTrue();
                ByteBuffer last = ByteBuffer.allocate(1);
                assertThat(reader.read(content.length - 1L, last)).isEqualTo(1);
                assertThat(last.get(0)).isEqualTo(content[content.length - 1]);
            }
        }
    }

    @Test
    @DisplayName("An empty blob is a blob")
    void empty() throws IOException {
        try (BlobStore store = openStore()) {
            publish(store, KEY, "");
            assertThat(store.putIfAbsent(BlobKey.of("folder", "empty"), new byte[0]))
                    .isTrue();
            assertThat(read(store, KEY)).isEmpty();
            assertThat(store.list(BlobKey.of("folder"))).hasSize(2);
        }
    }

    @Test
    @DisplayName("A lock that is exclusive excludes every other instance until it is closed")
    void locks() throws IOException {
        BlobKey key = BlobKey.of("_lock");
        try (BlobStore store = openStore();
                BlobStore other = openStore()) {
            BlobStore.Lock lock = store.tryLock(key).orElseThrow();
            if (lock.exclusive()) {
                assertThat(store.tryLock(key)).isEmpty();
                assertThat(other.tryLock(key)).isEmpty();
                assertThat(other.tryLock(key)).isEmpty();
                lock.close();
                assertThat(lock.exclusive()).isFalse();
                try (BlobStore.Lock second = other.tryLock(key).orElseThrow()) {
                    lock.close();
                    assertThat(store.tryLock(key)).isEmpty();
                    assertThat(second.exclusive()).isTrue();
                }
            }
        }
    }

    @Test
    @DisplayName("Discarding what is pending leaves what is published")
    void discard() throws IOException {
        try (BlobStore store = openStore()) {
            publish(store, KEY, "whole");
            try (PendingBlob blob = store.create(BlobKey.of("folder", "other"))) {
                blob.output().write(bytes("half"));
                store.discardPending();
            } catch (IOException e) {
                // Its blob was taken away; it may say so.
                assertThat(e).isNotNull();
            }
            assertThat(store.list(BlobKey.of("folder"))).containsExactly(KEY);
        }
    }

    private static void publish(BlobStore store, BlobKey key, String content) throws IOException {
        try (PendingBlob blob = store.create(key)) {
            assertThat(blob.key()).isEqualTo(key);
            blob.output().write(bytes(content));
            blob.publish();
        }
    }

    private static String read(BlobStore store, BlobKey key) throws IOException {
        try (BlobReader reader = store.open(key);
                InputStream in = reader.stream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
