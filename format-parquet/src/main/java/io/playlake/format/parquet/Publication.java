package io.playlake.format.parquet;

import io.playlake.storage.BlobKey;
import io.playlake.storage.BlobStore;
import io.playlake.storage.PendingBlob;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The moments around a commit: files become visible one by one, noted beforehand so that they can be taken back; and those
 * that the commit put away are deleted after it.
 */
final class Publication {

    private static final Logger LOG = LoggerFactory.getLogger(Publication.class);

    private final BlobStore store;
    private final BlobKey note;
    private final long baseSeq;
    private final List<PendingBlob> blobs;
    private final List<BlobKey> replaced;

    Publication(BlobStore store, BlobKey note, long baseSeq, List<PendingBlob> blobs, List<BlobKey> replaced) {
        this.store = store;
        this.note = note;
        this.baseSeq = baseSeq;
        this.blobs = List.copyOf(blobs);
        this.replaced = List.copyOf(replaced);
    }

    void publish() throws IOException {
        List<BlobKey> keys = blobs.stream().map(PendingBlob::key).toList();
        new PublishIntent(baseSeq, keys, replaced).store(store, note);
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

    /**
     * Deletes what was put away and forgets the note, once the new files are named by a commit.
     *
     * @throws IOException if something that was put away may still be there; it stays noted
     */
    void settle() throws IOException {
        for (BlobKey key : replaced) {
            store.delete(key);
        }
        try {
            store.delete(note);
        } catch (IOException e) {
            LOG.warn("{} is left for the next recovery: {}", store.locate(note), e.getMessage());
        }
    }
}
