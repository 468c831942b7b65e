package io.playlake.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.change.PlaylistDiff.Change;
import io.playlake.change.PlaylistDiff.Entry;
import io.playlake.change.PlaylistDiff.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaylistDiffTest {

    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant LAST_SEEN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant SINCE = Instant.parse("2026-01-01T06:00:00Z");

    @Test
    void findsNothingBetweenEqualOrders() {
        assertThat(diff("a b a", "a b a")).isEmpty();
        assertThat(diff("", "")).isEmpty();
    }

    @Test
    void tellsWhatWasAddedAndRemovedWithTheirPlaces() {
        assertThat(diff("a b c", "x a c y"))
                .containsExactly(
                        new Change(Kind.REMOVED, "b", 0, 1, null),
                        new Change(Kind.ADDED, "x", 0, null, 0),
                        new Change(Kind.ADDED, "y", 0, null, 3));
    }

    @Test
    void aMoveIsOneEventHoweverManyPositionsShift() {
        List<String> before =
                IntStream.range(0, 100).mapToObj(Integer::toString).toList();
        List<String> after = new ArrayList<>(before);
        after.add(99, after.remove(0));
        assertThat(PlaylistDiff.between(entries(before), entries(after), LAST_SEEN))
                .containsExactly(new Change(Kind.MOVED, "0", 0, 0, 99));
    }

    @Test
    void knowsRepeatsByTheirOccurrence() {
        assertThat(diff("a b a", "a b a a")).containsExactly(new Change(Kind.ADDED, "a", 2, null, 3));
        assertThat(diff("a b a", "b a"))
                .containsExactly(new Change(Kind.REMOVED, "a", 1, 2, null), new Change(Kind.MOVED, "b", 0, 1, 0));
    }

    @Test
    void knowsItemsWithoutAUri() {
        assertThat(PlaylistDiff.between(
                        entries(Arrays.asList("a", null)), entries(Arrays.asList(null, null, "a")), LAST_SEEN))
                .containsExactly(new Change(Kind.MOVED, null, 0, 1, 0), new Change(Kind.ADDED, null, 1, null, 1));
    }

    @Test
    void whatWasTakenOutAndPutInAgainIsReadded() {
        List<Entry> before = List.of(new Entry("a", LONG_AGO), new Entry("b", LONG_AGO), new Entry("c", LONG_AGO));
        List<Entry> after = List.of(new Entry("a", LONG_AGO), new Entry("b", SINCE), new Entry("c", LONG_AGO));
        assertThat(PlaylistDiff.between(before, after, LAST_SEEN))
                .containsExactly(new Change(Kind.READDED, "b", 0, 1, 1));
        assertThat(PlaylistDiff.between(before, after, SINCE))
                .as("added before the last look, so the time was rewritten")
                .isEmpty();
    }

    @Test
    void takesTimesThatAreRewrittenThroughoutForNoEvents() {
        List<Entry> before = List.of(new Entry("a", LONG_AGO), new Entry("b", LONG_AGO));
        List<Entry> after = List.of(new Entry("a", SINCE), new Entry("c", SINCE), new Entry("b", SINCE));
        assertThat(PlaylistDiff.between(before, after, LAST_SEEN))
                .containsExactly(new Change(Kind.ADDED, "c", 0, null, 1));
    }

    @Test
    void refusesEventsOfAnotherOrder() {
        List<Change> changes = diff("a b c", "c a");
        assertThatThrownBy(() -> PlaylistDiff.apply(List.of("a"), changes, (change, item) -> "x"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PlaylistDiff.apply(
                        List.of("a"), List.of(new Change(Kind.ADDED, "x", 0, null, 5)), (change, item) -> "x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Playlists of few uris, so that repeats abound, and of many. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10, 1_000_000})
    void theEventsTurnTheOldOrderIntoTheNew(int uris) {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            List<Entry> before = new ArrayList<>();
            for (int i = random.nextInt(30); i > 0; i--) {
                before.add(new Entry(uri(random, uris), LONG_AGO));
            }
            List<Entry> after = new ArrayList<>(before);
            int moves = 0;
            for (int edits = random.nextInt(10); edits > 0; edits--) {
                moves += edit(after, random, uris) ? 1 : 0;
            }
            List<Change> changes = PlaylistDiff.between(before, after, LAST_SEEN);
            assertThat(PlaylistDiff.apply(before, changes, PlaylistDiffTest::item))
                    .as("seed %d: %s", seed, changes)
                    .extracting(Entry::uri)
                    .isEqualTo(after.stream().map(Entry::uri).toList());
            assertThat(counted(before, after)).as("seed %d", seed).isEqualTo(counted(changes));
            if (uris == 1_000_000) {
                assertThat(changes.stream().filter(change -> change.kind() == Kind.MOVED))
                        .as("seed %d", seed)
                        .hasSizeLessThanOrEqualTo(moves);
            }
        }
    }

    /** Returns whether an item was moved, or put in elsewhere. */
    private static boolean edit(List<Entry> items, Random random, int uris) {
        int kind = random.nextInt(4);
        if (kind == 0 || items.isEmpty()) {
            items.add(random.nextInt(items.size() + 1), new Entry(uri(random, uris), SINCE));
        } else if (kind == 1) {
            items.remove(random.nextInt(items.size()));
        } else if (kind == 2) {
            Entry item = items.remove(random.nextInt(items.size()));
            items.add(random.nextInt(items.size() + 1), item);
        } else {
            Entry item = items.remove(random.nextInt(items.size()));
            items.add(random.nextInt(items.size() + 1), new Entry(item.uri(), SINCE));
        }
        return kind > 1;
    }

    private static @Nullable String uri(Random random, int uris) {
        int number = random.nextInt(uris);
        return number == 2 ? null : "u" + number;
    }

    private static Entry item(Change change, @Nullable Entry old) {
        assertThat(old == null ? change.uri() : old.uri()).isEqualTo(change.uri());
        return new Entry(change.uri(), null);
    }

    /** How many more of each uri there are than before, by counting. */
    private static Map<@Nullable String, Integer> counted(List<Entry> before, List<Entry> after) {
        Map<@Nullable String, Integer> count = new HashMap<>();
        after.forEach(item -> count.merge(item.uri(), 1, Integer::sum));
        before.forEach(item -> count.merge(item.uri(), -1, Integer::sum));
        count.values().removeIf(number -> number == 0);
        return count;
    }

    /** The same by the events; nothing may be both added and removed. */
    private static Map<@Nullable String, Integer> counted(List<Change> changes) {
        Map<@Nullable String, Integer> added = new HashMap<>();
        Map<@Nullable String, Integer> removed = new HashMap<>();
        changes.forEach(change -> {
            if (change.kind() == Kind.ADDED) {
                added.merge(change.uri(), 1, Integer::sum);
            } else if (change.kind() == Kind.REMOVED) {
                removed.merge(change.uri(), -1, Integer::sum);
            }
        });
        assertThat(Collections.disjoint(added.keySet(), removed.keySet())).isTrue();
        added.putAll(removed);
        return added;
    }

    private static List<Change> diff(String before, String after) {
        return PlaylistDiff.between(entries(words(before)), entries(words(after)), LAST_SEEN);
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(" ", -1));
    }

    private static List<Entry> entries(List<? extends @Nullable String> uris) {
        return uris.stream().map(uri -> new Entry(uri, LONG_AGO)).toList();
    }
}
