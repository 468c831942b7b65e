package io.playlake.client.auth;

import io.playlake.client.http.Excerpt;
import io.playlake.error.ConfigurationException;
import io.playlake.error.CredentialsException;
import io.playlake.error.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file that holds a refresh token, and nothing else. What is written appears whole or not at all, readable by its owner
 * only; folders that are missing are made for their owner only. Where the filesystem has no POSIX permissions, the
 * defaults of the folder apply. Immutable and thread-safe, across processes too: a reader sees the old token or the new
 * one.
 */
public final class RefreshTokenFile {

    private static final int MAX_BYTES = 64 * 1024;
    private static final Set<PosixFilePermission> FILE_MODE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOLDER_MODE = PosixFilePermissions.fromString("rwx------");

    private final Path path;
    private final boolean posix;

    private RefreshTokenFile(Path path) {
        this.path = path.toAbsolutePath().normalize();
        this.posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Returns the file at the given path; it need not exist. */
    public static RefreshTokenFile at(Path path) {
        return new RefreshTokenFile(path);
    }

    /** Returns the absolute path. */
    public Path path() {
        return path;
    }

    /** Returns whether there is a file, or a link to one. */
    public boolean exists() {
        return Files.isRegularFile(path);
    }

    /**
     * Returns the token in the file. A client that is given it takes up what other processes write to the file, and
     * writes back what Spotify replaces the token with.
     *
     * @throws CredentialsException if the file cannot be read, or holds no token
     */
    public RefreshToken read() {
        try {
            return new RefreshToken(content(), this);
        } catch (IOException e) {
            throw new CredentialsException("the refresh token cannot be read (" + Reason.of(e) + ")", e);
        }
    }

    /**
     * Finds out whether {@link #write} would work, before anybody logs in for nothing; makes missing folders.
     *
     * @throws ConfigurationException if it would not
     */
    public void requireWritable() {
        try {
            Files.delete(newFile(prepared()));
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /**
     * Writes a token, in place of one that may be there. A symbolic link is not followed, but refused.
     *
     * @throws ConfigurationException if it cannot be written; the message names the path
     */
    public void write(RefreshToken token) {
        try {
            replace(prepared(), path, token.value());
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private ConfigurationException unwritable(IOException cause) {
        return new ConfigurationException(
                "the file " + Excerpt.of(path.toString()) + " for the refresh token cannot be written ("
                        + Reason.of(cause) + ")",
                cause);
    }

    Secret content() throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        }
        String text = new String(bytes, StandardCharsets.UTF_8).strip();
        if (text.isEmpty() || bytes.length > MAX_BYTES || text.chars().anyMatch(c -> c <= ' ')) {
            throw new IOException("expected one refresh token and nothing else in " + Excerpt.of(path.toString()));
        }
        return Secret.of(text);
    }

    /**
     * Writes a token to the file that was read: through links, which are how clusters mount secrets.
     *
     * @throws IOException if there is no file any more, or it cannot be written
     */
    void rewrite(Secret token) throws IOException {
        Path real = path.toRealPath();
        replace(folderOf(real), real, token);
    }

    /** Returns the folder, made if it was missing, once nothing stands in the way of the file. */
    private Path prepared() throws IOException {
        if (Files.isSymbolicLink(path)) {
            throw new IOException("it is a symbolic link, expected a file or nothing");
        }
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("it is no file, expected one or nothing");
        }
        Path folder = folderOf(path);
        makeFolders(folder);
        return folder;
    }

    private void makeFolders(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.getParent();
        if (parent != null) {
            makeFolders(parent);
        }
        Files.createDirectory(folder, attributes(FOLDER_MODE));
        if (posix) {
            Files.setPosixFilePermissions(folder, FOLDER_MODE); // a mask may have taken even the owner's
        }
    }

    private Path newFile(Path folder) throws IOException {
        // Created new, under a name that cannot be guessed: a link planted there makes it fail.
        return Files.createTempFile(folder, "." + path.getFileName() + ".", ".tmp", attributes(FILE_MODE));
    }

    private void replace(Path folder, Path target, Secret token) throws IOException {
        Path temporary = newFile(folder);
        try {
            if (posix) {
                Files.setPosixFilePermissions(temporary, FILE_MODE);
            }
            try (FileChannel channel =
                    FileChannel.open(temporary, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
                ByteBuffer bytes = ByteBuffer.wrap((token.reveal() + "\n").getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
        if (posix) {
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }

    private FileAttribute<?>[] attributes(Set<PosixFilePermission> mode) {
        return posix ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode)} : new FileAttribute<?>[0];
    }

    private static Path folderOf(Path file) {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
