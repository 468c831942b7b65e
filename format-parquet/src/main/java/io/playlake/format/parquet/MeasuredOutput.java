package io.playlake.format.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** Counts and hashes what is written, so that nothing has to be read again to be described. */
final class MeasuredOutput extends PositionOutputStream {

    private final OutputStream out;
    private final MessageDigest digest = Sha256.digest();
    private long position;

    MeasuredOutput(OutputStream out) {
        this.out = out;
    }

    @Override
    public long getPos() {
        return position;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        digest.update(bytes, offset, length);
        position += length;
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    /** Ends the measurement; to be called once. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }

    OutputFile asFile() {
        return new OutputFile() {
            @Override
            public PositionOutputStream create(long blockSize) {
                return MeasuredOutput.this;
            }

            @Override
            public PositionOutputStream createOrOverwrite(long blockSize) {
                return MeasuredOutput.this;
            }

            @Override
            public boolean supportsBlockSize() {
                return false;
            }

            @Override
            public long defaultBlockSize() {
                return 0;
            }
        };
    }
}
