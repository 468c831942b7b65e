package io.playlake.sink.jdbc;

import com.google.common.hash.Hashing;
import com.google.common.hash.HashingOutputStream;
import com.google.common.io.ByteStreams;
import com.google.common.io.CountingOutputStream;
import io.playlake.sink.DataFile;
import io.playlake.sink.Replacement;
import io.playlake.sink.Revision;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** State as a revision leaves it, kept outside of memory, one file after the other, until a transaction applies it. */
final class StateChanges implements Closeable {

    private final Revision revision;
    private final Function<DataFile, InputStream> open;
    private final long seq;
    private final TempFile temp = new TempFile();
    private final List<Replacement> replaced = new ArrayList<>();

    /**
     * Starts with no changes.
     *
     * @param seq of the commit that makes them
     */
    StateChanges(Revision revision, Function<DataFile, InputStream> open, long seq) {
        this.revision = revision;
        this.open = open;
        this.seq = seq;
    }

    List<Replacement> replaced() {
        return replaced;
    }

    void look(DataFile file) throws IOException {
        if (changes(file)) {
            replaced.add(new Replacement(null, List.of(file.path()), List.of(revised(file))));
        }
    }

    private boolean changes(DataFile file) throws IOException {
        boolean changes = false;
        try (BufferedReader lines = lines(file)) {
            // To the end, for only there it shows whether the state is damaged.
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                changes |= !line.equals(revision.state(line));
            }
        }
        return changes;
    }

    private DataFile revised(DataFile file) throws IOException {
        CountingOutputStream counted = new CountingOutputStream(temp.output());
        HashingOutputStream to = new HashingOutputStream(Hashing.sha256(), counted);
        long count = 0;
        try (BufferedReader lines = lines(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String revised = revision.state(line);
                if (revised != null) {
                    to.write((revised + "\n").getBytes(StandardCharsets.UTF_8));
                    count++;
                }
            }
        }
        return new DataFile(
                Successors.path(file.path(), seq),
                count,
                counted.getCount(),
                to.hash().toString());
    }

    private BufferedReader lines(DataFile file) {
        return new BufferedReader(new InputStreamReader(open.apply(file), StandardCharsets.UTF_8));
    }

    void apply(Connection connection, StateParts parts) throws SQLException, IOException {
        try (InputStream all = temp.input()) {
            for (Replacement replacement : replaced) {
                for (String path : replacement.files()) {
                    parts.delete(connection, path);
                }
                for (DataFile file : replacement.by()) {
                    parts.insert(connection, file.path(), ByteStreams.limit(all, file.bytes()));
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        temp.close();
    }
}
