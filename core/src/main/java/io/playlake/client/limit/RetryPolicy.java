package io.playlake.client.limit;

import io.playlake.error.ConfigurationException;
import java.time.Duration;

/** How often a failed call is tried again, and after which wait. Immutable; the arithmetic is pure. */
public final class RetryPolicy {

    private final int attempts;
    private final Duration base;
    private final Duration cap;
    private final Duration budget;

    private RetryPolicy(Builder builder) {
        this.attempts = builder.attempts;
        this.base = builder.base;
        this.cap = builder.cap;
        this.budget = builder.budget;
    }

    /** Returns the policy of all defaults. */
    public static RetryPolicy defaults() {
        return builder().build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Returns how often a call is tried in all, the first time included; at least 1. */
    public int attempts() {
        return attempts;
    }

    /** Returns the longest wait after the first failure. */
    public Duration base() {
        return base;
    }

    /** Returns the longest wait after any failure. */
    public Duration cap() {
        return cap;
    }

    /** Returns how long after its beginning a call may still be tried again; waits that the API asked for aside. */
    public Duration budget() {
        return budget;
    }

    /**
     * Returns the wait after a failed attempt: the whole of {@code base * 2^(attempt-1)}, but at most the cap, times
     * the given chance (full jitter).
     *
     * @param attempt which attempt failed, counted from 1
     * @param chance from 0 to 1
     */
    public Duration backoff(int attempt, double chance) {
        double ceiling = Math.min((double) cap.toNanos(), base.toNanos() * Math.pow(2, Math.max(0, attempt - 1)));
        return Duration.ofNanos((long) (ceiling * Math.max(0, Math.min(1, chance))));
    }

    @Override
    public String toString() {
        return "RetryPolicy[attempts=" + attempts + ", base=" + base + ", cap=" + cap + ", budget=" + budget + "]";
    }

    /** Builds a {@link RetryPolicy}. Not thread-safe. */
    public static final class Builder {

        private int attempts = 5;
        private Duration base = Duration.ofMillis(500);
        private Duration cap = Duration.ofSeconds(30);
        private Duration budget = Duration.ofMinutes(2);

        private Builder() {}

        /** Sets how often a call is tried in all: 1 to 100, default 5. */
        public Builder attempts(int value) {
            this.attempts = value;
            return this;
        }

        /** Sets the longest wait after the first failure: above 0, default 500 ms. */
        public Builder base(Duration value) {
            this.base = value;
            return this;
        }

        /** Sets the longest wait after any failure: from the base to an hour, default 30 s. */
        public Builder cap(Duration value) {
            this.cap = value;
            return this;
        }

        /** Sets how long after its beginning a call may still be tried again: 0 to a day, default 2 min. */
        public Builder budget(Duration value) {
            this.budget = value;
            return this;
        }

        /** Returns the policy, or throws a {@link ConfigurationException} that names an option out of its range. */
        public RetryPolicy build() {
            check(attempts >= 1 && attempts <= 100, "attempts", attempts, "1 to 100");
            check(!base.isNegative() && !base.isZero(), "base", base, "more than 0");
            check(
                    cap.compareTo(base) >= 0 && cap.compareTo(Duration.ofHours(1)) <= 0,
                    "cap",
                    cap,
                    "the base " + base + " to PT1H");
            check(!budget.isNegative() && budget.compareTo(Duration.ofDays(1)) <= 0, "budget", budget, "0 to a day");
            return new RetryPolicy(this);
        }

        private static void check(boolean good, String option, Object value, String expected) {
            if (!good) {
                throw new ConfigurationException("retryPolicy." + option + " is " + value + ", expected " + expected);
            }
        }
    }
}
