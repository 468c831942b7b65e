package io.playlake.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Paths below a root: no link is followed, and folders are made so that they survive a loss of power. Thread-safe. */
final class LocalTree {

    private final Path root;
    private final boolean posix;
    private final Set<Path> durable = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Set<PosixFilePermission> published;

    LocalTree(Path root) {
        this.root = root.toAbsolutePath().normalize();
        this.posix = root.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    Path root() {
        return root;
    }

    /** Returns the path of a key. */
    Path path(BlobKey key) {
        Path path = root.resolve(key.path()).normalize();
        if (!path.startsWith(root) || path.equals(root)) {
            throw new IllegalArgumentException("blob key '" + key + "' leaves " + root);
        }
        return path;
    }

    /** Returns the path of a key, once nothing between the root and it is a link. */
    Path guarded(BlobKey key) throws IOException {
        Path path = path(key);
        Path step = root;
        for (Path name : root.relativize(path)) {
            step = step.resolve(name);
            if (Files.isSymbolicLink(step)) {
                throw new IOException(step + " is a symbolic link, expected a file or folder of the store " + root);
            }
        }
        return path;
    }

    /** A filesystem that ignores case would take one name for another without a word. */
    void refuseOtherCase(Path path) throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            Path real = path.toRealPath(LinkOption.NOFOLLOW_LINKS);
            Path wanted = root.relativize(path);
            if (!real.toString().endsWith(wanted.toString())) {
                throw new IOException(path + " exists as " + real + ", which differs only in case");
            }
        }
    }

    /**
     * Makes a folder and what is missing above it. The names of all of them are made durable once, even of those that
     * were there: whoever made them may have died before it could.
     */
    void makeFolders(Path folder) throws IOException {
        if (durable.contains(folder) && Files.isDirectory(folder)) {
            return;
        }
        Deque<Path> missing = new ArrayDeque<>();
        for (Path path = folder; path != null && !Files.isDirectory(path); path = path.getParent()) {
            missing.push(path);
        }
        for (Path path : missing) {
            makeFolder(path);
        }
        for (Path path = folder; path != null && path.startsWith(root) && durable.add(path); path = path.getParent()) {
            if (!missing.contains(path)) {
                syncParent(path);
            }
        }
    }

    /** Makes a folder that only its owner may enter. */
    void makePrivateFolder(Path folder) throws IOException {
        Path parent = folder.getParent();
        if (parent != null) {
            makeFolders(parent);
        }
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            makeFolder(folder, permissions("rwx------"));
        }
    }

    /** Opens a new file that only its owner may read. */
    FileChannel createPrivateFile(Path file) throws IOException {
        return FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), permissions("rw-------"));
    }

    /** Gives a file the permissions that any new file of this process has. */
    void open(Path file) throws IOException {
        if (posix) {
            Files.setPosixFilePermissions(
                    file, publishedPermissions(file.resolveSibling(file.getFileName() + ".mask")));
        }
    }

    /** Makes the names in a folder durable; where folders cannot be opened, the filesystem sees to it itself. */
    void sync(Path folder) throws IOException {
        if (posix) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private void makeFolder(Path folder, FileAttribute<?>... attributes) throws IOException {
        try {
            Files.createDirectory(folder, attributes);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
        sync(folder);
        syncParent(folder);
    }

    private void syncParent(Path path) throws IOException {
        Path parent = path.getParent();
        if (parent != null && Files.isReadable(parent)) {
            sync(parent);
        }
    }

    /** The process's mask cannot be asked for, only seen at work. */
    private Set<PosixFilePermission> publishedPermissions(Path probe) throws IOException {
        Set<PosixFilePermission> known = published;
        if (known == null) {
            Files.createFile(probe);
            known = Files.getPosixFilePermissions(probe);
            Files.delete(probe);
            published = known;
        }
        return known;
    }

    private FileAttribute<?>[] permissions(String symbols) {
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(symbols))
                }
                : new FileAttribute<?>[0];
    }

    /** Deletes a file and makes that durable. */
    void delete(Path file) throws IOException {
        try {
            Files.delete(file);
        } catch (NoSuchFileException e) {
            return;
        }
        syncParent(file);
    }
}
