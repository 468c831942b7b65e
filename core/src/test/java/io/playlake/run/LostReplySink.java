package io.playlake.run;

import io.playlake.error.CommitUnknownException;
import io.playlake.schema.TableSchema;
import io.playlake.sink.Attempt;
import io.playlake.sink.Commit;
import io.playlake.sink.CommitDraft;
import io.playlake.sink.CommitOutcome;
import io.playlake.sink.DataFile;
import io.playlake.sink.Dataset;
import io.playlake.sink.RowReader;
import io.playlake.sink.Sink;
import io.playlake.sink.SinkSession;
import io.playlake.sink.TableWriter;
import io.playlake.storage.BlobStore;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * Behaves as if nobody knew whether it committed: what a process sees that dies before it could tidy.
 *
 * @param committed whether it did
 */
record LostReplySink(Sink sink, boolean committed) implements Sink {

    LostReplySink(Sink sink) {
        this(sink, true);
    }

    @Override
    public String name() {
        return sink.name();
    }

    @Override
    public Dataset open() {
        return new LostReplies(sink.open(), committed);
    }

    @Override
    public Dataset openExisting() {
        return new LostReplies(sink.openExisting(), committed);
    }

    private record LostReplies(Dataset dataset, boolean committed) implements Dataset {

        @Override
        public String id() {
            return dataset.id();
        }

        @Override
        public String name() {
            return dataset.name();
        }

        @Override
        public Optional<BlobStore.Lock> tryLock() {
            return dataset.tryLock();
        }

        @Override
        public void recover(BlobStore.Lock lock) {
            dataset.recover(lock);
        }

        @Override
        public Optional<Commit> head() {
            return dataset.head();
        }

        @Override
        public Commit commit(long seq) {
            return dataset.commit(seq);
        }

        @Override
        public SinkSession begin(Attempt attempt, Optional<Commit> base) {
            return new LostReply(dataset.begin(attempt, base), committed);
        }

        @Override
        public InputStream openState(DataFile file) {
            return dataset.openState(file);
        }

        @Override
        public RowReader read(TableSchema schema, DataFile file) {
            return dataset.read(schema, file);
        }

        @Override
        public String locate(DataFile file) {
            return dataset.locate(file);
        }

        @Override
        public List<String> inspect(Commit commit) {
            return dataset.inspect(commit);
        }

        @Override
        public void close() {
            dataset.close();
        }
    }

    private record LostReply(SinkSession session, boolean committed) implements SinkSession {

        @Override
        public TableWriter writer(TableSchema schema) {
            return session.writer(schema);
        }

        @Override
        public OutputStream stateDelta() {
            return session.stateDelta();
        }

        @Override
        public OutputStream stateCheckpoint() {
            return session.stateCheckpoint();
        }

        @Override
        public CommitOutcome commit(CommitDraft draft) {
            if (committed) {
                session.commit(draft);
            }
            throw new CommitUnknownException("the reply was lost", null);
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
