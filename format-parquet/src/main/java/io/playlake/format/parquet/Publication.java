package io.playlake.format.parquet;

import io.playlake.storage.BlobKey;
import io.playlake.storage.BlobStore;
import io.playlake.storage.PendingBlob;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The moments before a commit: files become visible one by one, noted beforehand so that they can be taken back. */
final class Publication {

    private static final Logger LOG = LoggerFactory.getLogger(Publication.class);

    private final BlobStore store;
    private final BlobKey note;
    private final long baseSeq;
    private final List<PendingBlob> blobs;

    Publication(BlobStore store, BlobKey note, long baseSeq, List<PendingBlob> blobs) {
        this.store = store;
        this.note = note;
        this.baseSeq = baseSeq;
        this.blobs = List.copyOf(blobs);
    }

    void publish() throws IOException {
        List<BlobKey> keys = blobs.stream().map(PendingBlob::key).toList();
        new PublishIntent(baseSeq, keys).store(store, note);
        for (PendingBlob blob : blobs) {
            blob.publish();
        }
    }

    /** Takes back what was published. Only while no commit can name it; what cannot be deleted now stays noted. */
    void undo() {
        try {
            for (PendingBlob blob : blobs) {
                store.delete(blob.key());
            }
            store.delete(note);
        } catch (IOException e) {
            LOG.warn("files noted in {} are left for the next recovery: {}", store.locate(note), e.getMessage());
        }
    }

    /** Forgets the note, once the files are named by a commit. */
    void settle() {
        try {
            store.delete(note);
        } catch (IOException e) {
            LOG.warn("{} is left for the next recovery: {}", store.locate(note), e.getMessage());
        }
    }
}
