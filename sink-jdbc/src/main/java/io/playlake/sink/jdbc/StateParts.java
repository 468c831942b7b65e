package io.playlake.sink.jdbc;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.playlake.error.DataRefusedException;
import io.playlake.sink.DataFile;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** State that commits name, in parts of bounded size. */
final class StateParts {

    private static final int PART = 1 << 18;

    private final Place place;

    StateParts(Place place) {
        this.place = place;
    }

    void insert(Connection connection, String path, InputStream bytes) throws SQLException, IOException {
        String sql = "INSERT INTO " + place.table(Ddl.STATE_PARTS) + " ("
                + place.dialect().quote("file") + ", " + place.dialect().quote("part") + ", "
                + place.dialect().quote("bytes") + ") VALUES (?, ?, ?)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            int part = 0;
            for (byte[] some = bytes.readNBytes(PART); some.length > 0; some = bytes.readNBytes(PART)) {
                insert.setString(1, path);
                insert.setInt(2, part++);
                insert.setBytes(3, some);
                insert.executeUpdate();
            }
        }
    }

    void delete(Connection connection, String path) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM " + place.table(Ddl.STATE_PARTS)
                + " WHERE " + place.dialect().quote("file") + " = ?")) {
            delete.setString(1, path);
            delete.executeUpdate();
        }
    }

    /** Reads part by part, over whatever connection is free, and compares the whole with what the commit says. */
    InputStream open(DataFile file) {
        return new Parts(file);
    }

    private Optional<byte[]> read(String path, int part) {
        String sql = "SELECT " + place.dialect().quote("bytes") + " FROM " + place.table(Ddl.STATE_PARTS) + " WHERE "
                + place.dialect().quote("file") + " = ? AND " + place.dialect().quote("part") + " = ?";
        return place.ask("state " + path + " cannot be read", connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setString(1, path);
                select.setInt(2, part);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
                }
            }
        });
    }

    private final class Parts extends InputStream {

        private final DataFile file;
        private final Hasher hasher = Hashing.sha256().newHasher();
        private byte[] part = new byte[0];
        private int position;
        private int next;
        private boolean ended;

        Parts(DataFile file) {
            this.file = file;
        }

        @Override
        public int read() {
            return advance() ? part[position++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (length == 0) {
                return 0;
            }
            if (!advance()) {
                return -1;
            }
            int some = Math.min(length, part.length - position);
            System.arraycopy(part, position, bytes, offset, some);
            position += some;
            return some;
        }

        private boolean advance() {
            while (position == part.length && !ended) {
                Optional<byte[]> found = StateParts.this.read(file.path(), next);
                if (found.isPresent()) {
                    part = found.get();
                    position = 0;
                    next++;
                    hasher.putBytes(part);
                } else {
                    ended = true;
                    String sha256 = hasher.hash().toString();
                    if (!sha256.equals(file.sha256())) {
                        throw new DataRefusedException(
                                place.name() + ": state " + file.path() + " in " + Ddl.STATE_PARTS + " has SHA-256 "
                                        + sha256 + ", expected " + file.sha256(),
                                null);
                    }
                }
            }
            return !ended;
        }
    }
}
