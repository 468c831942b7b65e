package io.playlake.client.limit;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The entries of a ledger as they stand in memory: at most one number for each second of a day. Not thread-safe. */
final class LedgerEntries {

    private static final String ALL = "";

    /** How many calls were entered in a second, by the second since 1970. */
    private final NavigableMap<Long, Integer> calls = new TreeMap<>();

    private long total;

    private final Map<String, Instant> holds = new HashMap<>();
    private final Map<String, Instant> lessons = new TreeMap<>();

    /** Returns why a call must not be made now; empty if it may. */
    Optional<CallLedger.Refusal> refusal(String group, Instant now, long budget) {
        for (String held : new String[] {ALL, group}) {
            Instant until = holds.get(held);
            if (until != null && now.isBefore(until)) {
                return Optional.of(CallLedger.Refusal.held(held.equals(ALL) ? null : group, until));
            }
        }
        long surplus = count(now) - budget;
        if (surplus < 0) {
            return Optional.empty();
        }
        for (Map.Entry<Long, Integer> second : calls.entrySet()) {
            surplus -= second.getValue();
            if (surplus < 0) {
                Instant free = Instant.ofEpochSecond(second.getKey() + 1).plus(CallLedger.WINDOW);
                return Optional.of(CallLedger.Refusal.overBudget(budget, free));
            }
        }
        throw new IllegalStateException("more calls counted than entered");
    }

    void add(long second) {
        calls.merge(second, 1, Integer::sum);
        total++;
    }

    long count(Instant now) {
        long oldest = now.minus(CallLedger.WINDOW).getEpochSecond();
        while (!calls.isEmpty() && calls.firstKey() < oldest) {
            total -= calls.pollFirstEntry().getValue();
        }
        return total;
    }

    void hold(@Nullable String group, Instant until) {
        holds.merge(group == null ? ALL : group, until, (one, other) -> one.isAfter(other) ? one : other);
    }

    void learn(String lesson, Instant at) {
        lessons.merge(lesson, at, (one, other) -> one.isAfter(other) ? one : other);
    }

    Map<String, Instant> holds() {
        return holds;
    }

    Map<String, Instant> lessons() {
        return lessons;
    }
}
