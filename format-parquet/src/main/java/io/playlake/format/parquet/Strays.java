package io.playlake.format.parquet;

import io.playlake.sink.Commit;
import io.playlake.sink.DataFile;
import io.playlake.sink.StoredCommit;
import io.playlake.storage.BlobKey;
import io.playlake.storage.BlobStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Looks for files that readers of a pattern would take for the dataset's, and its log would not. */
final class Strays {

    private final BlobStore store;
    private final CommitLog log;
    private final Successors successors;

    Strays(BlobStore store, CommitLog log, Successors successors) {
        this.store = store;
        this.log = log;
        this.successors = successors;
    }

    List<String> find(List<Commit> commits) throws IOException {
        successors.refresh();
        Set<String> known = new HashSet<>();
        for (Commit commit : commits) {
            StoredCommit.files(commit).map(DataFile::path).forEach(known::add);
        }
        // What an attempt is about to publish is noted, and recovery knows what to do with it.
        for (BlobKey key : store.list(Layout.STAGE)) {
            Optional<byte[]> note = Layout.isIntent(key) ? Blobs.read(store, key) : Optional.empty();
            if (note.isPresent()) {
                PublishIntent.parse(store.locate(key), note.get()).files().forEach(file -> known.add(file.path()));
            }
        }
        Set<BlobKey> folders = new TreeSet<>(Set.of(Layout.STATES));
        log.known().ifPresent(head -> head.knownTables().keySet().forEach(table -> folders.add(new BlobKey(table))));
        List<String> strays = new ArrayList<>();
        for (BlobKey folder : folders) {
            for (BlobKey key : store.list(folder)) {
                long seq = successors.putAwayBy(key.path());
                if (seq > 0) {
                    strays.add(store.locate(key) + " was put away by commit " + seq
                            + ", and is still there; the next run deletes it");
                } else if (!known.contains(key.path()) && isRead(key)) {
                    strays.add(store.locate(key) + " is named by no commit");
                }
            }
        }
        return strays;
    }

    private static boolean isRead(BlobKey key) {
        return key.path().endsWith(".parquet") || key.path().endsWith(".jsonl.zst");
    }
}
