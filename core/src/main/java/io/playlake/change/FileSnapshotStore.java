package io.playlake.change;

import com.google.common.primitives.Bytes;
import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import io.playlake.error.ConfigurationException;
import io.playlake.error.Reason;
import io.playlake.error.SinkException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot store in one local file: an append-only log of blocks, each a head, the states of one commit and a
 * checksum. A block that a crash cut short was never acknowledged, and is cut off; a block that is whole but wrong makes
 * the store corrupt. Everything is held in memory too. Thread-safe; one process at a time.
 */
public final class FileSnapshotStore implements SnapshotStore {

    private static final Gson GSON = new Gson();
    private static final byte[] HEAD = "playlake-state 1\n".getBytes(StandardCharsets.US_ASCII);
    /** Dead lines that are worth a rewrite. */
    private static final int SLACK = 10_000;

    private final Path file;
    private final Map<StateKey, PlaylistState> states = new HashMap<>();
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
                byte[] bytes = Files.readAllBytes(store.file);
                int known = Math.min(bytes.length, HEAD.length);
                if (!Arrays.equals(bytes, 0, known, HEAD, 0, known)) {
                    throw new ConfigurationException(
                            "state " + file + " is a file of something else; choose another, or remove it");
                }
                store.load(bytes);
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
        for (StateKey key : keys) {
            PlaylistState state = states.get(key);
            if (state != null) {
                found.put(key, state);
            }
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
        byte[] block = length == 0 ? withHead(block(to, changes)) : block(to, changes);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            // A block that an earlier crash cut short must not stand before this one.
            channel.truncate(length);
            write(channel, length, block);
            channel.force(true);
        } catch (IOException e) {
            throw new SinkException("state " + file + " cannot be written: " + Reason.of(e), e);
        }
        length += block.length;
        apply(to, changes);
        if (lines > 2L * states.size() + SLACK) {
            rebuild(to, List.copyOf(states.values()));
        }
        return true;
    }

    @Override
    public synchronized void rebuild(Position at, Iterable<PlaylistState> all) {
        byte[] block = withHead(block(at, all));
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            try (FileChannel channel = FileChannel.open(
                    fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                write(channel, 0, block);
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel folder = FileChannel.open(folder())) {
                folder.force(true);
            }
        } catch (IOException e) {
            throw new SinkException("state " + file + " cannot be written: " + Reason.of(e), e);
        }
        corrupt = null;
        states.clear();
        lines = 0;
        length = block.length;
        apply(at, all);
    }

    @Override
    public void close() {}

    private Path folder() {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }

    private void check() {
        if (corrupt != null) {
            throw corrupt;
        }
    }

    private void apply(Position to, Iterable<PlaylistState> changes) {
        for (PlaylistState state : changes) {
            states.put(state.key(), state);
            lines++;
        }
        position = to;
    }

    private static byte[] block(Position to, Iterable<PlaylistState> changes) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            StateLines.write(changes, body);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory cannot fail", e);
        }
        String head = GSON.toJson(to) + " " + body.size() + "\n";
        CRC32C crc = new CRC32C();
        crc.update(head.getBytes(StandardCharsets.UTF_8));
        crc.update(body.toByteArray());
        ByteArrayOutputStream block = new ByteArrayOutputStream(body.size() + 200);
        block.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        block.writeBytes(body.toByteArray());
        block.writeBytes(String.format(Locale.ROOT, "%08x\n", crc.getValue()).getBytes(StandardCharsets.US_ASCII));
        return block.toByteArray();
    }

    private static byte[] withHead(byte[] block) {
        return Bytes.concat(HEAD, block);
    }

    private static void write(FileChannel channel, long at, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long place = at;
        while (buffer.hasRemaining()) {
            place += channel.write(buffer, place);
        }
    }

    private void load(byte[] bytes) {
        int at = HEAD.length;
        while (at < bytes.length) {
            int end = loadBlock(bytes, at);
            if (end < 0) {
                return;
            }
            at = end;
            length = at;
        }
    }

    /** Returns where the block ends, or -1 if it is cut short or wrong. */
    private int loadBlock(byte[] bytes, int at) {
        int headEnd = at;
        while (headEnd < bytes.length && bytes[headEnd] != '\n') {
            headEnd++;
        }
        if (headEnd == bytes.length) {
            return -1;
        }
        String head = new String(bytes, at, headEnd - at, StandardCharsets.UTF_8);
        try {
            int space = head.lastIndexOf(' ');
            Position to = GSON.fromJson(head.substring(0, space), Position.class);
            int size = Integer.parseInt(head.substring(space + 1));
            int bodyEnd = Math.addExact(headEnd + 1, size);
            if (size < 0 || to == null) {
                throw new NumberFormatException(head);
            }
            if (Math.addExact(bodyEnd, 9) > bytes.length) {
                return -1;
            }
            CRC32C crc = new CRC32C();
            crc.update(bytes, at, bodyEnd - at);
            String expected = new String(bytes, bodyEnd, 8, StandardCharsets.US_ASCII);
            if (crc.getValue() != Long.parseLong(expected, 16) || bytes[bodyEnd + 8] != '\n') {
                throw new IOException("the checksum is wrong");
            }
            List<PlaylistState> changes = new ArrayList<>();
            StateLines.read(new ByteArrayInputStream(bytes, headEnd + 1, size), changes::add);
            apply(to, changes);
            return bodyEnd + 9;
        } catch (IOException
                | JsonParseException
                | ArithmeticException
                | IndexOutOfBoundsException
                | NumberFormatException e) {
            corrupt = new CorruptException("state " + file + " is damaged at byte " + at, e);
            return -1;
        }
    }
}
