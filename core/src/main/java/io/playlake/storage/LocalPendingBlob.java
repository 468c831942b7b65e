package io.playlake.storage;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file in the pending folder, moved under its name when it is whole and on disk. */
final class LocalPendingBlob implements PendingBlob {

    private final BlobKey key;
    private final LocalTree tree;
    private final Path temporary;
    private final FileChannel channel;
    private final OutputStream output;
    private boolean published;
    private boolean closed;

    LocalPendingBlob(BlobKey key, LocalTree tree, Path temporary, FileChannel channel) {
        this.key = key;
        this.tree = tree;
        this.temporary = temporary;
        this.channel = channel;
        this.output = new Output(Channels.newOutputStream(channel));
    }

    @Override
    public BlobKey key() {
        return key;
    }

    @Override
    public OutputStream output() {
        return output;
    }

    @Override
    public void publish() throws IOException {
        if (closed || published) {
            throw new IllegalStateException("blob " + key + " was published or closed before");
        }
        output.flush();
        tree.open(temporary);
        channel.force(true);
        channel.close();
        Path target = tree.guarded(key);
        Path folder = target.getParent();
        if (folder == null) {
            throw new IOException(target + " has no folder");
        }
        tree.makeFolders(folder);
        tree.refuseOtherCase(target);
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        published = true;
        tree.sync(folder);
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            channel.close();
            if (!published) {
                Files.deleteIfExists(temporary);
            }
        }
    }

    /** Closing it only flushes: the channel is still needed to make the bytes durable. */
    private static final class Output extends BufferedOutputStream {

        private boolean ended;

        Output(OutputStream channel) {
            super(channel, 32 * 1024);
        }

        @Override
        public synchronized void write(int b) throws IOException {
            requireOpen();
            super.write(b);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
            requireOpen();
            super.write(bytes, offset, length);
        }

        @Override
        public synchronized void close() throws IOException {
            flush();
            ended = true;
        }

        private void requireOpen() throws IOException {
            if (ended) {
                throw new IOException("the stream is closed");
            }
        }
    }
}
