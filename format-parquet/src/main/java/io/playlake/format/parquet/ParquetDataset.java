package io.playlake.format.parquet;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.playlake.error.DataRefusedException;
import io.playlake.error.SinkException;
import io.playlake.error.TryLaterException;
import io.playlake.schema.TableSchema;
import io.playlake.sink.Attempt;
import io.playlake.sink.Commit;
import io.playlake.sink.CommitDraft;
import io.playlake.sink.CommitOutcome;
import io.playlake.sink.DataFile;
import io.playlake.sink.Dataset;
import io.playlake.sink.KeyedRows;
import io.playlake.sink.MergeSpan;
import io.playlake.sink.Revision;
import io.playlake.sink.RowReader;
import io.playlake.sink.SinkSession;
import io.playlake.sink.StoredCommit;
import io.playlake.storage.BlobKey;
import io.playlake.storage.BlobReader;
import io.playlake.storage.BlobStore;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/**
 * A dataset of Parquet files, one folder a table and one below it a day, in any blob store. Thread-safe, but for its
 * sessions and readers.
 */
public final class ParquetDataset implements Dataset {

    private final BlobStore store;
    private final DatasetIdentity identity;
    private final ParquetOptions options;
    private final CommitLog log;
    private final Successors successors;

    private ParquetDataset(BlobStore store, DatasetIdentity identity, ParquetOptions options) {
        this.store = store;
        this.identity = identity;
        this.options = options;
        this.log = new CommitLog(store);
        this.successors = new Successors(log);
    }

    /**
     * Opens the dataset in a store, founding it if the store holds none.
     *
     * @param store closed with the dataset, but not if this fails
     * @param random gives a new dataset its id
     * @throws SinkException if the store fails
     * @throws io.playlake.error.StateException if what is there is not a dataset, or of a newer format
     */
    public static ParquetDataset open(BlobStore store, RandomGenerator random, ParquetOptions options) {
        return opened(store, random, options, null);
    }

    /**
     * Opens the dataset in a store of a kind that does not always keep its rules, founding it if the store holds none.
     *
     * @param store closed with the dataset, but not if this fails
     * @param random gives a new dataset its id
     * @param probe asked before a dataset is founded, and never again: its answer is kept with the dataset
     * @throws SinkException if the store fails
     * @throws io.playlake.error.StateException if what is there is not a dataset, or of a newer format
     */
    public static ParquetDataset open(
            BlobStore store, RandomGenerator random, ParquetOptions options, StoreProbe probe) {
        return opened(store, random, options, probe);
    }

    private static ParquetDataset opened(
            BlobStore store, RandomGenerator random, ParquetOptions options, @Nullable StoreProbe probe) {
        try {
            return new ParquetDataset(store, DatasetIdentity.findOrFound(store, random, probe), options);
        } catch (IOException e) {
            throw Blobs.failure(store, "cannot be opened", e);
        }
    }

    /**
     * Opens the dataset in a store, and creates nothing.
     *
     * @param store closed with the dataset, but not if this fails
     * @throws SinkException if the store fails
     * @throws io.playlake.error.ConfigurationException if there is none
     * @throws io.playlake.error.StateException if what is there is not a dataset, or of a newer format
     */
    public static ParquetDataset openExisting(BlobStore store, ParquetOptions options) {
        try {
            return new ParquetDataset(store, DatasetIdentity.find(store), options);
        } catch (IOException e) {
            throw Blobs.failure(store, "cannot be opened", e);
        }
    }

    @Override
    public String id() {
        return identity.id();
    }

    /** Returns what the store was found able to do when the dataset was founded; true if nobody asked. */
    public boolean exclusivePuts() {
        return identity.exclusivePuts();
    }

    @Override
    public String name() {
        return store.name();
    }

    @Override
    public Optional<BlobStore.Lock> tryLock() {
        return asking("cannot be locked", () -> store.tryLock(Layout.LOCK));
    }

    @Override
    public void recover(BlobStore.Lock lock) {
        asking("cannot be recovered", () -> {
            new Recovery(store, log).run(lock.exclusive());
            return identity;
        });
    }

