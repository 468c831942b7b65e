package io.playlake.schema;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.UUID;

/** The sorted runs of one sorter, a temporary file each, oldest first. */
final class SpillFolder implements Closeable {

    private static final int BUFFER_BYTES = 16 * 1024;

    private final Path path;
    private final RowCodec codec;
    private final List<Run> runs = new ArrayList<>();
    private final List<RunReader> readers = new ArrayList<>();

    SpillFolder(Path path, RowCodec codec) {
        this.path = path;
        this.codec = codec;
    }

    interface Step {
        void run() throws IOException;
    }

    Path path() {
        return path;
    }

    int size() {
        return runs.size();
    }

    void write(Iterator<Row> rows) throws IOException {
        runs.add(newRun(rows));
    }

    /** Merges as often as it takes to be left with so many runs at most. */
    void reduceTo(int most, Comparator<Row> order) throws IOException {
        while (runs.size() > most) {
            mergeOldest(Math.max(2, Math.min(most, runs.size() - most + 1)), order);
        }
    }

    /** Makes one run of the oldest ones. */
    void mergeOldest(int count, Comparator<Row> order) throws IOException {
        List<Run> oldest = List.copyOf(runs.subList(0, Math.min(count, runs.size())));
        List<Iterator<Row>> rows = new ArrayList<>();
        try {
            for (Run run : oldest) {
                rows.add(open(run));
            }
            Run merged = newRun(new RunMerge(rows, order));
            runs.subList(0, oldest.size()).clear();
            runs.add(0, merged);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            closeReaders();
        }
        for (Run run : oldest) {
            Files.deleteIfExists(run.file);
        }
    }

    List<Iterator<Row>> openAll() throws IOException {
        List<Iterator<Row>> all = new ArrayList<>();
        for (Run run : runs) {
            all.add(open(run));
        }
        return all;
    }

    @Override
    public void close() {
        closeReaders();
        for (Run run : runs) {
            try {
                Files.deleteIfExists(run.file);
            } catch (IOException e) {
                // The folder belongs to an attempt and goes with it.
                run.file.toFile().deleteOnExit();
            }
        }
        runs.clear();
    }

    private Run newRun(Iterator<Row> rows) throws IOException {
        Files.createDirectories(path);
        Path file = path.resolve("sort-" + UUID.randomUUID() + ".tmp");
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        long count = 0;
        boolean whole = false;
        try (FileChannel channel = FileChannel.open(
                        file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes);
                DataOutputStream out = new DataOutputStream(
                        new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES))) {
            for (; rows.hasNext(); count++) {
                codec.write(rows.next(), out);
            }
            whole = true;
        } finally {
            if (!whole) {
                Files.deleteIfExists(file);
            }
        }
        return new Run(file, count);
    }

    private RunReader open(Run run) throws IOException {
        FileChannel channel = FileChannel.open(run.file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        RunReader reader = new RunReader(
                new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel), BUFFER_BYTES)), run.rows);
        readers.add(reader);
        return reader;
    }

    private void closeReaders() {
        for (RunReader reader : readers) {
            try {
                reader.in.close();
            } catch (IOException ignored) {
                // Nothing was written through it.
            }
        }
        readers.clear();
    }

    private record Run(Path file, long rows) {}

    private final class RunReader implements Iterator<Row> {

        private final DataInputStream in;
        private long left;

        RunReader(DataInputStream in, long rows) {
            this.in = in;
            this.left = rows;
        }

        @Override
        public boolean hasNext() {
            return left > 0;
        }

        @Override
        public Row next() {
            if (left == 0) {
                throw new NoSuchElementException();
            }
            left--;
            try {
                return codec.read(in);
            } catch (IOException e) {
                throw new UncheckedIOException("sorted rows cannot be read in " + path + ": " + e.getMessage(), e);
            }
        }
    }
}
