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

/** The document at the root of a dataset: what it is, and who. */
final class DatasetIdentity {

    private DatasetIdentity() {}

    /** Returns the id of the dataset in a store, giving it one if the store is empty. */
    static String findOrFound(BlobStore store, RandomGenerator random) throws IOException {
        Optional<byte[]> stored = Blobs.read(store, Layout.IDENTITY);
        if (stored.isEmpty()) {
            if (!store.list(Layout.COMMITS).isEmpty()
                    || !store.list(Layout.STATES).isEmpty()) {
                throw new StateException(
                        store.name() + " holds a log but no " + Layout.IDENTITY
                                + "; put it back, or choose another place",
                        null);
            }
            byte[] id = new byte[16];
            random.nextBytes(id);
            store.putIfAbsent(Layout.IDENTITY, CommitJson.document(json -> {
                json.name("format_version").value(CommitJson.FORMAT_VERSION);
                json.name("dataset_id").value(HexFormat.of().formatHex(id));
            }));
            stored = Blobs.read(store, Layout.IDENTITY);
        }
        return parse(store, stored.orElseThrow(() -> new IOException(Layout.IDENTITY + " vanished")));
    }

    static String find(BlobStore store) throws IOException {
        return parse(
                store,
                Blobs.read(store, Layout.IDENTITY)
                        .orElseThrow(() -> new ConfigurationException("there is no dataset at " + store.name() + ": "
                                + store.locate(Layout.IDENTITY) + " does not exist")));
    }

    private static String parse(BlobStore store, byte[] bytes) {
        String place = store.locate(Layout.IDENTITY);
        try {
            JsonFields json = JsonFields.parse(place, bytes);
            CommitJson.requireVersion(place, json);
            return json.text("dataset_id");
        } catch (DataRefusedException e) {
            throw new StateException("what is at " + store.name() + " is not a dataset: " + e.getMessage(), e);
        }
    }
}
