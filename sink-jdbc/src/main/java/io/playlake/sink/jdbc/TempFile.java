package io.playlake.sink.jdbc;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that are written once, and then read as often as needed. Only their owner can read them, and nothing is left of
 * them after a crash where the system lets go of the name of an open file.
 */
final class TempFile implements Closeable {

    private static final int BUFFER = 1 << 16;

    private @Nullable FileChannel channel;
    private @Nullable OutputStream output;

    /** Returns where to write; the file comes into being at the first call. */
    OutputStream output() throws IOException {
        OutputStream open = output;
        if (open == null) {
            channel = create();
            open = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
            output = open;
        }
        return open;
    }

    /** Reads everything written so far, from the start. */
    InputStream input() throws IOException {
        FileChannel written = channel;
        if (output != null) {
            output.flush();
        }
        return written == null
                ? InputStream.nullInputStream()
                : new BufferedInputStream(new FromStart(written), BUFFER);
    }

    @Override
    public void close() throws IOException {
        FileChannel open = channel;
        channel = null;
        output = null;
        if (open != null) {
            open.close();
        }
    }

    private static FileChannel create() throws IOException {
        Path path = Path.of(System.getProperty("java.io.tmpdir"), "playlake-" + UUID.randomUUID() + ".rows");
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] owner = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        return FileChannel.open(
                path,
                Set.of(
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE),
                owner);
    }

    private static final class FromStart extends InputStream {

        private final FileChannel channel;
        private long position;

        FromStart(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = channel.read(ByteBuffer.wrap(bytes, offset, length), position);
            position += Math.max(0, read);
            return read;
        }
    }
}
