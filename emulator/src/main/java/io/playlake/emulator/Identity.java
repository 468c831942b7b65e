package io.playlake.emulator;

import org.jspecify.annotations.Nullable;

/**
 * What never changes about a playlist.
 *
 * @param image the cover; null for a playlist that shows none
 * @param shared whether the emulator's user collaborates on it without owning it
 * @param hiddenOwner whether listings leave out the owner
 */
record Identity(
        String id,
        Owner owner,
        boolean open,
        boolean collaborative,
        boolean shared,
        @Nullable String image,
        @Nullable String primaryColor,
        boolean hiddenOwner) {

    boolean editorial() {
        return owner.equals(Owner.SPOTIFY);
    }

    boolean own() {
        return owner.equals(Owner.SELF);
    }
}
