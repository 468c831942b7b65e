package io.playlake.emulator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/**
 * What a snapshot id is made of. Immutable.
 *
 * @param stir 0 for a version that goes by the revision alone
 */
record Version(Identity identity, int revision, Instant changedAt, long stir) {

    /** Returns another version for each number but 0. */
    Version stirred(long number) {
        return new Version(identity, revision, changedAt, number);
    }

    /** The version as listings say it: editors' by time, users' by count. */
    String listed() {
        Dice digest = digest(1);
        String plain = identity.editorial()
                ? changedAt.getEpochSecond() + ",00000000" + digest.hex(32)
                : revision + "," + digest.hex(40);
        return Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    }

    /** The version as the playlist itself says it: another format, and never equal to the other. */
    String detail() {
        Dice digest = digest(2);
        ByteBuffer bytes = ByteBuffer.allocate(24)
                .putInt(identity.editorial() ? 0 : revision)
                .putLong(digest.next())
                .putLong(digest.next())
                .putInt((int) digest.next());
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private Dice digest(int kind) {
        int id = identity.id().hashCode();
        return stir == 0 ? new Dice(id, revision, kind) : new Dice(id, revision, kind, stir);
    }
}
