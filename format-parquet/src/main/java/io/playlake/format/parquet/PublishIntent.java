package io.playlake.format.parquet;

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
 * A note of the files that an attempt is about to publish, so that they can be found if it dies before its commit.
 *
 * @param baseSeq the commit it will build on; 0 for none
 * @param files that it publishes
 */
record PublishIntent(long baseSeq, List<BlobKey> files) {

    PublishIntent {
        files = List.copyOf(files);
    }

    void store(BlobStore store, BlobKey key) throws IOException {
        byte[] json = CommitJson.document(body -> {
            body.name("format_version").value(CommitJson.FORMAT_VERSION);
            body.name("base_seq").value(baseSeq);
            body.name("files").beginArray();
            for (BlobKey file : files) {
                body.value(file.path());
            }
            body.endArray();
        });
        try (PendingBlob blob = store.create(key)) {
            blob.output().write(json);
            blob.publish();
        }
    }

    static PublishIntent parse(String place, byte[] bytes) {
        JsonFields json = JsonFields.parse(place, bytes);
        CommitJson.requireVersion(place, json);
        List<BlobKey> files = new ArrayList<>();
        for (String path : json.texts("files")) {
            if (!BlobKey.isValid(path) || !Layout.isData(new BlobKey(path))) {
                throw new DataRefusedException(place + ": '" + path + "' is not the name of a data file", null);
            }
            files.add(new BlobKey(path));
        }
        return new PublishIntent(json.number("base_seq"), files);
    }
}
