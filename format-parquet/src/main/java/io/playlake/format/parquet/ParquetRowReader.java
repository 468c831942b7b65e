package io.playlake.format.parquet;

import io.playlake.error.DataRefusedException;
import io.playlake.error.PlaylakeException;
import io.playlake.error.SinkException;
import io.playlake.schema.Column;
import io.playlake.schema.Row;
import io.playlake.schema.TableSchema;
import io.playlake.sink.RowReader;
import io.playlake.storage.BlobReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnReadStore;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Reads a file a row group at a time. Columns are found by id, so a renamed one is still itself. */
final class ParquetRowReader implements RowReader {

    private final String place;
    private final BlobReader blob;
    private final BlobInputFile input;
    private final ParquetFileReader file;
    private final MessageType requested;
    private final String createdBy;
    private final TableSchema rowSchema;
    private final List<@Nullable ColumnDecoder> decoders;
    private long rowsLeft;

    /** The blob is closed with the reader, or at once if this fails. */
    static ParquetRowReader open(String place, TableSchema schema, BlobReader blob) throws IOException {
        return open(place, schema, blob, FilterCompat.NOOP);
    }

    /** Pages in which no row can pass the filter are skipped; rows of others come whether they pass or not. */
    static ParquetRowReader open(String place, TableSchema schema, BlobReader blob, FilterCompat.Filter filter)
            throws IOException {
        boolean opened = false;
        try {
            BlobInputFile input = new BlobInputFile(blob);
            ParquetRowReader reader = new ParquetRowReader(place, schema, blob, input, open(place, input, filter));
            opened = true;
            return reader;
        } finally {
            if (!opened) {
                blob.close();
            }
        }
    }

    static ParquetFileReader open(String place, BlobInputFile input) {
        return open(place, input, FilterCompat.NOOP);
    }

    private static ParquetFileReader open(String place, BlobInputFile input, FilterCompat.Filter filter) {
        ParquetReadOptions options = new ParquetReadOptions.Builder(new PlainParquetConfiguration())
                .withCodecFactory(new ZstdCodec())
                .usePageChecksumVerification(true)
                .withUseHadoopVectoredIo(false)
                .withRecordFilter(filter)
                .build();
        try {
            return new ParquetFileReader(input, options);
        } catch (IOException | RuntimeException e) {
            throw failed(place, input, e);
        }
    }

    private ParquetRowReader(
            String place, TableSchema schema, BlobReader blob, BlobInputFile input, ParquetFileReader file) {
        this.place = place;
        this.blob = blob;
        this.input = input;
        this.file = file;
        MessageType stored = file.getFileMetaData().getSchema();
        List<Type> fields = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        this.decoders = new ArrayList<>();
        for (Column column : schema.columns()) {
            Type field = find(stored, column);
            if (field == null) {
                decoders.add(null);
            } else {
                decoders.add(ColumnDecoder.of(place, column, field));
                fields.add(field);
            }
            boolean key = schema.key().contains(column.name());
            if (key && field == null) {
                throw new DataRefusedException(place + " lacks the key column " + column.name(), null);
            }
            // An older file knows nothing of a column added since, nor that it is required.
            boolean nullable =
                    !key && (column.nullable() || field == null || field.isRepetition(Type.Repetition.OPTIONAL));
            columns.add(new Column(column.id(), column.name(), column.type(), nullable, column.doc()));
        }
        this.rowSchema = new TableSchema(schema.name(), schema.doc(), columns, schema.key());
        this.requested = new MessageType(stored.getName(), fields);
        this.createdBy = file.getFileMetaData().getCreatedBy();
        file.setRequestedSchema(requested);
    }

    /** @throws DataRefusedException if the file holds columns that the table of this version does not have */
    void requireNothingElse() {
        List<String> others = file.getFileMetaData().getSchema().getFields().stream()
                .filter(field -> !requested.getFields().contains(field))
                .map(Type::getName)
                .toList();
        if (!others.isEmpty()) {
            throw new DataRefusedException(
                    place + " has columns " + others + ", which this version does not know and would lose; use a newer"
                            + " library",
                    null);
        }
    }

    private static @Nullable Type find(MessageType stored, Column column) {
        Type byName = null;
        for (Type field : stored.getFields()) {
            if (field.getId() != null && field.getId().intValue() == column.id()) {
                return field;
            }
            if (field.getId() == null && field.getName().equals(column.name())) {
                byName = field;
            }
        }
        return byName;
    }

    @Override
    public boolean hasNext() {
        try {
            while (rowsLeft == 0) {
                PageReadStore group = file.readNextFilteredRowGroup();
                if (group == null) {
                    return false;
                }
                rowsLeft = group.getRowCount();
                ColumnReadStore columns = new ColumnReadStoreImpl(group, new NoConverter(), requested, createdBy);
                for (ColumnDecoder decoder : decoders) {
                    if (decoder != null) {
                        decoder.start(columns);
                    }
                }
            }
            return true;
        } catch (IOException | RuntimeException e) {
            throw failed(place, input, e);
        }
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        rowsLeft--;
        @Nullable Object[] values = new Object[decoders.size()];
        try {
            for (int i = 0; i < values.length; i++) {
                ColumnDecoder decoder = decoders.get(i);
                values[i] = decoder == null ? null : decoder.next();
            }
            return Row.of(rowSchema, values);
        } catch (RuntimeException e) {
            throw failed(place, input, e);
        }
    }

    @Override
    public void close() {
        try (blob) {
            file.close();
        } catch (IOException ignored) {
            // Nothing was written through it.
        }
    }

    /** A store that fails is no damage, and damage is no failure of the store. */
    private static PlaylakeException failed(String place, BlobInputFile input, Exception cause) {
        IOException failure = input.failure();
        if (failure != null && failure.getCause() instanceof PlaylakeException known) {
            return known;
        }
        return failure == null
                ? new DataRefusedException(place + " cannot be read as Parquet: " + cause.getMessage(), cause)
                : new SinkException(place + " cannot be read: " + failure.getMessage(), failure);
    }

    /** Parquet asks for converters even where nobody converts. */
    private static final class NoConverter extends GroupConverter {

        @Override
        public Converter getConverter(int field) {
            return new PrimitiveConverter() {};
        }

        @Override
        public void start() {}

        @Override
        public void end() {}
    }
}
