package io.playlake.format.parquet;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.playlake.sink.DataFile;
import io.playlake.storage.PendingBlob;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** State being written: lines, compressed, counted and hashed. */
final class StateFile implements Closeable {

    private final PendingBlob blob;
    private final MeasuredOutput measured;
    private final Lines lines;

    StateFile(PendingBlob blob) throws IOException {
        this.blob = blob;
        this.measured = new MeasuredOutput(blob.output());
        ZstdOutputStreamNoFinalizer compressed = new ZstdOutputStreamNoFinalizer(measured, ZstdCodec.LEVEL);
        compressed.setChecksum(true);
        this.lines = new Lines(compressed);
    }

    OutputStream output() {
        return lines;
    }

    PendingBlob blob() {
        return blob;
    }

    DataFile finish() throws IOException {
        lines.close();
        return new DataFile(blob.key().path(), lines.count, measured.getPos(), measured.sha256());
    }

    @Override
    public void close() throws IOException {
        try {
            lines.close();
        } finally {
            blob.close();
        }
    }

    private static final class Lines extends FilterOutputStream {

        private long count;
        private boolean closed;

        Lines(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            for (int i = offset; i < offset + length; i++) {
                if (bytes[i] == '\n') {
                    count++;
                }
            }
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                out.close();
            }
        }
    }
}
