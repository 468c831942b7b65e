package io.playlake.format.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.error.ConfigurationException;
import io.playlake.error.DataRefusedException;
import io.playlake.error.PlaylakeException;
import io.playlake.error.StateException;
import io.playlake.schema.Row;
import io.playlake.sink.Attempt;
import io.playlake.sink.Commit;
import io.playlake.sink.CommitDraft;
import io.playlake.sink.CommitOutcome;
import io.playlake.sink.DataFile;
import io.playlake.sink.RowReader;
import io.playlake.sink.SinkSession;
import io.playlake.storage.BlobKey;
import io.playlake.storage.BlobReader;
import io.playlake.storage.PendingBlob;
import io.playlake.testing.MemoryBlobStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.junit.jupiter.api.Test;

class ParquetDatasetTest {

    private final MemoryBlobStore store = new MemoryBlobStore();

    @Test
    void namesAreThoseOfTheLayout() {
        ParquetDataset dataset = Lake.open(store);
        Commit commit = Lake.committed(dataset, 1, Optional.empty());

        assertThat(store.keys())
                .extracting(BlobKey::path)
                .containsExactly(
                        "_commits/00000000000000000001.json",
                        "_state/run1.a1.checkpoint.jsonl.zst",
                        "_state/run1.a1.jsonl.zst",
                        "lists/run_date=2026-11-22/run1.a1.0.parquet",
                        "playlake.json",
                        "songs/run_date=2026-11-22/run1.a1.0.parquet");
        assertThat(dataset.locate(commit.stateDelta())).isEqualTo("memory:_state/run1.a1.jsonl.zst");
    }

    @Test
    void commitIsTheSameTextForTheSameRun() throws IOException {
        Lake.committed(Lake.open(store), 1, Optional.empty());
        MemoryBlobStore other = new MemoryBlobStore();
        Lake.committed(Lake.open(other), 1, Optional.empty());

        String text = text(store, Layout.commit(1));
        assertThat(text(other, Layout.commit(1))).isEqualTo(text);
        assertThat(text)
                .startsWith("{\n  \"format_version\": 1,\n  \"seq\": 1,\n  \"parent_seq\": null,\n")
                .contains("\"logical_date\": \"2026-11-22T23:30:00Z\"")
                .endsWith("}\n");
    }

    @Test
    void idComesFromTheRandomGiven() {
        assertThat(Lake.open(store).id())
                .isEqualTo(Lake.open(new MemoryBlobStore()).id())
                .hasSize(32);
    }

