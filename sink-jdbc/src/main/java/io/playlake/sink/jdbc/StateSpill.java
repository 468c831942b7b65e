package io.playlake.sink.jdbc;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.playlake.sink.DataFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Lines of state, kept outside of memory until they are loaded; counted and hashed. */
final class StateSpill implements Closeable {

    private final String path;
    private final TempFile temp = new TempFile();
    private final Lines lines = new Lines();
    private @Nullable DataFile file;

    StateSpill(String path) {
        this.path = path;
    }

    OutputStream output() {
        return lines;
    }

    InputStream read() throws IOException {
        return temp.input();
    }

    /** Returns what a commit says of the state; no more may be written after it. */
    DataFile file() {
        DataFile known = file;
        if (known == null) {
            known = new DataFile(
                    path, lines.count, lines.bytes, lines.hasher.hash().toString());
            file = known;
        }
        return known;
    }

    @Override
    public void close() throws IOException {
        temp.close();
    }

    /** To close it is not to end it: what is written goes on as long as the session. */
    private final class Lines extends OutputStream {

        private final Hasher hasher = Hashing.sha256().newHasher();
        private long count;
        private long bytes;

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] data, int offset, int length) throws IOException {
            if (file != null) {
                throw new IOException("the state is complete");
            }
            temp.output().write(data, offset, length);
            hasher.putBytes(data, offset, length);
            bytes += length;
            for (int i = offset; i < offset + length; i++) {
                if (data[i] == '\n') {
                    count++;
                }
            }
        }
    }
}
