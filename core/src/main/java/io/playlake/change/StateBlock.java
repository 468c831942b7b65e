package io.playlake.change;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import io.playlake.change.SnapshotStore.Position;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * The states of one commit in a {@link FileSnapshotStore}: a line with the position, a line for each state, and a line
 * with the checksum of all of them, which begins with a sign that no other line begins with.
 */
final class StateBlock {

    /** Takes where in a file the state of a playlist lies. */
    interface Lines {
        void at(long place, StateKey key);
    }

    private static final Gson GSON = new Gson();
    private static final char CHECKSUM = '=';

    private StateBlock() {}

    /** Writes a block and flushes; neither the states nor their text are held in memory. */
    static void write(Position at, Iterable<PlaylistState> states, OutputStream to, Lines lines) throws IOException {
        CheckedOutputStream checked = new CheckedOutputStream(new BufferedOutputStream(to, 1 << 16), new CRC32C());
        long place = line(GSON.toJson(at), checked);
        for (PlaylistState state : states) {
            lines.at(place, state.key());
            place += line(StateLines.format(state), checked);
        }
        long checksum = checked.getChecksum().getValue();
        line(CHECKSUM + String.format(Locale.ROOT, "%08x", checksum), checked);
        checked.flush();
    }

    private static int line(String text, OutputStream to) throws IOException {
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        to.write(bytes);
        return bytes.length;
    }

    /** Reads blocks, one after the other. */
    static final class Reader {

        private final InputStream from;
        private final byte[] buffer = new byte[1 << 16];
        private int next;
        private int filled;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        private final CRC32C crc = new CRC32C();
        private long place;

        /** @param place of the first byte of the stream, in the file */
        Reader(InputStream from, long place) {
            this.from = from;
            this.place = place;
        }

        /** Returns where the next block begins. */
        long place() {
            return place;
        }

        /**
         * Reads a block to its end.
         *
         * @throws EOFException if it was cut short, or there is none
         * @throws IOException if it is damaged
         */
        Position next(Lines lines) throws IOException {
            crc.reset();
            try {
                Position at = GSON.fromJson(checked(line()), Position.class);
                if (at == null || at.datasetId() == null || at.sha256() == null) {
                    throw new IOException("a block begins without a position");
                }
                while (true) {
                    long begin = place;
                    String text = line();
                    if (text.charAt(0) == CHECKSUM) {
                        if (crc.getValue() != Long.parseLong(text.substring(1), 16)) {
                            throw new IOException("the checksum is wrong");
                        }
                        return at;
                    }
                    lines.at(begin, StateLines.key(checked(text)));
                }
            } catch (JsonParseException | IndexOutOfBoundsException | NumberFormatException e) {
                throw new IOException("not a line of state: " + e.getMessage(), e);
            }
        }

        /** Text that is valid has one form in bytes; what is not valid fails the checksum. */
        private String checked(String text) {
            crc.update(text.getBytes(StandardCharsets.UTF_8));
            crc.update('\n');
            return text;
        }

        /** A line without an end was cut short. */
        private String line() throws IOException {
            line.reset();
            while (true) {
                int end = next;
                while (end < filled && buffer[end] != '\n') {
                    end++;
                }
                line.write(buffer, next, end - next);
                if (end < filled) {
                    next = end + 1;
                    place += line.size() + 1;
                    return line.toString(StandardCharsets.UTF_8);
                }
                next = 0;
                filled = Math.max(0, from.read(buffer));
                if (filled == 0) {
                    throw new EOFException();
                }
            }
        }
    }
}
