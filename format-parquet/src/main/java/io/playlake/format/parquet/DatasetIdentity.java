package io.playlake.format.parquet;

import io.playlake.error.ConfigurationException;
import io.playlake.error.DataRefusedException;
import io.playlake.error.StateException;
import io.playlake.sink.CommitJson;
import io.playlake.sink.JsonFields;
import io.playlake.storage.BlobStore;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The document at the root of a dataset: what it is, and who.
 *
 * @param exclusivePuts what the store was found able to do at the founding; true if nobody doubted it
 */
record DatasetIdentity(String id, boolean exclusivePuts) {

    private static final String EXCLUSIVE_PUTS = "exclusive_puts";

    /** Returns the identity of the dataset in a store, giving it one if the store is empty. */
    static DatasetIdentity findOrFound(BlobStore store, RandomGenerator random, @Nullable StoreProbe probe)
            throws IOException {
        Optional<byte[]> stored = Blobs.read(store, Layout.IDENTITY);
        if (stored.isEmpty()) {
            if (!store.list(Layout.COMMITS).isEmpty()
                    || !store.list(Layout.STATES).isEmpty()) {
                throw new StateException(
                        store.name() + " holds a log but no " + Layout.IDENTITY
                                + "; put it back, or choose another place",
                        null);
            }
            Boolean exclusive = probe == null ? null : probe.exclusivePuts();
            byte[] id = new byte[16];
            random.nextBytes(id);
            byte[] document = CommitJson.document(json -> {
                json.name("format_version").value(CommitJson.FORMAT_VERSION);
                json.name("dataset_id").value(HexFormat.of().formatHex(id));
                if (exclusive != null) {
                    json.name(EXCLUSIVE_PUTS).value(exclusive);
                }
            });
            stored = putAndRead(store, document);
        }
        return parse(store, stored.orElseThrow(() -> new IOException(Layout.IDENTITY + " vanished")));
    }

    /** Whoever wins, and whether or not the answer arrives: what stands there afterwards counts. */
    private static Optional<byte[]> putAndRead(BlobStore store, byte[] document) throws IOException {
        IOException lost = null;
        try {
            store.putIfAbsent(Layout.IDENTITY, document);
        } catch (IOException e) {
            lost = e;
        }
        Optional<byte[]> stored = Blobs.read(store, Layout.IDENTITY);
        if (stored.isEmpty() && lost != null) {
            throw lost;
        }
        return stored;
    }

    static DatasetIdentity find(BlobStore store) throws IOException {
        return parse(
                store,
                Blobs.read(store, Layout.IDENTITY)
                        .orElseThrow(() -> new ConfigurationException("there is no dataset at " + store.name() + ": "
                                + store.locate(Layout.IDENTITY) + " does not exist")));
    }

    private static DatasetIdentity parse(BlobStore store, byte[] bytes) {
        String place = store.locate(Layout.IDENTITY);
        try {
            JsonFields json = JsonFields.parse(place, bytes);
            CommitJson.requireVersion(place, json);
            boolean exclusive = !json.all().containsKey(EXCLUSIVE_PUTS) || json.bool(EXCLUSIVE_PUTS);
            return new DatasetIdentity(json.text("dataset_id"), exclusive);
        } catch (DataRefusedException e) {
            throw new StateException("what is at " + store.name() + " is not a dataset: " + e.getMessage(), e);
        }
    }
}
