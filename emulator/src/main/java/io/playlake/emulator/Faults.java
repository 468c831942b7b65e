package io.playlake.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong on purpose. Faults are used up in the order in which they were given; of several that match an
 * answer, the earliest acts. Thread-safe, but a {@link Rule} is for the thread that builds it.
 *
 * <pre>{@code
 * emulator.faults().on("/playlists/{id}").times(3).answer(429, "Too many requests", Map.of("Retry-After", "1"));
 * emulator.faults().on("/browse/*").skip(1).resetConnection();
 * }</pre>
 */
public final class Faults {

    private final List<Armed> armed = new ArrayList<>();

    Faults() {}

    /**
     * Starts a rule for some answers.
     *
     * @param pattern the template of an endpoint ({@code /playlists/{id}}, {@code /api/token}), a path without {@code
     *     /v1} ({@code /playlists/37i9dQZF1D...}), or the beginning of a path and a star ({@code /browse/*})
     */
    public Rule on(String pattern) {
        return new Rule(pattern);
    }

    /** Forgets all faults that have not happened yet. */
    public synchronized void clear() {
        armed.clear();
    }

    /** Returns how many answers are still to go wrong. */
    public synchronized int pending() {
        return armed.stream().mapToInt(one -> one.times).sum();
    }

    synchronized @Nullable Fault take(String template, String path) {
        Armed acting = null;
        for (Armed one : armed) {
            if (acting == null && one.matches(template, path) && --one.skip < 0) {
                acting = one;
            }
        }
        if (acting == null) {
            return null;
        }
        if (--acting.times == 0) {
            armed.remove(acting);
        }
        return acting.fault;
    }

    private synchronized void arm(Armed one) {
        armed.add(one);
    }

    /** Says how many answers go wrong; the last call says how, and arms it. */
    public final class Rule {

        private final String pattern;
        private int skip;
        private int times = 1;

        private Rule(String pattern) {
            this.pattern = pattern;
        }

        /** Lets that many matching answers through first; 0 or more, default 0. */
        public Rule skip(int count) {
            skip = atLeast("skip", count, 0);
            return this;
        }

        /** Lets that many matching answers go wrong; 1 or more, default 1. */
        public Rule times(int count) {
            times = atLeast("times", count, 1);
            return this;
        }

        /** Sends this status with an error body of the Web API in place of the answer. */
        public void answer(int status) {
            answer(status, Answer.error(status, "Emulated fault").body(), Map.of());
        }

        /** Sends this in place of the answer, without looking at the request, its token or the rate limit. */
        public void answer(int status, String body, Map<String, String> headers) {
            arm(new Fault.Reply(status, body, Map.copyOf(headers)));
        }

        /** Closes the connection without an answer. */
        public void resetConnection() {
            arm(new Fault.Reset());
        }

        /** Announces the whole body, sends about half of it and closes the connection. */
        public void truncateBody() {
            arm(new Fault.Truncation());
        }

        /** Sends the true status and headers with this body. */
        public void replaceBody(String body) {
            arm(new Fault.Replacement(body));
        }

        private void arm(Fault fault) {
            Faults.this.arm(new Armed(pattern, skip, times, fault));
        }

        private static int atLeast(String option, int value, int least) {
            if (value < least) {
                throw new IllegalArgumentException(option + ": " + value + ", expected " + least + " or more");
            }
            return value;
        }
    }

    private static final class Armed {

        private final String pattern;
        private final Fault fault;
        private int skip;
        private int times;

        Armed(String pattern, int skip, int times, Fault fault) {
            this.pattern = pattern;
            this.skip = skip;
            this.times = times;
            this.fault = fault;
        }

        boolean matches(String template, String path) {
            return pattern.endsWith("*")
                    ? path.startsWith(pattern.substring(0, pattern.length() - 1))
                    : pattern.equals(template) || pattern.equals(path);
        }
    }
}
