package io.playlake.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LocalBlobStoreTest {

    private static final BlobKey KEY = BlobKey.of("a", "b", "c.txt");

    @TempDir
    Path folder;

    @Test
    void nothingIsMadeBeforeTheFirstWrite() throws IOException {
        Path root = folder.resolve("deep/root");
        try (LocalBlobStore store = LocalBlobStore.at(root)) {
            assertThat(store.list(BlobKey.of("a"))).isEmpty();
            store.delete(KEY);
            store.discardPending();
            assertThat(root).doesNotExist();
            assertThat(store.putIfAbsent(KEY, new byte[1])).isTrue();
            assertThat(root.resolve("a/b/c.txt")).isRegularFile();
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void pendingFilesArePrivateAndPublishedOnesFollowTheMask() throws IOException {
        LocalBlobStore store = LocalBlobStore.at(folder);
        Path plain = Files.createFile(folder.resolve("plain"));
        try (PendingBlob blob = store.create(KEY)) {
            Path pending = folder.resolve("_stage/pending");
            assertThat(permissions(pending)).isEqualTo("rwx------");
            assertThat(files(pending))
                    .hasSize(1)
                    .allSatisfy(file -> assertThat(permissions(file)).isEqualTo("rw-------"));
            blob.publish();
            assertThat(permissions(folder.resolve("a/b/c.txt"))).isEqualTo(permissions(plain));
            assertThat(files(pending)).isEmpty();
        }
        store.putIfAbsent(BlobKey.of("put"), new byte[1]);
        assertThat(permissions(folder.resolve("put"))).isEqualTo(permissions(plain));
        assertThat(files(folder.resolve("_stage/pending"))).isEmpty();
    }

    @Test
    void everyKeyStaysUnderTheRoot() {
        LocalBlobStore store = LocalBlobStore.at(folder);
        Random random = new Random(3);
        String alphabet = "aZ09._=-/\\~:\0 \u0131\u202e";
        int valid = 0;
        for (int i = 0; i < 200_000; i++) {
            String path = random.ints(1 + random.nextInt(8), 0, alphabet.length())
                    .collect(StringBuilder::new, (text, at) -> text.append(alphabet.charAt(at)), StringBuilder::append)
                    .toString();
            if (BlobKey.isValid(path)) {
                valid++;
                assertThat(Path.of(store.locate(new BlobKey(path))))
                        .startsWithRaw(folder)
                        .isNotEqualTo(folder)
                        .endsWithRaw(Path.of(path));
            }
        }
        assertThat(valid).isGreaterThan(1_000);
        for (String path : List.of("", "/etc", "..", "a/../b", "a//b", "./a", "a/", "x".repeat(201), "a\0b")) {
            assertThatThrownBy(() -> new BlobKey(path)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void linksBelowTheRootAreNotFollowed() throws IOException {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "s");
        Path root = Files.createDirectory(folder.resolve("root"));
        Files.createSymbolicLink(root.resolve("a"), outside);
        Files.createSymbolicLink(root.resolve("file"), outside.resolve("secret"));
        LocalBlobStore store = LocalBlobStore.at(root);
        for (BlobKey key : List.of(BlobKey.of("a", "secret"), BlobKey.of("file"))) {
            assertRefused(() -> store.open(key));
            assertRefused(() -> store.create(key));
            assertRefused(() -> store.putIfAbsent(key, new byte[1]));
            assertRefused(() -> store.delete(key));
            assertRefused(() -> store.tryLock(key));
        }
        assertRefused(() -> store.list(BlobKey.of("a")));
        Files.createDirectory(root.resolve("t"));
        Files.createSymbolicLink(root.resolve("t/link"), outside);
        assertThat(store.list(BlobKey.of("t"))).isEmpty();
        assertThat(files(outside)).hasSize(1);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void pendingFolderThatIsALinkIsRefused() throws IOException {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Path root = Files.createDirectory(folder.resolve("root"));
        Files.createSymbolicLink(root.resolve("_stage"), outside);
        assertRefused(() -> LocalBlobStore.at(root).create(KEY));
        assertThat(files(outside)).isEmpty();
    }

    @Test
    void rootMayBeALink() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        assertThat(LocalBlobStore.at(link).putIfAbsent(KEY, new byte[1])).isTrue();
        assertThat(real.resolve("a/b/c.txt")).exists();
    }

    @Test
    void foreignNamesAndPendingFilesAreNotListed() throws IOException {
        LocalBlobStore store = LocalBlobStore.at(folder);
        store.putIfAbsent(BlobKey.of("_stage", "note"), new byte[1]);
        Files.writeString(folder.resolve("_stage/of others"), "x");
        try (PendingBlob blob = store.create(KEY)) {
            blob.output().write(1);
            assertThat(store.list(BlobKey.of("_stage"))).containsExactly(BlobKey.of("_stage", "note"));
            Path pending = files(folder.resolve("_stage/pending")).get(0);
            BlobKey key = BlobKey.of("_stage", "pending", String.valueOf(pending.getFileName()));
            assertThatThrownBy(() -> store.open(key)).isInstanceOf(NoSuchFileException.class);
            assertThatThrownBy(() -> store.putIfAbsent(key, new byte[1])).hasMessageContaining("pending folder");
        }
    }

    @Test
    void discardTakesWhatADeadProcessLeft() throws IOException {
        LocalBlobStore dead = LocalBlobStore.at(folder);
        PendingBlob left = dead.create(KEY);
        left.output().write(1);
        LocalBlobStore store = LocalBlobStore.at(folder);
        store.discardPending();
        assertThat(files(folder.resolve("_stage/pending"))).isEmpty();
        assertThatThrownBy(left::publish).isInstanceOf(IOException.class);
        left.close();
    }

    @Test
    void lockFileHeldHereIsNotOpened() throws IOException {
        LocalBlobStore store = LocalBlobStore.at(folder);
        BlobKey key = BlobKey.of("_lock");
        try (BlobStore.Lock lock = store.tryLock(key).orElseThrow()) {
            assertThat(lock.exclusive()).isTrue();
            assertThatThrownBy(() -> store.open(key)).hasMessageContaining("is a lock held by this process");
            assertThat(otherProcessGets()).isFalse();
        }
        assertThat(otherProcessGets()).isTrue();
    }

    @Test
    void failedAttemptsInThisProcessDoNotGiveTheLockUp() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolveSibling(folder.getFileName() + "-link"), folder);
        BlobKey key = BlobKey.of("_lock");
        try (BlobStore.Lock lock = LocalBlobStore.at(folder).tryLock(key).orElseThrow()) {
            for (int i = 0; i < 3; i++) {
                assertThat(LocalBlobStore.at(folder).tryLock(key)).isEmpty();
                assertThat(LocalBlobStore.at(link).tryLock(key)).isEmpty();
            }
            assertThat(lock.exclusive()).isTrue();
            assertThat(otherProcessGets()).isFalse();
        } finally {
            Files.delete(link);
        }
    }

    @Test
    void lockDiesWithItsProcess() throws Exception {
        Process other = start("hold");
        assertThat(other.getInputStream().read()).isEqualTo('1');
        BlobKey key = BlobKey.of("_lock");
        assertThat(LocalBlobStore.at(folder).tryLock(key)).isEmpty();
        other.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
        try (BlobStore.Lock lock = LocalBlobStore.at(folder).tryLock(key).orElseThrow()) {
            assertThat(lock.exclusive()).isTrue();
        }
    }

    private boolean otherProcessGets() throws IOException {
        return start("try").getInputStream().read() == '1';
    }

    private Process start(String mode) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Locker.class.getName(),
                        folder.toString(),
                        mode)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Tries the lock in a process of its own, says whether it got it, and holds it if told to. */
    static final class Locker {

        private Locker() {}

        public static void main(String[] args) throws IOException {
            var lock = LocalBlobStore.at(Path.of(args[0])).tryLock(BlobKey.of("_lock"));
            System.out.write((lock.isPresent() ? "1" : "0").getBytes(StandardCharsets.US_ASCII));
            System.out.flush();
            if (args[1].equals("hold")) {
                System.in.read();
            }
        }
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IOException.class).hasMessageContaining("is a symbolic link");
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
