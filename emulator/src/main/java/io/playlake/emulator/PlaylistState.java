package io.playlake.emulator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A playlist on one day. Immutable. {@code revision} counts its versions, {@code changedAt} dates the newest. */
record PlaylistState(
        Identity identity,
        String name,
        @Nullable String description,
        long followers,
        int revision,
        Instant changedAt,
        List<Item> items) {

    String id() {
        return identity.id();
    }

    /** The version as listings say it: editors' by time, users' by count. */
    String listSnapshot() {
        Dice digest = new Dice(id().hashCode(), revision, 1);
        String plain = identity.editorial()
                ? changedAt.getEpochSecond() + ",00000000" + digest.hex(32)
                : revision + "," + digest.hex(40);
        return Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    }

    /** The version as the playlist itself says it: another format, and never equal to the other. */
    String detailSnapshot() {
        Dice digest = new Dice(id().hashCode(), revision, 2);
        ByteBuffer bytes = ByteBuffer.allocate(24)
                .putInt(identity.editorial() ? 0 : revision)
                .putLong(digest.next())
                .putLong(digest.next())
                .putInt((int) digest.next());
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    PlaylistState withFollowers(long count) {
        return new PlaylistState(identity, name, description, count, revision, changedAt, items);
    }

    /** Returns the next version. */
    PlaylistState revised(String newName, @Nullable String newDescription, Instant when, List<Item> newItems) {
        return new PlaylistState(
                identity, newName, newDescription, followers, revision + 1, when, List.copyOf(newItems));
    }
}
