package io.playlake.client.limit;

import io.playlake.error.RateLimitedException;
import io.playlake.error.Reason;
import io.playlake.error.SinkException;
import io.playlake.time.TimeSource;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets calls pass at a rate: evenly, never more than the rate's worth in any window of about a second, none at all while
 * the API has asked for silence, and none beyond the budget of a day. The rate opens and closes as the API answers, see
 * {@link Pace}; all who share the ledger together keep to the whole of it. Thread-safe.
 */
public final class RateGovernor {

    /** One call in a hundred is kept back: what is sent evenly does not quite arrive so. */
    private static final double SHARE = 0.99;

    private final Object lock = new Object();
    private final TimeSource time;
    private final Duration maxWait;
    private final CallLedger ledger;
    private final long budget;
    private final Pacing pacing;
    /** Calls a second of all who share the ledger; how far this process has opened is its own affair. */
    private final double wanted;
    /** When the last permits were given, as a ring; the oldest is the next to be overwritten. */
    private final long[] given;

    private final Map<String, Hold> holds = new HashMap<>();
    private long count;
    private Pace pace;
    /** Permits given before this one was halved already. */
    private long firstOfPace;

    private record Hold(long nanos, Instant until) {}

    private record Slot(Duration left, long permit) {}

    /**
     * Starts a governor that owes nothing.
     *
     * @param perSecond permits a second, 0.001 to 10,000
     * @param maxWait the longest silence that a call waits out
     * @param ledger where calls are entered; it stays the caller's to close
     * @param budget calls that the ledger may hold for any 24 hours, 1 or more, or {@link CallLedger#UNLIMITED}
     */
    public RateGovernor(double perSecond, Duration maxWait, CallLedger ledger, long budget, TimeSource time) {
        this(perSecond, maxWait, ledger, budget, time, Pacing.of(perSecond, time));
    }

    RateGovernor(double perSecond, Duration maxWait, CallLedger ledger, long budget, TimeSource time, Pacing pacing) {
        this.time = time;
        this.maxWait = maxWait;
        this.ledger = ledger;
        this.budget = budget;
        this.pacing = pacing;
        this.wanted = perSecond * SHARE;
        this.pace = Pace.start(wanted);
        this.given = new long[window(wanted)];
    }

    /**
     * Waits for a permit and takes it.
     *
     * @param group of endpoints that the call belongs to
     * @return the number of the permit
     * @throws InterruptedException if the thread was interrupted; no permit is taken
     * @throws RateLimitedException if a longer silence was asked for than is waited out, or the budget is used up
     * @throws SinkException if the ledger cannot be read or written
     */
    long acquire(String group) throws InterruptedException {
        boolean paced = false;
        while (true) {
            Duration wait = silence(group);
            if (wait.isZero() && !paced) {
                wait = pacing.tryPass(rate());
                paced = wait.isZero();
            }
            if (wait.isZero()) {
                Slot slot = slot(group);
                wait = slot.left.isZero() ? lastWait(group) : slot.left;
                if (wait.isZero()) {
                    return slot.permit;
                }
            }
            time.sleep(wait);
        }
    }

    /** Waits for a slot of all who share the ledger and enters the call; returns how long to wait if that must not be. */
    private Duration lastWait(String group) throws InterruptedException {
        Duration shared = ledger(() -> ledger.pace(time.now(), wanted));
        if (!shared.isZero()) {
            time.sleep(shared);
            Duration silence = silence(group);
            if (!silence.isZero()) {
                return silence; // the slot is lost, so that not all who waited for one go at once afterwards
            }
        }
        return entered(group);
    }

    /** Learns how a call went: a good answer opens the rate a little. */
    void passed() {
        synchronized (lock) {
            pace = pace.opened();
        }
    }

    /** Learns that a call came too soon: halves the rate, once for all calls that were on their way already. */
    void refused(long permit) {
        synchronized (lock) {
            if (permit >= firstOfPace) {
                pace = pace.halved();
                firstOfPace = count;
            }
        }
    }

    /**
     * Keeps calls back for the given time from now, in every process that shares the ledger; a hold that ends sooner than
     * the present one does nothing.
     *
     * @param group of endpoints that is meant; null for all
     * @throws SinkException if the ledger cannot be written; the hold is good for this process all the same
     */
    public void hold(@Nullable String group, Duration wait) {
        Instant until = time.now().plus(wait);
        synchronized (lock) {
            Hold hold = new Hold(time.nanoTime() + wait.toNanos(), until);
            holds.merge(group == null ? "" : group, hold, (old, fresh) -> fresh.nanos - old.nanos > 0 ? fresh : old);
        }
        try {
            ledger.hold(group, until);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Returns how many calls a second may pass at present. */
    double rate() {
        synchronized (lock) {
            return pace.now();
        }
    }

    private static int window(double rate) {
        return (int) Math.max(1, Math.floor(rate));
    }

    private Duration silence(String group) {
        synchronized (lock) {
            Duration longest = Duration.ZERO;
            for (String held : new String[] {"", group}) {
                Hold hold = holds.get(held);
                long left = hold == null ? 0 : hold.nanos - time.nanoTime();
                if (hold != null && left <= 0) {
                    holds.remove(held);
                } else if (hold != null && left > longest.toNanos()) {
                    longest = bounded(
                            Duration.ofNanos(left), "the API asked for silence until " + hold.until, hold.until);
                }
            }
            return longest;
        }
    }

    private Duration bounded(Duration wait, String reason, Instant notBefore) {
        if (wait.compareTo(maxWait) > 0) {
            throw new RateLimitedException(reason + ", longer than maxWait " + maxWait, notBefore, null);
        }
        return wait;
    }

    /** Takes a place in the window, or says how long there is none. */
    private Slot slot(String group) {
        synchronized (lock) {
            Duration silence = silence(group);
            if (!silence.isZero()) {
                return new Slot(silence, 0);
            }
            int permits = window(pace.now());
            long now = time.nanoTime();
            if (count >= permits) {
                long oldest = given[(int) ((count - permits) % given.length)];
                long left = oldest + (long) (permits / pace.now() * 1e9) - now;
                if (left > 0) {
                    return new Slot(Duration.ofNanos(left), 0);
                }
            }
            given[(int) (count % given.length)] = now;
            return new Slot(Duration.ZERO, count++);
        }
    }

    private Duration entered(String group) throws InterruptedException {
        Instant now = time.now();
        Optional<CallLedger.Refusal> refusal = ledger(() -> ledger.take(group, now, budget));
        return refusal.isEmpty()
                ? Duration.ZERO
                : bounded(
                        Duration.between(now, refusal.get().notBefore()),
                        refusal.get().reason(),
                        refusal.get().notBefore());
    }

    @FunctionalInterface
    private interface LedgerCall<T> {
        T make() throws IOException;
    }

    private static <T> T ledger(LedgerCall<T> call) throws InterruptedException {
        try {
            return call.make();
        } catch (ClosedByInterruptException | FileLockInterruptionException e) {
            Thread.interrupted();
            throw new InterruptedException("interrupted while the call ledger was written");
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private static SinkException unusable(IOException cause) {
        return new SinkException("the call ledger cannot be read or written: " + Reason.of(cause), cause);
    }
}
