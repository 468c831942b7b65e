package io.playlake.format.parquet;

import io.playlake.schema.Row;
import io.playlake.schema.TableSchema;
import io.playlake.sink.DataFile;
import io.playlake.sink.RowCheck;
import io.playlake.sink.TableWriter;
import io.playlake.storage.BlobKey;
import io.playlake.storage.PendingBlob;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The rows of one table in one session: checked for order, and cut into files. */
final class ParquetTableWriter implements TableWriter, Closeable {

    /** Asking Parquet for its size costs as much as some rows. */
    private static final int ROWS_BETWEEN_CHECKS = 128;

    private static final int CHARS_BETWEEN_CHECKS = 256 * 1024;

    private final TableSchema schema;
    private final RowCheck check;
    private final IntFunction<BlobKey> names;
    private final ParquetSession session;
    private final long fileBytes;
    private final List<PendingBlob> blobs = new ArrayList<>();
    private final List<DataFile> files = new ArrayList<>();

    private @Nullable ParquetFile file;
    private int rowsSinceCheck;
    private long charsSinceCheck;

    ParquetTableWriter(TableSchema schema, IntFunction<BlobKey> names, ParquetSession session, long fileBytes) {
        this.schema = schema;
        this.check = new RowCheck(schema);
        this.names = names;
        this.session = session;
        this.fileBytes = fileBytes;
    }

    TableSchema schema() {
        return schema;
    }

    @Override
    public void write(Row row) {
        session.requireOpen();
        check.check(row);
        try {
            openFile().write(row);
            check.written(row);
            if (isTimeToCheck(row)) {
                session.memory().restrain();
                roll();
            }
        } catch (IOException e) {
            throw session.failed("table " + schema.name() + " cannot be written", e);
        }
    }

    /**
     * Ends the last file.
     *
     * @param exists whether the table needs no file to exist
     */
    List<DataFile> finish(boolean exists) throws IOException {
        if (file == null && files.isEmpty() && !exists) {
            openFile();
        }
        endFile();
        return List.copyOf(files);
    }

    /** Returns the files, whole and pending, in the order of {@link #finish}. */
    List<PendingBlob> blobs() {
        return List.copyOf(blobs);
    }

    @Override
    public void close() throws IOException {
        for (PendingBlob blob : blobs) {
            blob.close();
        }
    }

    private ParquetFile openFile() throws IOException {
        ParquetFile open = file;
        if (open == null) {
            PendingBlob blob = session.create(names.apply(blobs.size()));
            blobs.add(blob);
            open = new ParquetFile(schema, blob, session.memory().texts());
            session.memory().add(open);
            file = open;
        }
        return open;
    }

    private boolean isTimeToCheck(Row row) {
        for (int i = 0; i < row.size(); i++) {
            if (row.getOrNull(i) instanceof String text) {
                charsSinceCheck += text.length();
            }
        }
        if (++rowsSinceCheck < ROWS_BETWEEN_CHECKS && charsSinceCheck < CHARS_BETWEEN_CHECKS) {
            return false;
        }
        rowsSinceCheck = 0;
        charsSinceCheck = 0;
        return true;
    }

    private void roll() throws IOException {
        if (file != null && file.writtenBytes() >= fileBytes) {
            endFile();
        }
    }

    private void endFile() throws IOException {
        ParquetFile open = file;
        if (open != null) {
            file = null;
            session.memory().remove(open);
            files.add(open.finish());
        }
    }
}