    @Override
    public Optional<Commit> head() {
        Optional<Commit> head =
                asking("its newest commit cannot be read", log::head).map(StoredCommit::commit);
        if (head.isEmpty() && asking("its state cannot be listed", this::remembersCommits)) {
            // The first commit may have come in between; then its state is no riddle.
            head = asking("its newest commit cannot be read", log::head).map(StoredCommit::commit);
            if (head.isPresent()) {
                return head;
            }
            throw new DataRefusedException(
                    "dataset " + name() + " holds state of runs, but its log is empty; restore " + Layout.COMMITS
                            + ", or start anew in an empty folder",
                    null);
        }
        return head;
    }

    @Override
    public Commit commit(long seq) {
        return asking("commit " + seq + " cannot be read", () -> log.require(seq))
                .commit();
    }

    @Override
    public List<DataFile> files(Commit commit, String table) {
        return standing(commit.tables().getOrDefault(table, List.of()));
    }

    /** Returns the files that hold now what the given ones held. */
    List<DataFile> standing(List<DataFile> files) {
        asking("its log cannot be read", () -> {
            successors.refresh();
            return identity;
        });
        return successors.of(files);
    }

    @Override
    public SinkSession begin(Attempt attempt, Optional<Commit> base) {
        return session(attempt, base);
    }

    private ParquetSession session(Attempt attempt, Optional<Commit> base) {
        if (!attempt.attemptId().chars().allMatch(ParquetDataset::isLetterOrDigit)
                || !BlobKey.isValid(Layout.stateCheckpoint(attempt).path())) {
            throw new IllegalArgumentException("attempt " + attempt + " cannot be part of a file name");
        }
        StoredCommit stored = base.isEmpty()
                ? null
                : asking(
                        "commit " + base.get().seq() + " cannot be read",
                        () -> log.require(base.get().seq()));
        if (stored != null && !stored.commit().equals(base.get())) {
            throw new DataRefusedException(
                    log.place(base.get().seq()) + " is not the commit that the session is to build on", null);
        }
        return new ParquetSession(store, log, attempt, stored, options);
    }

    @Override
    public Optional<CommitOutcome> compact(
            Attempt attempt, Commit base, List<TableSchema> tables, MergeSpan span, CommitDraft draft) {
        try (ParquetSession session = session(attempt, Optional.of(base))) {
            FileMerge merge = new FileMerge(this, session.rewriting(), span, options.fileBytes());
            Map<String, List<DataFile>> files = files();
            tables.forEach(table -> merge.merge(table, files.getOrDefault(table.name(), List.of())));
            return commit(session, () -> draft);
        }
    }

    @Override
    public Optional<CommitOutcome> revise(Attempt attempt, Commit base, Revision revision) {
        try (ParquetSession session = session(attempt, Optional.of(base))) {
            FileRevision work = new FileRevision(this, session.rewriting(), revision);
            Map<String, List<DataFile>> files = files();
            revision.tables().forEach(table -> work.rows(table, files.getOrDefault(table.name(), List.of())));
            asking("its state cannot be read", () -> {
                work.states(log());
                return identity;
            });
            return commit(session, revision::draft);
        }
    }

    private static Optional<CommitOutcome> commit(ParquetSession session, Supplier<CommitDraft> draft) {
        return session.rewriting().replaced().isEmpty() ? Optional.empty() : Optional.of(session.commit(draft.get()));
    }

    @Override
    public InputStream openState(DataFile file) {
        DataFile standing = standing(List.of(file)).get(0);
        return asking("state " + file.path() + " cannot be read", () -> {
            BlobReader reader = open(standing);
            return new FilterInputStream(new ZstdInputStreamNoFinalizer(reader.stream())) {
                @Override
                public void close() throws IOException {
                    try {
                        super.close();
                    } finally {
                        reader.close();
                    }
                }
            };
        });
    }

