package io.playlake.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;

/**
 * A kernel lock on a file. On POSIX it vanishes when any channel of the process to that file closes, so no second one
 * may ever be opened while it is held. That is noted in the system properties, the one map that all stores and all class
 * loaders of a JVM share.
 */
final class LocalLock implements BlobStore.Lock {

    private final String note;
    private final FileChannel channel;
    private volatile boolean closed;

    private LocalLock(String note, FileChannel channel) {
        this.note = note;
        this.channel = channel;
    }

    static Optional<BlobStore.Lock> tryLock(Path path) throws IOException {
        try {
            // Whoever fails here has opened nothing, and nobody can hold what did not exist.
            Files.createFile(path);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException(path + " is not a file, expected a lock file", e);
            }
        }
        String note = note(path);
        if (System.getProperties().putIfAbsent(note, "held") != null) {
            return Optional.empty();
        }
        boolean taken = false;
        FileChannel channel = null;
        try {
            channel = FileChannel.open(path, Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
            taken = channel.tryLock() != null;
            return taken ? Optional.of(new LocalLock(note, channel)) : Optional.empty();
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        } finally {
            if (!taken) {
                if (channel != null) {
                    channel.close();
                }
                System.getProperties().remove(note);
            }
        }
    }

    /** Returns whether this process holds a lock on the file. */
    static boolean isHeld(Path path) throws IOException {
        return System.getProperties().containsKey(note(path));
    }

    @Override
    public boolean exclusive() {
        return !closed;
    }

    @Override
    public synchronized void close() throws IOException {
        if (!closed) {
            closed = true;
            try {
                channel.close();
            } finally {
                System.getProperties().remove(note);
            }
        }
    }

    /** Two paths may lead to one file; where the filesystem tells, it is the file that counts. */
    private static String note(Path path) throws IOException {
        Object file = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        return "io.playlake.lock." + (file == null ? path.toRealPath() : file);
    }
}
