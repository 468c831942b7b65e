package io.playlake.client.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A ledger of one process. */
final class MemoryCallLedger implements CallLedger {

    private final LedgerEntries entries = new LedgerEntries();
    private long due;

    @Override
    public synchronized Optional<Refusal> take(String group, Instant now, long budget) {
        Optional<Refusal> refusal = entries.refusal(group, now, budget);
        if (refusal.isEmpty()) {
            entries.add(now.getEpochSecond());
        }
        return refusal;
    }

    @Override
    public synchronized Duration pace(Instant now, double perSecond) {
        long at = PaceSlot.nanos(now);
        long slot = PaceSlot.of(due, at, perSecond);
        due = PaceSlot.after(slot, perSecond);
        return Duration.ofNanos(Math.max(0, slot - at));
    }

    @Override
    public synchronized long calls(Instant now) {
        return entries.count(now);
    }

    @Override
    public synchronized void hold(@Nullable String group, Instant until) {
        entries.hold(group, until);
    }

    @Override
    public synchronized void learn(String lesson, Instant at) {
        entries.learn(lesson, at);
    }

    @Override
    public synchronized Map<String, Instant> lessons() {
        return Map.copyOf(entries.lessons());
    }

    @Override
    public void close() {}
}
