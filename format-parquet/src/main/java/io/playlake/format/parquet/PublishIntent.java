package io.playlake.format.parquet;

import com.google.gson.stream.JsonWriter;
import io.playlake.error.DataRefusedException;
import io.playlake.sink.CommitJson;
import io.playlake.sink.JsonFields;
import io.playlake.storage.BlobKey;
import io.playlake.storage.BlobStore;
import io.playlake.storage.PendingBlob;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A note of the files that an attempt is about to publish, so that they can be found if it dies before its commit, and of
 * those that its commit puts away, in case it dies after.
 *
 * @param baseSeq the commit it will build on; 0 for none
 * @param files that it publishes
 * @param replaced files to delete once they are put away
 */
record PublishIntent(long baseSeq, List<BlobKey> files, List<BlobKey> replaced) {

    PublishIntent {
        files = List.copyOf(files);
        replaced = List.copyOf(replaced);
    }

    void store(BlobStore store, BlobKey key) throws IOException {
        byte[] json = CommitJson.document(body -> {
            body.name("format_version").value(CommitJson.FORMAT_VERSION);
            body.name("base_seq").value(baseSeq);
            write(body.name("files"), files);
            if (!replaced.isEmpty()) {
                write(body.name("replaced"), replaced);
            }
        });
        try (PendingBlob blob = store.create(key)) {
            blob.output().write(json);
            blob.publish();
        }
    }

    static PublishIntent parse(String place, byte[] bytes) {
        JsonFields json = JsonFields.parse(place, bytes);
        CommitJson.requireVersion(place, json);
        List<BlobKey> replaced = json.all().get("replaced") == null ? List.of() : keys(place, json.texts("replaced"));
        return new PublishIntent(json.number("base_seq"), keys(place, json.texts("files")), replaced);
    }

    private static void write(JsonWriter json, List<BlobKey> keys) throws IOException {
        json.beginArray();
        for (BlobKey key : keys) {
            json.value(key.path());
        }
        json.endArray();
    }

    private static List<BlobKey> keys(String place, List<String> paths) {
        List<BlobKey> keys = new ArrayList<>();
        for (String path : paths) {
            if (!BlobKey.isValid(path) || !Layout.isData(new BlobKey(path))) {
                throw new DataRefusedException(place + ": '" + path + "' is not the name of a data file", null);
            }
            keys.add(new BlobKey(path));
        }
        return keys;
    }
}
