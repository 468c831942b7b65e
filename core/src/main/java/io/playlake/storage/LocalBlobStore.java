package io.playlake.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Blobs as files below a folder of a local or mounted filesystem that has hard links.
 *
 * <p>What is being written waits in the pending folder, readable by its owner only; published files get the
 * permissions that the process's mask leaves. Symbolic links below the root are never followed: {@link #list} leaves
 * them out and everything else refuses them. Where the filesystem ignores the case of names, a key that differs from an
 * existing one only in case is refused with an {@link IOException}.
 *
 * <p>A file that serves as a lock is no blob: do not open it as one. Nothing is created before the first write.
 * Thread-safe.
 */
public final class LocalBlobStore implements BlobStore {

    private final LocalTree tree;
    private final Path pending;

    private LocalBlobStore(LocalTree tree, Path pending) {
        this.tree = tree;
        this.pending = pending;
    }

    /** Returns a store below {@code root} that writes pending blobs in {@code _stage/pending}. */
    public static LocalBlobStore at(Path root) {
        return at(root, BlobKey.of("_stage", "pending"));
    }

    /**
     * Returns a store.
     *
     * @param root need not exist yet; may itself be a link
     * @param pending the folder below it that holds blobs being written, and nothing else
     */
    public static LocalBlobStore at(Path root, BlobKey pending) {
        LocalTree tree = new LocalTree(root);
        return new LocalBlobStore(tree, tree.path(pending));
    }

    @Override
    public String name() {
        return tree.root().toString();
    }

    @Override
    public String locate(BlobKey key) {
        return tree.path(key).toString();
    }

    @Override
    public PendingBlob create(BlobKey key) throws IOException {
        guardedForWriting(key);
        Path temporary = newPendingFile();
        return new LocalPendingBlob(key, tree, temporary, tree.createPrivateFile(temporary));
    }

    @Override
    public boolean putIfAbsent(BlobKey key, byte[] content) throws IOException {
        Path target = guardedForWriting(key);
        Path folder = parentOf(target);
        tree.makeFolders(folder);
        Path temporary = newPendingFile();
        try {
            try (FileChannel channel = tree.createPrivateFile(temporary)) {
                ByteBuffer buffer = ByteBuffer.wrap(content);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                tree.open(temporary);
                channel.force(true);
            }
            boolean mine = link(target, temporary);
            // A loser makes it durable too: it is about to act on what the winner wrote.
            tree.sync(folder);
            if (!mine) {
                tree.refuseOtherCase(target);
            }
            return mine;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static boolean link(Path target, Path temporary) throws IOException {
        try {
            Files.createLink(target, temporary);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (UnsupportedOperationException e) {
            throw new IOException(
                    "the filesystem of " + target + " has no hard links, which an atomic commit needs", e);
        }
    }

    @Override
    public BlobReader open(BlobKey key) throws IOException {
        Path path = tree.guarded(key);
        if (isPending(path) || !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new NoSuchFileException(path.toString());
        }
        if (LocalLock.isHeld(path)) {
            throw new IOException(path + " is a lock held by this process; reading it would give it up");
        }
        return LocalBlobReader.open(path);
    }

    @Override
    public List<BlobKey> list(BlobKey folder) throws IOException {
        Path start = tree.guarded(folder);
        if (!Files.isDirectory(start, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        List<BlobKey> keys = new ArrayList<>();
        Files.walkFileTree(start, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
                return isPending(path) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    key(path).ifPresent(keys::add);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path path, IOException failure) throws IOException {
                // Somebody deleted it between the listing and the look.
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
        Collections.sort(keys);
        return List.copyOf(keys);
    }

    /** Files of others, under names that are no keys, are not ours to show. */
    private Optional<BlobKey> key(Path path) {
        String name = slashed(tree.root().relativize(path));
        return BlobKey.isValid(name) ? Optional.of(new BlobKey(name)) : Optional.empty();
    }

    @Override
    public void delete(BlobKey key) throws IOException {
        Path path = tree.guarded(key);
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            tree.delete(path);
        }
    }

    @Override
    public Optional<Lock> tryLock(BlobKey key) throws IOException {
        Path path = guardedForWriting(key);
        tree.makeFolders(parentOf(path));
        return LocalLock.tryLock(path);
    }

    @Override
    public void discardPending() throws IOException {
        if (!Files.isDirectory(pending, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(pending)) {
            for (Path file : files) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return name();
    }

    private Path guardedForWriting(BlobKey key) throws IOException {
        Path path = tree.guarded(key);
        if (isPending(path)) {
            throw new IOException(path + " lies in the pending folder, expected a key outside " + pending);
        }
        return path;
    }

    private boolean isPending(Path path) {
        return path.startsWith(pending);
    }

    private Path newPendingFile() throws IOException {
        if (!Files.isDirectory(pending, LinkOption.NOFOLLOW_LINKS)) {
            tree.guarded(new BlobKey(slashed(tree.root().relativize(pending))));
            tree.makePrivateFolder(pending);
        }
        return pending.resolve(UUID.randomUUID() + ".tmp");
    }

    private static String slashed(Path relative) {
        List<String> names = new ArrayList<>();
        relative.forEach(name -> names.add(name.toString()));
        return String.join("/", names);
    }

    private static Path parentOf(Path path) {
        Path parent = path.getParent();
        return parent == null ? path : parent;
    }
}
