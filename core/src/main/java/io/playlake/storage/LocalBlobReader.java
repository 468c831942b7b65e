package io.playlake.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

final class LocalBlobReader implements BlobReader {

    private final FileChannel channel;
    private final long length;

    private LocalBlobReader(FileChannel channel, long length) {
        this.channel = channel;
        this.length = length;
    }

    static LocalBlobReader open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        try {
            return new LocalBlobReader(channel, channel.size());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public int read(long position, ByteBuffer into) throws IOException {
        return into.hasRemaining() ? channel.read(into, position) : 0;
    }

    @Override
    public InputStream stream() {
        return new BlobStream(this);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
