package io.playlake.emulator;

import java.time.Instant;
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

    Version version() {
        return new Version(identity, revision, changedAt, 0);
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
