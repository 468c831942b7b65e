package io.playlake.emulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong on purpose. {@linkplain FaultRule Rules} are used up in the order in which they were given; of
 * several that match an answer, the earliest acts. Where none does, poisoned positions, bursts and random faults have
 * their turn, in this order. Thread-safe, but a rule is for the thread that builds it.
 *
 * <pre>{@code
 * emulator.faults().on("/playlists/{id}").times(3).answer(429, "Too many requests", Map.of("Retry-After", "1"));
 * emulator.faults().on("/browse/*").skip(1).resetConnection();
 * emulator.faults().on("/playlists/*").query("offset=100").forever().stall();
 * }</pre>
 *
 * A pattern is the template of an endpoint ({@code /playlists/{id}}, {@code /api/token}), a path without {@code /v1}
 * ({@code /playlists/37i9dQZF1D...}), or the beginning of a path and a star ({@code /browse/*}).
 */
public final class Faults {

    private final InstantSource clock;
    private final Dice dice;
    private final List<ArmedFault> armed = new ArrayList<>();
    private final List<Poison> poisons = new ArrayList<>();
    private Instant burstUntil = Instant.MIN;
    private int burstStatus;
    private double rate;
    private int randomStatus;

    Faults(long seed, InstantSource clock) {
        this.clock = clock;
        dice = new Dice(seed, 74);
    }

    /** Starts a rule for some answers to requests that match the pattern. */
    public FaultRule on(String pattern) {
        return new FaultRule(this, pattern);
    }

    /**
     * Makes every page that contains an item unreadable: a 502 where {@code offset} and {@code limit} take in the
     * position, and for a playlist itself where its first 100 items do and {@code fields} does not leave them out.
     *
     * @param pattern of the paths of lists
     * @param position 0 or more
     */
    public synchronized void poison(String pattern, int position) {
        poisons.add(new Poison(pattern, atLeast("position", position, 0)));
    }

    /**
     * Answers every call to the Web API with a status from now on until the time is over by the emulator's clock. A
     * further burst replaces the one before.
     */
    public synchronized void burst(Duration length, int status) {
        burstStatus = status(status);
        burstUntil = clock.instant().plus(length);
    }

    /**
     * Answers some calls to the Web API with a status; the emulator's seed says which.
     *
     * @param share of the calls, 0 to 1; 0 ends it
     */
    public synchronized void randomly(double share, int status) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share: " + share + ", expected 0 to 1");
        }
        randomStatus = status(status);
        rate = share;
    }

    /** Forgets all faults that have not happened yet, of every kind. */
    public synchronized void clear() {
        armed.clear();
        poisons.clear();
        burstUntil = Instant.MIN;
        rate = 0;
    }

    /** Returns how many answers rules are still to spoil; a rule for ever does not count, nor does what is no rule. */
    public synchronized int pending() {
        return armed.stream().mapToInt(ArmedFault::pending).sum();
    }

    synchronized @Nullable Fault take(FaultTarget target) {
        ArmedFault acting = null;
        for (ArmedFault one : armed) {
            if (acting == null && one.matches(target) && one.due()) {
                acting = one;
            }
        }
        if (acting != null) {
            if (acting.use()) {
                armed.remove(acting);
            }
            return acting.fault();
        }
        if (poisons.stream().anyMatch(poison -> poison.hits(target))) {
            return reply(Answer.error(502, "Bad gateway."));
        }
        if (target.api() && clock.instant().isBefore(burstUntil)) {
            return reply(failure(burstStatus));
        }
        return target.api() && rate > 0 && dice.chance(rate) ? reply(failure(randomStatus)) : null;
    }

    synchronized void arm(ArmedFault one) {
        armed.add(one);
    }

    static Answer failure(int status) {
        return Answer.error(status, "Emulated fault");
    }

    static int status(int status) {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("status: " + status + ", expected 200 to 599");
        }
        return status;
    }

    static int atLeast(String option, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(option + ": " + value + ", expected " + least + " or more");
        }
        return value;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Fault reply(Answer answer) {
        return new Fault.Reply(answer);
    }

    private record Poison(String pattern, int position) {

        boolean hits(FaultTarget target) {
            return target.matches(pattern) && target.shows(position);
        }
    }
}
