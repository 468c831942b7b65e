package io.playlake.change;

import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a playlist from run to run.
 *
 * @param listSnapshot in the listing that made its last successful read due; null if that had none
 * @param detailSnapshot that came with its items; null if there was none
 * @param contentHash of its items; null if the app is not shown them
 * @param orderHash of its ordered uris; null likewise
 * @param items number of its items
 * @param nulls of which null
 * @param verifiedAt when its items were last read
 * @param stored the start of the hash of every version the dataset holds, 32 hexadecimal digits each
 * @param suspect content hash that was held back, or a word for items that were not shown; accepted when it is seen
 *     again; null if there is none
 * @param unfinished whether its last turn ended without a successful read
 */
public record PlaylistState(
        StateKey key,
        @Nullable String listSnapshot,
        @Nullable String detailSnapshot,
        @Nullable String contentHash,
        @Nullable String orderHash,
        int items,
        int nulls,
        Instant verifiedAt,
        SortedSet<String> stored,
        @Nullable String suspect,
        boolean unfinished) {

    /** Enough of a hash to tell the versions of one playlist apart. */
    private static final int STORED_DIGITS = 32;

    /** Returns whether the dataset holds this version of the playlist. */
    public boolean holds(String hash) {
        return stored.contains(hash.substring(0, STORED_DIGITS));
    }

    /** Returns the versions stored, and this one. */
    public SortedSet<String> storedWith(String hash) {
        SortedSet<String> all = storedOnly(hash);
        all.addAll(stored);
        return all;
    }

    /** Returns the set of one version. */
    public static SortedSet<String> storedOnly(String hash) {
        return new TreeSet<>(List.of(hash.substring(0, STORED_DIGITS)));
    }

    /** Returns this state, marked as due whatever its snapshot says, with a version held back or none. */
    public PlaylistState unfinished(@Nullable String suspectHash) {
        return new PlaylistState(
                key,
                listSnapshot,
                detailSnapshot,
                contentHash,
                orderHash,
                items,
                nulls,
                verifiedAt,
                stored,
                suspectHash,
                true);
    }
}
