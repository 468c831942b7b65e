package io.playlake.format.parquet;

import io.playlake.schema.Column;
import io.playlake.schema.ColumnType;
import io.playlake.schema.Row;
import io.playlake.schema.TableSchema;
import io.playlake.sink.DataFile;
import io.playlake.storage.PendingBlob;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.parquet.ParquetRuntimeException;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * One Parquet file being written. Values go to Parquet's column writers one by one, because its record writer has no way
 * to end a row group early, which is what keeps many open files in little memory.
 */
final class ParquetFile {

    /** Nearly every value is another one; a dictionary would only be built to be thrown away. */
    private static final Set<String> NO_DICTIONARY = Set.of("added_at");

    private static final int MIB = 1 << 20;

    private final TableSchema table;
    private final PendingBlob blob;
    private final MessageType schema;
    private final List<ColumnEncoder> encoders;
    private final ParquetProperties properties;
    private final MeasuredOutput output;
    private final ParquetFileWriter file;

    private @Nullable RowGroup group;
    private long rows;

    ParquetFile(TableSchema table, PendingBlob blob, TextCache texts) throws IOException {
        this.table = table;
        this.blob = blob;
        this.schema = AvroSchemas.parquet(table);
        this.encoders = table.columns().stream()
                .map(column -> new ColumnEncoder(table, column, texts))
                .toList();
        this.properties = properties(table);
        this.output = new MeasuredOutput(blob.output());
        this.file = new ParquetFileWriter(
                output.asFile(), schema, ParquetFileWriter.Mode.CREATE, 128L * MIB, 0, null, properties);
        file.start();
    }

    private static ParquetProperties properties(TableSchema table) {
        ParquetProperties.Builder builder = ParquetProperties.builder()
                .withAllocator(new HeapByteBufferAllocator())
                .withPageSize(4 * MIB)
                .withPageRowCountLimit(Integer.MAX_VALUE)
                .withDictionaryPageSize(16 * MIB)
                .withPageWriteChecksumEnabled(true);
        for (Column column : table.columns()) {
            boolean unique = column.type() == ColumnType.JSON || NO_DICTIONARY.contains(column.name());
            builder.withDictionaryEncoding(column.name(), !unique);
        }
        return builder.build();
    }

    /**
     * Adds a row.
     *
     * @throws IllegalArgumentException if it does not fit; nothing of it was written
     */
    void write(Row row) throws IOException {
        for (int i = 0; i < encoders.size(); i++) {
            encoders.get(i).check(row.getOrNull(i));
        }
        RowGroup open = group;
        if (open == null) {
            open = new RowGroup();
            group = open;
        }
        try {
            for (int i = 0; i < encoders.size(); i++) {
                encoders.get(i).write(row.getOrNull(i), open.writers[i]);
            }
            open.columns.endRecord();
        } catch (ParquetRuntimeException e) {
            throw new IOException(e.getMessage(), e);
        }
        open.rows++;
        rows++;
    }

    /** Returns the bytes held back, as Parquet counts them. */
    long bufferedBytes() {
        return group == null ? 0 : group.columns.getAllocatedSize();
    }

    /** Returns the bytes handed to the blob so far. */
    long writtenBytes() {
        return output.getPos();
    }

    /** Writes out what is held back, as a row group. */
    void flush() throws IOException {
        RowGroup open = group;
        if (open != null) {
            group = null;
            try {
                file.startBlock(open.rows);
                open.columns.flush();
                open.pages.flushToFileWriter(file);
                file.endBlock();
            } catch (ParquetRuntimeException e) {
                throw new IOException(e.getMessage(), e);
            }
            open.columns.close();
            open.pages.close();
        }
    }

    /** Writes the footer; the blob is whole, and still pending. */
    DataFile finish() throws IOException {
        flush();
        file.end(Map.of("parquet.avro.schema", AvroSchemas.avro(table).toString()));
        return new DataFile(blob.key().path(), rows, output.getPos(), output.sha256());
    }

    private final class RowGroup {

        private final ColumnChunkPageWriteStore pages = new ColumnChunkPageWriteStore(
                new ZstdCodec().getCompressor(CompressionCodecName.ZSTD),
                schema,
                properties.getAllocator(),
                properties.getColumnIndexTruncateLength(),
                properties.getPageWriteChecksumEnabled());
        private final ColumnWriteStore columns = properties.newColumnWriteStore(schema, pages, pages);
        private final ColumnWriter[] writers =
                schema.getColumns().stream().map(columns::getColumnWriter).toArray(ColumnWriter[]::new);
        private long rows;
    }
}
