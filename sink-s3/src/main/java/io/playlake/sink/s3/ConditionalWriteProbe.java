package io.playlake.sink.s3;

import io.playlake.storage.BlobKey;
import io.playlake.storage.BlobReader;
import io.playlake.storage.BlobStore;
import io.playlake.storage.PendingBlob;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Finds out whether of many writers that race for one key exactly one wins. Several servers that speak S3 take the header
 * that asks for it, and keep to it only while nobody races.
 */
final class ConditionalWriteProbe {

    private static final int WRITERS = 32;
    private static final int ROUNDS = 3;

    private final BlobStore store;
    private final BlobKey folder;

    /** @param folder for what is written, which is deleted again */
    ConditionalWriteProbe(BlobStore store, BlobKey folder) {
        this.store = store;
        this.folder = folder;
    }

    /** @throws IOException if nobody could write, or it cannot be told */
    boolean run() throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            for (int i = 0; i < ROUNDS; i++) {
                BlobKey slot = folder.resolve("probe-" + UUID.randomUUID());
                try {
                    if (!race(slot, threads)) {
                        return false;
                    }
                } finally {
                    store.delete(slot);
                }
            }
            return true;
        } catch (S3BlobStore.NoConditionalWritesException e) {
            requirePlainWrites();
            return false;
        } finally {
            threads.shutdownNow();
        }
    }

    /** If not even these are known, it is something else that the server lacks. */
    private void requirePlainWrites() throws IOException {
        BlobKey slot = folder.resolve("probe-" + UUID.randomUUID());
        try (PendingBlob blob = store.create(slot)) {
            blob.publish();
        }
        store.delete(slot);
    }

    private boolean race(BlobKey slot, ExecutorService threads) throws IOException {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Boolean>> puts = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            byte[] content = content(i);
            puts.add(threads.submit(() -> {
                start.await();
                return store.putIfAbsent(slot, content);
            }));
        }
        start.countDown();
        List<String> winners = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        IOException failure = null;
        for (int i = 0; i < WRITERS; i++) {
            String content = new String(content(i), StandardCharsets.UTF_8);
            try {
                if (puts.get(i).get()) {
                    winners.add(content);
                }
            } catch (ExecutionException e) {
                failure = failure(e);
                unknown.add(content);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
        if (winners.isEmpty() && failure != null && unknown.size() == WRITERS) {
            throw failure;
        }
        // One whose answer was lost may have won; then nobody else may have.
        String stored = read(slot);
        return winners.isEmpty() ? unknown.contains(stored) : winners.equals(List.of(stored));
    }

    private static IOException failure(ExecutionException e) {
        return e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
    }

    private String read(BlobKey slot) throws IOException {
        try (BlobReader reader = store.open(slot)) {
            return new String(reader.stream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static byte[] content(int writer) {
        return ("writer " + writer + "\n").repeat(100).getBytes(StandardCharsets.UTF_8);
    }
}
