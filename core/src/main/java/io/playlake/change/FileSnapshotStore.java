package io.playlake.change;

import io.playlake.error.ConfigurationException;
import io.playlake.error.Reason;
import io.playlake.error.SinkException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot store in one local file: an append-only log of blocks, each the states of one commit and a checksum. A block
 * that a crash cut short was never acknowledged, and is cut off; a block that is whole but wrong makes the store corrupt.
 * Only the keys, and where their states lie, are held in memory: some 200 bytes each. Thread-safe; one process at a time.
 */
public final class FileSnapshotStore implements SnapshotStore {

    private static final String NAME = "playlake-state ";
    private static final byte[] HEAD = (NAME + "2\n").getBytes(StandardCharsets.US_ASCII);
    /** Dead lines that are worth a rewrite. */
    private static final int SLACK = 10_000;

    private final Path file;
    private Map<StateKey, Long> places = new HashMap<>();
    private @Nullable Position position;
    private @Nullable CorruptException corrupt;
    private long length;
    private long lines;

    private FileSnapshotStore(Path file) {
        this.file = file;
    }

    /**
     * Opens the store in a file, which need not exist.
     *
     * @throws SinkException if the file cannot be read, or its folder does not exist
     * @throws ConfigurationException if the file holds something else
     */
    public static FileSnapshotStore open(Path file) {
        FileSnapshotStore store = new FileSnapshotStore(file.toAbsolutePath());
        try {
            if (Files.exists(store.file)) {
                store.load();
            } else if (!Files.isDirectory(store.folder())) {
                throw new SinkException("state " + file + ": there is no folder " + store.folder(), null);
            }
        } catch (IOException e) {
            throw new SinkException("state " + file + " cannot be read: " + Reason.of(e), e);
        }
        return store;
    }

    @Override
    public String name() {
        return "local:" + file;
    }

    @Override
    public synchronized Optional<Position> position() {
        check();
        return Optional.ofNullable(position);
    }

    @Override
    public synchronized Map<StateKey, PlaylistState> get(Collection<StateKey> keys) {
        check();
        Map<StateKey, PlaylistState> found = new HashMap<>();
        if (places.isEmpty()) {
            return found;
        }
        try (LineReader reader = new LineReader(file)) {
            for (StateKey key : keys) {
                Long place = places.get(key);
                if (place != null) {
                    found.put(key, reader.state(key, place));
                }
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        return found;
    }

    @Override
    public synchronized boolean advance(Position from, Position to, Iterable<PlaylistState> changes) {
        check();
        if (to.equals(position)) {
            return true;
        }
        Position here = position == null ? Position.start(from.datasetId()) : position;
        if (!from.equals(here) || to.seq() != from.seq() + 1 || !to.datasetId().equals(from.datasetId())) {
            return false;
        }
        Map<StateKey, Long> changed = new HashMap<>();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            // A block that an earlier crash cut short must not stand before this one.
            channel.truncate(length);
            channel.position(length);
            length = write(channel, to, changes, changed);
        } catch (IOException e) {
            throw new SinkException("state " + file + " cannot be written: " + Reason.of(e), e);
        }
        apply(to, changed);
        if (lines > 2L * places.size() + SLACK) {
            rewrite(to);
        }
        return true;
    }

    @Override
    public synchronized void rebuild(Position at, Iterable<PlaylistState> all) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Map<StateKey, Long> written = new HashMap<>();
        long end;
        try {
            try (FileChannel channel = FileChannel.open(
                    fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                end = write(channel, at, all, written);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel folder = FileChannel.open(folder())) {
                folder.force(true);
            }
        } catch (IOException e) {
            throw new SinkException("state " + file + " cannot be written: " + Reason.of(e), e);
        }
        corrupt = null;
        places = new HashMap<>();
        lines = 0;
        length = end;
        apply(at, written);
    }

    @Override
    public void close() {}

    /** Leaves out the states that later ones replaced. */
    private void rewrite(Position at) {
        try (LineReader reader = new LineReader(file)) {
            rebuild(
                    at,
                    () -> places.entrySet().stream()
                            .map(entry -> {
                                try {
                                    return reader.state(entry.getKey(), entry.getValue());
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            })
                            .iterator());
        } catch (UncheckedIOException e) {
            throw unreadable(Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Appends a block, and returns where it ends once it is on disk. */
    private static long write(
            FileChannel channel, Position at, Iterable<PlaylistState> states, Map<StateKey, Long> written)
            throws IOException {
        OutputStream to = Channels.newOutputStream(channel);
        if (channel.position() == 0) {
            to.write(HEAD);
        }
        long begin = channel.position();
        StateBlock.write(at, states, to, (place, key) -> written.put(key, begin + place));
        channel.force(true);
        return channel.position();
    }

    private void load() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            String head = new String(in.readNBytes(HEAD.length), StandardCharsets.US_ASCII);
            if (!head.startsWith(NAME.substring(0, Math.min(NAME.length(), head.length())))) {
                throw new ConfigurationException(
                        "state " + file + " is a file of something else; choose another, or remove it");
            }
            if (head.length() < HEAD.length) {
                return;
            }
            if (!head.equals(new String(HEAD, StandardCharsets.US_ASCII))) {
                corrupt = new CorruptException("state " + file + " was written by another version", null);
                return;
            }
            length = HEAD.length;
            load(new StateBlock.Reader(in, length));
        }
    }

    private void load(StateBlock.Reader blocks) {
        try {
            while (true) {
                Map<StateKey, Long> block = new HashMap<>();
                Position at = blocks.next((place, key) -> block.put(key, place));
                apply(at, block);
                length = blocks.place();
            }
        } catch (EOFException e) {
            // The end, or a block that was never acknowledged.
        } catch (IOException e) {
            corrupt = new CorruptException("state " + file + " is damaged behind byte " + length, e);
        }
    }

    private void apply(Position to, Map<StateKey, Long> block) {
        if (places.isEmpty()) {
            places = block;
        } else {
            places.putAll(block);
        }
        lines += block.size();
        position = to;
    }

    private Path folder() {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }

    private void check() {
        if (corrupt != null) {
            throw corrupt;
        }
    }

    /** The file was whole when it was opened: what it holds now is not what it held. */
    private CorruptException unreadable(IOException cause) {
        return new CorruptException("state " + file + " cannot be read any more: " + Reason.of(cause), cause);
    }

    /** Reads single lines, anywhere. */
    private static final class LineReader implements AutoCloseable {

        private final FileChannel channel;
        private ByteBuffer buffer = ByteBuffer.allocate(1024);

        LineReader(Path file) throws IOException {
            channel = FileChannel.open(file, StandardOpenOption.READ);
        }

        PlaylistState state(StateKey key, long place) throws IOException {
            buffer.clear();
            for (int end = 0; ; ) {
                while (end < buffer.position() && buffer.get(end) != '\n') {
                    end++;
                }
                if (end < buffer.position()) {
                    PlaylistState state = StateLines.parse(new String(buffer.array(), 0, end, StandardCharsets.UTF_8));
                    if (!state.key().equals(key)) {
                        throw new IOException("another playlist stands at byte " + place);
                    }
                    return state;
                }
                if (!buffer.hasRemaining()) {
                    buffer = ByteBuffer.allocate(2 * buffer.capacity()).put(buffer.flip());
                }
                if (channel.read(buffer, place + buffer.position()) < 0) {
                    throw new EOFException("the state at byte " + place + " ends early");
                }
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
