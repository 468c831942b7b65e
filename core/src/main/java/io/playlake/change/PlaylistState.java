package io.playlake.change;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
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
 * @param stored every version the dataset holds: the start of its hash, 24 hexadecimal digits, and the number of the
 *     commit that holds its items
 * @param suspect content hash that was held back, or a word for items that were not shown; accepted when it is seen
 *     again; null if there is none
 * @param unfinished whether its last turn ended without a successful read
 * @param idleMoves how often in a row its snapshot moved and its items did not
 * @param auditCycle how long at most it goes unread while its snapshot stands, since that was once caught standing
 *     still over a change; null if it is audited like all others
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
        SortedMap<String, Long> stored,
        @Nullable String suspect,
        boolean unfinished,
        int idleMoves,
        @Nullable Duration auditCycle) {

    /** Enough of a hash to tell the versions of one playlist apart. */
    private static final int STORED_DIGITS = 24;

    /** Snapshots that moved so often for nothing tell nothing. */
    static final int VOLATILE = 3;

    public PlaylistState {
        stored = Collections.unmodifiableSortedMap(new TreeMap<>(stored));
    }

    /** Returns whether the dataset holds this version of the playlist. */
    public boolean holds(String hash) {
        return stored.containsKey(start(hash));
    }

    /** Returns the number of the commit that holds the items of a version; empty if the dataset does not hold it. */
    public OptionalLong holder(String hash) {
        Long seq = stored.get(start(hash));
        return seq == null ? OptionalLong.empty() : OptionalLong.of(seq);
    }

    /** Returns the versions stored, and one that a commit adds, unless it is among them. */
    public static SortedMap<String, Long> stored(@Nullable PlaylistState before, String hash, long seq) {
        SortedMap<String, Long> all = before == null ? new TreeMap<>() : new TreeMap<>(before.stored);
        all.putIfAbsent(start(hash), seq);
        return all;
    }

    /** Returns whether its snapshot moves so often without a change that only the items tell. */
    public boolean isVolatile() {
        return idleMoves >= VOLATILE;
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
                true,
                idleMoves,
                auditCycle);
    }

    /** Returns this state without those versions stored of which the start of the hash passes a test. */
    public PlaylistState without(Predicate<String> gone) {
        SortedMap<String, Long> left = new TreeMap<>(stored);
        left.keySet().removeIf(gone);
        return new PlaylistState(
                key,
                listSnapshot,
                detailSnapshot,
                contentHash,
                orderHash,
                items,
                nulls,
                verifiedAt,
                left,
                suspect,
                unfinished,
                idleMoves,
                auditCycle);
    }

    /** Returns the start of a hash, which tells the versions of one playlist apart; see {@link #stored}. */
    public static String start(String hash) {
        return hash.substring(0, STORED_DIGITS);
    }
}
