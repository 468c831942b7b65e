package io.playlake.change;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a playlist between two of its versions, as the fewest events that turn the one order into the other.
 * An item is known by its uri and by which occurrence of that uri it is, counted from 0: a playlist may hold a track
 * twice. Items that keep their order among each other, as many as possible, have no event, however far their positions
 * shift. Pure; the work is that of sorting.
 */
public final class PlaylistDiff {

    private PlaylistDiff() {}

    /**
     * An item as far as a comparison goes.
     *
     * @param uri null if the API sent none
     * @param addedAt null if the API did not say
     */
    public record Entry(@Nullable String uri, @Nullable Instant addedAt) {}

    /** What became of an item. */
    public enum Kind {
        /** It is there now. */
        ADDED,
        /** It is gone. */
        REMOVED,
        /** It stands elsewhere among the others. */
        MOVED,
        /** It was taken out and put in again: it is there as before, but was added since the last look. */
        READDED
    }

    /**
     * One event.
     *
     * @param occurrence which of the items with this uri, from 0; in the old order for what is gone, else in the new
     * @param from its position in the old order, from 0; null if it was not there
     * @param to its position in the new order, from 0; null if it is gone
     */
    public record Change(
            Kind kind,
            @Nullable String uri,
            int occurrence,
            @Nullable Integer from,
            @Nullable Integer to) {}

    private record Occurrence(@Nullable String uri, int number) {}

    /**
     * Compares two versions.
     *
     * @param lastSeen when the old order was last known to stand: what stands in both and was added later was added again,
     *     unless all of it was, since the API rewrites these times of whole playlists
     * @return what is gone, by its old position, and then all else, by its new one
     */
    public static List<Change> between(List<Entry> before, List<Entry> after, Instant lastSeen) {
        Map<Occurrence, Integer> old = occurrences(before);
        Map<Occurrence, Integer> fresh = occurrences(after);
        List<Change> changes = new ArrayList<>();
        old.forEach((item, position) -> {
            if (!fresh.containsKey(item)) {
                changes.add(new Change(Kind.REMOVED, item.uri(), item.number(), position, null));
            }
        });
        List<Occurrence> kept = fresh.keySet().stream().filter(old::containsKey).toList();
        Set<Occurrence> added = added(kept, fresh, after, lastSeen);
        Set<Occurrence> still =
                inOrder(kept.stream().filter(item -> !added.contains(item)).toList(), old);
        fresh.forEach((item, position) -> {
            Integer from = old.get(item);
            if (!still.contains(item)) {
                Kind kind = from == null ? Kind.ADDED : added.contains(item) ? Kind.READDED : Kind.MOVED;
                changes.add(new Change(kind, item.uri(), item.number(), from, position));
            }
        });
        return changes;
    }

    /**
     * Turns the old order into the new one: takes out what has an old position, then puts in what has a new one.
     *
     * @param put makes the item that stands at the new position of an event, from the old item or null
     * @throws IllegalArgumentException if the events are not of this order
     */
    public static <T> List<T> apply(List<T> before, List<Change> changes, BiFunction<Change, @Nullable T, T> put) {
        Map<Integer, Change> out = new HashMap<>();
        for (Change change : changes) {
            Integer from = change.from();
            if (from != null && (from < 0 || from >= before.size() || out.put(from, change) != null)) {
                throw new IllegalArgumentException(change + " does not fit " + before.size() + " items");
            }
        }
        List<T> after = new ArrayList<>();
        int next = 0;
        List<Change> in = changes.stream()
                .filter(change -> change.to() != null)
                .sorted(Comparator.comparing(Change::to))
                .toList();
        for (Change change : in) {
            int to = change.to() == null ? 0 : change.to();
            while (after.size() < to && next < before.size()) {
                if (!out.containsKey(next)) {
                    after.add(before.get(next));
                }
                next++;
            }
            if (after.size() != to) {
                throw new IllegalArgumentException(change + " does not fit " + before.size() + " items");
            }
            after.add(put.apply(change, change.from() == null ? null : before.get(change.from())));
        }
        for (; next < before.size(); next++) {
            if (!out.containsKey(next)) {
                after.add(before.get(next));
            }
        }
        return after;
    }

    private static Map<Occurrence, Integer> occurrences(List<Entry> items) {
        Map<@Nullable String, Integer> count = new HashMap<>();
        Map<Occurrence, Integer> positions = new LinkedHashMap<>();
        for (Entry item : items) {
            int number = count.merge(item.uri(), 1, Integer::sum) - 1;
            positions.put(new Occurrence(item.uri(), number), positions.size());
        }
        return positions;
    }

    private static Set<Occurrence> added(
            List<Occurrence> kept, Map<Occurrence, Integer> fresh, List<Entry> after, Instant lastSeen) {
        Set<Occurrence> added = new HashSet<>();
        for (Occurrence item : kept) {
            Integer position = fresh.get(item);
            Instant time = position == null ? null : after.get(position).addedAt();
            if (time != null && time.isAfter(lastSeen)) {
                added.add(item);
            }
        }
        return added.size() == kept.size() ? Set.of() : added;
    }

    /** Returns as many items as possible whose old positions ascend: the longest increasing subsequence. */
    private static Set<Occurrence> inOrder(List<Occurrence> items, Map<Occurrence, Integer> old) {
        int[] positions = new int[items.size()];
        int[] before = new int[items.size()];
        int[] ends = new int[items.size()]; // of the sequences of each length, the one that ends lowest
        int[] lows = new int[items.size()];
        int longest = 0;
        for (int i = 0; i < positions.length; i++) {
            positions[i] = old.getOrDefault(items.get(i), -1);
            int length = -1 - Arrays.binarySearch(lows, 0, longest, positions[i]);
            before[i] = length == 0 ? -1 : ends[length - 1];
            ends[length] = i;
            lows[length] = positions[i];
            longest = Math.max(longest, length + 1);
        }
        Set<Occurrence> still = new HashSet<>();
        for (int i = longest == 0 ? -1 : ends[longest - 1]; i >= 0; i = before[i]) {
            still.add(items.get(i));
        }
        return still;
    }
}