    @Test
    void openExistingCreatesNothing() {
        assertThatThrownBy(() -> ParquetDataset.openExisting(store, ParquetOptions.defaults()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("there is no dataset at memory: memory:playlake.json does not exist");
        assertThat(store.keys()).isEmpty();
    }

    @Test
    void newerFormatIsRefused() {
        put("playlake.json", "{\"format_version\": 2, \"dataset_id\": \"x\"}");
        assertThatThrownBy(() -> Lake.open(store))
                .isInstanceOf(StateException.class)
                .hasMessage("memory:playlake.json has format version 2, this library knows 1; use a newer library");
    }

    @Test
    void otherContentIsRefused() {
        for (String content : List.of("", "null", "[]", "{}", "{\"format_version\": \"x\"}", "\u0000")) {
            store.delete(Layout.IDENTITY);
            put("playlake.json", content);
            assertThatThrownBy(() -> Lake.open(store))
                    .isInstanceOf(StateException.class)
                    .hasMessageStartingWith("what is at memory is not a dataset: memory:playlake.json");
        }
    }

    @Test
    void logWithoutIdentityIsRefused() {
        Lake.committed(Lake.open(store), 1, Optional.empty());
        store.delete(Layout.IDENTITY);
        assertThatThrownBy(() -> Lake.open(store))
                .isInstanceOf(StateException.class)
                .hasMessage("memory holds a log but no playlake.json; put it back, or choose another place");
    }

    @Test
    void changedCommitIsRefused() throws IOException {
        ParquetDataset dataset = Lake.open(store);
        Commit first = Lake.committed(dataset, 1, Optional.empty());
        Lake.committed(dataset, 2, Optional.of(first));
        String text = text(store, Layout.commit(1));
        store.delete(Layout.commit(1));
        put("_commits/00000000000000000001.json", text.replace("\"calls\": 1", "\"calls\": 2"));

        ParquetDataset fresh = Lake.open(store);
        fresh.head();
        assertThatThrownBy(() -> fresh.commit(1))
                .isInstanceOf(DataRefusedException.class)
                .hasMessageContaining("00000000000000000001.json");
    }

    @Test
    void gapInTheLogIsRefused() {
        ParquetDataset dataset = Lake.open(store);
        Lake.committed(dataset, 1, Optional.empty());
        Lake.committed(dataset, 2, dataset.head());
        Lake.committed(dataset, 3, dataset.head());
        store.delete(Layout.commit(2));
        assertThatThrownBy(() -> Lake.open(store).head())
                .isInstanceOf(DataRefusedException.class)
                .hasMessage("memory:_commits holds 2 commits from 1 to 3, expected all from 1 on");
    }

    @Test
    void pathOutsideTheDatasetIsRefused() throws IOException {
        Lake.committed(Lake.open(store), 1, Optional.empty());
        String text = text(store, Layout.commit(1));
        store.delete(Layout.commit(1));
        put("_commits/00000000000000000001.json", text.replace("songs/run_date", "../run_date"));
        assertThatThrownBy(() -> Lake.open(store).head())
                .isInstanceOf(DataRefusedException.class)
                .hasMessageContaining("'../run_date=2026-11-22/run1.a1.0.parquet' is no name below the dataset");
    }

    @Test
    void inspectionNamesWhatIsMissingShortOrChanged() throws IOException {
        ParquetDataset dataset = Lake.open(store);
        Commit commit = Lake.committed(dataset, 1, Optional.empty());
        BlobKey songs = new BlobKey(path(commit, "songs"));
        BlobKey lists = new BlobKey(path(commit, "lists"));
        byte[] bytes = bytes(lists);
        bytes[bytes.length / 2] ^= 1;
        publish(lists, bytes);
        store.delete(songs);
        publish(new BlobKey(commit.stateDelta().path()), new byte[3]);

        assertThat(dataset.inspect(commit))
                .anyMatch(line -> line.equals("memory:" + songs + " is missing"))
                .anyMatch(line -> line.startsWith("memory:" + lists + " has SHA-256 "))
                .anyMatch(
                        line -> line.startsWith("memory:" + commit.stateDelta().path() + " has 3 bytes, expected "))
                .hasSize(3);
        assertThatThrownBy(() -> Lake.rows(dataset, Lake.SONGS, commit))
                .isInstanceOf(DataRefusedException.class)
                .hasMessageContaining("is missing, and a commit names it");
    }

    @Test
    void everyFlippedByteOfAFileIsNoticedOrHarmless() throws IOException {
        ParquetDataset dataset = Lake.open(store);
        Commit commit = Lake.committed(dataset, 1, Optional.empty());
        BlobKey songs = new BlobKey(path(commit, "songs"));
        byte[] whole = bytes(songs);
        for (int i = 0; i < whole.length; i += 7) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 0x15;
            publish(songs, damaged);
            try {
                Lake.rows(dataset, Lake.SONGS, commit);
            } catch (DataRefusedException e) {
                assertThat(e).hasMessageContaining(songs.path());
            }
            assertThat(dataset.inspect(commit)).hasSize(1);
        }
    }

    @Test
    void everyFlippedByteOfACommitIsRefusedInWordsOrHarmless() throws IOException {
        Lake.committed(Lake.open(store), 1, Optional.empty());
        byte[] whole = bytes(Layout.commit(1));
        int refused = 0;
        for (int i = 0; i < whole.length; i++) {
            for (int bit : new int[] {0x01, 0x20, 0x80}) {
                byte[] damaged = whole.clone();
                damaged[i] ^= (byte) bit;
                publish(Layout.commit(1), damaged);
                try {
                    Lake.open(store).head();
                } catch (PlaylakeException e) {
                    assertThat(e).hasMessageContaining("00000000000000000001.json");
                    refused++;
                }
            }
        }
        assertThat(refused).isGreaterThan(whole.length);
    }

    @Test
    void recoveryWithoutAnExclusiveLockDoesNothing() throws IOException {
        ParquetDataset dataset = Lake.open(store);
        publish(
                Layout.intent(Lake.attempt(9)),
                "{\"format_version\":1,\"base_seq\":0,\"files\":[]}".getBytes(StandardCharsets.UTF_8));
        var lock = dataset.tryLock().orElseThrow();
        lock.close();
        dataset.recover(lock);
        assertThat(store.keys()).contains(Layout.intent(Lake.attempt(9)));
    }

    @Test
    void recoveryRefusesToDeleteWhatIsNoDataFile() throws IOException {
        ParquetDataset dataset = Lake.open(store);
        for (String path : List.of("playlake.json", "_commits/00000000000000000001.json", "../x")) {
            publish(
                    Layout.intent(Lake.attempt(9)),
                    ("{\"format_version\":1,\"base_seq\":0,\"files\":[\"" + path + "\"]}")
                            .getBytes(StandardCharsets.UTF_8));
            try (var lock = dataset.tryLock().orElseThrow()) {
                assertThatThrownBy(() -> dataset.recover(lock))
                        .isInstanceOf(DataRefusedException.class)
                        .hasMessageContaining("'" + path + "' is not the name of a data file");
            }
        }
        assertThat(store.keys()).contains(Layout.IDENTITY);
    }

    @Test
    void tablesRollAtTheirSize() {
        ParquetDataset dataset = ParquetDataset.open(
                store,
                new Random(1),
                ParquetOptions.builder().fileBytes(20_000).bufferBytes(20_000).build());
        Random random = new Random(7);
        try (SinkSession session = dataset.begin(Lake.attempt(1), Optional.empty())) {
            for (int i = 0; i < 5_000; i++) {
                String name = Long.toHexString(random.nextLong());
                session.writer(Lake.SONGS)
                        .write(Row.of(Lake.SONGS, String.format(Locale.ROOT, "%06d", i), name, Instant.EPOCH));
            }
            Commit commit = ((CommitOutcome.Committed)
                            session.commit(new CommitDraft(true, null, Lake.DATE, "test", Map.of())))
                    .commit();
            List<DataFile> files = commit.tables().getOrDefault("songs", List.of());
            assertThat(files).hasSizeGreaterThan(2);
            assertThat(files.get(1).path()).endsWith("/run1.a1.1.parquet");
            assertThat(files.stream().mapToLong(DataFile::rows).sum()).isEqualTo(5_000);
            assertThat(Lake.rows(dataset, Lake.SONGS, commit))
                    .hasSize(5_000)
                    .isSortedAccordingTo(Lake.SONGS.keyOrder());
            assertThat(dataset.inspect(commit)).isEmpty();
        }
    }

    @Test
    void filesHaveTheSettingsThatWereMeasured() throws IOException {
        ParquetDataset dataset = Lake.open(store);
        Commit commit;
        try (SinkSession session = dataset.begin(Lake.attempt(1), Optional.empty())) {
            for (int i = 0; i < 1_000; i++) {
                session.writer(Lake.SONGS)
                        .write(Row.of(Lake.SONGS, String.format(Locale.ROOT, "%06d", i), "same", Instant.EPOCH));
            }
            CommitDraft draft = new CommitDraft(true, null, Lake.DATE, "test", Map.of());
            commit = ((CommitOutcome.Committed) session.commit(draft)).commit();
        }
        try (BlobReader blob = store.open(new BlobKey(path(commit, "songs")));
                ParquetFileReader reader = ParquetRowReader.open("songs", new BlobInputFile(blob))) {
            ParquetMetadata footer = reader.getFooter();
            assertThat(footer.getFileMetaData().getSchema().getFields())
                    .extracting(field -> field.getName() + "=" + field.getId().intValue())
                    .containsExactly("id=1", "name=2", "added_at=3");
            String avro = footer.getFileMetaData().getKeyValueMetaData().get("parquet.avro.schema");
            assertThat(new Schema.Parser().parse(avro)).isEqualTo(AvroSchemas.avro(Lake.SONGS));
            assertThat(avro).contains("\"doc\":\"Name.\"", "\"field-id\":2", "timestamp-micros");
            assertThat(footer.getBlocks()).hasSize(1);
            List<ColumnChunkMetaData> columns = footer.getBlocks().get(0).getColumns();
            assertThat(columns).extracting(ColumnChunkMetaData::getCodec).containsOnly(CompressionCodecName.ZSTD);
            // Ids are all different and give their dictionary up; added_at has none although it repeats.
            assertThat(columns)
                    .extracting(ColumnChunkMetaData::hasDictionaryPage)
                    .containsExactly(false, true, false);
            assertThat(columns)
                    .extracting(chunk -> reader.readOffsetIndex(chunk).getPageCount())
                    .containsOnly(1);
        }
    }

    @Test
    void aLostLogIsNotAnEmptyOne() throws IOException {
        Lake.committed(Lake.open(store), 1, Optional.empty());
        store.delete(Layout.commit(1));
        assertThatThrownBy(() -> Lake.open(store).head())
                .isInstanceOf(DataRefusedException.class)
                .hasMessageContaining("its log is empty");
    }

    @Test
    void valuesOutOfRangeAreRefusedByName() {
        try (SinkSession session = Lake.open(store).begin(Lake.attempt(1), Optional.empty())) {
            assertThatThrownBy(() -> session.writer(Lake.SONGS).write(Row.of(Lake.SONGS, "x", null, Instant.MAX)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("table songs, column added_at: +1000000000-12-31T23:59:59.999999Z");
            assertThatThrownBy(() -> session.writer(Lake.SONGS).write(Row.of(Lake.LISTS, "x")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("table songs has 3 columns, got a row of 1");
            session.writer(Lake.SONGS).write(Lake.song("x"));
        }
    }

    @Test
    void attemptsThatCannotBeFileNamesAreRefused() {
        ParquetDataset dataset = Lake.open(store);
        for (Attempt attempt : List.of(
                new Attempt("run", "a/b", Lake.DATE),
                new Attempt("../x", "a", Lake.DATE),
                new Attempt("r", "\u0131", Lake.DATE))) {
            assertThatThrownBy(() -> dataset.begin(attempt, Optional.empty()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void rowsAreReadOnceAskedFor() {
        ParquetDataset dataset = Lake.open(store);
        Commit commit = Lake.committed(dataset, 1, Optional.empty());
        Set<Row> rows = new HashSet<>();
        try (RowReader reader = dataset.read(
                Lake.SONGS, commit.tables().getOrDefault("songs", List.of()).get(0))) {
            reader.forEachRemaining(rows::add);
            assertThat(reader.hasNext()).isFalse();
        }
        assertThat(rows).containsExactlyInAnyOrder(Lake.song("1-0"), Lake.song("1-1"), Lake.song("1-2"));
    }

    private static String path(Commit commit, String table) {
        return commit.tables().getOrDefault(table, List.of()).get(0).path();
    }

    private void put(String path, String content) {
        store.putIfAbsent(new BlobKey(path), content.getBytes(StandardCharsets.UTF_8));
    }

    private void publish(BlobKey key, byte[] content) throws IOException {
        try (PendingBlob blob = store.create(key)) {
            blob.output().write(content);
            blob.publish();
        }
    }

    private byte[] bytes(BlobKey key) throws IOException {
        return Blobs.read(store, key).orElseThrow();
    }

    private static String text(MemoryBlobStore store, BlobKey key) throws IOException {
        return new String(Blobs.read(store, key).orElseThrow(), StandardCharsets.UTF_8);
    }
}