    @Override
    public RowReader read(TableSchema schema, DataFile file) {
        return asking(file.path() + " cannot be read", () -> ParquetRowReader.open(locate(file), schema, open(file)));
    }

    @Override
    public RowReader read(TableSchema schema, DataFile file, List<?> keyStart) {
        return asking(
                file.path() + " cannot be read",
                () -> KeyedRows.of(
                        ParquetRowReader.open(locate(file), schema, open(file), filter(schema, keyStart)),
                        schema,
                        keyStart));
    }

    /** Reads a file that is to be replaced, of which nothing may be lost. */
    RowReader readWhole(TableSchema schema, DataFile file) {
        return asking(file.path() + " cannot be read", () -> {
            ParquetRowReader rows = ParquetRowReader.open(locate(file), schema, open(file));
            boolean whole = false;
            try {
                rows.requireNothingElse();
                whole = true;
                return rows;
            } finally {
                if (!whole) {
                    rows.close();
                }
            }
        });
    }

    /** Text is compared by its bytes, as Parquet's statistics do; files are sorted by it, so few pages are read. */
    private static FilterCompat.Filter filter(TableSchema schema, List<?> keyStart) {
        FilterPredicate all = null;
        for (int i = 0; i < keyStart.size() && keyStart.get(i) instanceof String text; i++) {
            FilterPredicate one =
                    FilterApi.eq(FilterApi.binaryColumn(schema.key().get(i)), Binary.fromString(text));
            all = all == null ? one : FilterApi.and(all, one);
        }
        return all == null ? FilterCompat.NOOP : FilterCompat.get(all);
    }

    @Override
    public String locate(DataFile file) {
        return store.locate(new BlobKey(file.path()));
    }

    @Override
    public List<String> inspect(Commit commit) {
        return StoredCommit.files(commit)
                .filter(file -> standing(List.of(file)).contains(file))
                .map(file -> asking(file.path() + " cannot be read", () -> inspect(file)))
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public List<String> strays() {
        return asking("its files cannot be listed", () -> new Strays(store, log, successors).find(log()));
    }

    @Override
    public void close() {
        asking("cannot be closed", () -> {
            store.close();
            return identity;
        });
    }

    @Override
    public String toString() {
        return name();
    }

    private BlobReader open(DataFile file) throws IOException {
        try {
            return store.open(new BlobKey(file.path()));
        } catch (NoSuchFileException e) {
            log.head();
            successors.refresh();
            long seq = successors.putAwayBy(file.path());
            if (seq > 0) {
                throw new TryLaterException(
                        locate(file) + " was put away by commit " + seq + " while it was to be read; read again",
                        null,
                        e);
            }
            throw new DataRefusedException(locate(file) + " is missing, and a commit names it", e);
        }
    }

    private Optional<String> inspect(DataFile file) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (BlobReader reader = store.open(new BlobKey(file.path()));
                InputStream in = new DigestInputStream(reader.stream(), digest)) {
            if (reader.length() != file.bytes()) {
                return Optional.of(locate(file) + " has " + reader.length() + " bytes, expected " + file.bytes());
            }
            in.transferTo(OutputStream.nullOutputStream());
        } catch (NoSuchFileException e) {
            return Optional.of(locate(file) + " is missing");
        }
        String sha256 = HexFormat.of().formatHex(digest.digest());
        return Objects.equals(sha256, file.sha256())
                ? Optional.empty()
                : Optional.of(locate(file) + " has SHA-256 " + sha256 + ", expected " + file.sha256());
    }

    private static boolean isLetterOrDigit(int c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }

    private <T> T asking(String failure, Question<T> question) {
        try {
            return question.ask();
        } catch (IOException e) {
            throw Blobs.failure(store, failure, e);
        }
    }

    private interface Question<T> {
        T ask() throws IOException;
    }

    /** State without a commit is what a lost log leaves; that of an attempt under way has an intent beside it. */
    private boolean remembersCommits() throws IOException {
        return !store.list(Layout.STATES).isEmpty()
                && store.list(Layout.STAGE).stream().noneMatch(Layout::isIntent);
    }
}
