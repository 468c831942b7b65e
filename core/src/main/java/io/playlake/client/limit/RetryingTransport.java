package io.playlake.client.limit;

import io.playlake.client.http.ErrorText;
import io.playlake.client.http.Excerpt;
import io.playlake.client.http.HttpRequest;
import io.playlake.client.http.HttpResponse;
import io.playlake.client.http.HttpTransport;
import io.playlake.error.MalformedResponseException;
import io.playlake.error.QuotaExceededException;
import io.playlake.error.RateLimitedException;
import io.playlake.error.Reason;
import io.playlake.error.ServerFailingException;
import io.playlake.error.TryLaterException;
import io.playlake.time.TimeSource;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Repeats calls that failed for the moment: transport faults, 202, 5xx, a 200 that is no JSON, and 429 after the wait
 * that it asks for. Every other answer is handed out as it is. Thread-safe.
 */
public final class RetryingTransport implements HttpTransport {

    /** A day's quota comes back by and by; where nobody says when, calling every minute would be spinning. */
    private static final Duration QUOTA_WAIT = Duration.ofHours(1);

    private final HttpTransport next;
    private final RetryPolicy policy;
    private final Duration maxWait;
    private final TimeSource time;
    private final DoubleSupplier chance;
    private final Holding holding;
    private final LongAdder retries = new LongAdder();
    private final LongAdder rateLimited = new LongAdder();

    /** Keeps other calls back too. */
    @FunctionalInterface
    public interface Holding {
        /** Keeps calls back from now; the group of endpoints is null if all are meant. */
        void hold(@Nullable String group, Duration wait);
    }

    /**
     * Decorates a transport.
     *
     * @param next closed with this one
     * @param maxWait the longest single wait; a longer one becomes a {@link TryLaterException}
     * @param chance gives numbers from 0 to 1
     * @param holding learns of each 429's wait, before it is waited
     */
    public RetryingTransport(
            HttpTransport next,
            RetryPolicy policy,
            Duration maxWait,
            TimeSource time,
            DoubleSupplier chance,
            Holding holding) {
        this.next = next;
        this.policy = policy;
        this.maxWait = maxWait;
        this.time = time;
        this.chance = chance;
        this.holding = holding;
    }

    /**
     * {@inheritDoc}
     *
     * @throws RateLimitedException if the last try answered 429, and the same holds
     * @throws QuotaExceededException if that was about the quota of a group of endpoints
     * @throws ServerFailingException if the last try answered 202 or 5xx, and the same holds
     * @throws TryLaterException if the retries are used up, or a wait would be too long
     * @throws MalformedResponseException if the last try answered 200 with something other than JSON
     */
    @Override
    public HttpResponse execute(HttpRequest request, Duration deadline) throws InterruptedException {
        Call call = new Call(request, time.nanoTime());
        for (int attempt = 1; ; attempt++) {
            Duration wait;
            try {
                HttpResponse response = next.execute(request, deadline);
                if (!isTransient(response)) {
                    return response.onTry(attempt);
                }
                wait = call.waitAfter(attempt, response, null);
            } catch (IOException e) {
                wait = call.waitAfter(attempt, null, e);
            }
            retries.increment();
            time.sleep(wait);
        }
    }

    private static boolean isTransient(HttpResponse response) {
        return Verdict.of(response) != Verdict.FINAL || (response.status() == 200 && !looksLikeJson(response.body()));
    }

    private static boolean looksLikeJson(byte[] body) {
        int first = 0;
        int last = body.length - 1;
        while (first <= last && body[first] <= ' ' && body[first] >= 0) {
            first++;
        }
        while (last > first && body[last] <= ' ' && body[last] >= 0) {
            last--;
        }
        return last > first && ((body[first] == '{' && body[last] == '}') || (body[first] == '[' && body[last] == ']'));
    }

    /** Returns how many tries were repetitions. */
    public long retries() {
        return retries.sum();
    }

    /** Returns how many answers were 429. */
    public long rateLimited() {
        return rateLimited.sum();
    }

    @Override
    public void close() {
        next.close();
    }

    /** One call through all its tries. */
    private final class Call {

        private final HttpRequest request;
        private final long begun;
        private long waitedOnRequest;

        Call(HttpRequest request, long begun) {
            this.request = request;
            this.begun = begun;
        }

        Duration waitAfter(int attempt, @Nullable HttpResponse response, @Nullable IOException fault) {
            Instant now = time.now();
            Verdict verdict = response == null ? Verdict.FAILING : Verdict.of(response);
            Duration asked = response == null
                    ? null
                    : RetryAfter.parse(response.header("Retry-After").orElse(null), now);
            if (asked == null && verdict == Verdict.QUOTA) {
                asked = QUOTA_WAIT;
            }
            boolean limited = verdict == Verdict.TOO_FAST || verdict == Verdict.QUOTA;
            Duration wait = asked == null ? policy.backoff(attempt, dice(limited)) : padded(asked);
            if (limited) {
                rateLimited.increment();
                holding.hold(verdict == Verdict.QUOTA ? request.group() : null, wait);
            }
            Instant notBefore = asked == null ? null : now.plus(asked);
            if (asked != null && asked.compareTo(maxWait) > 0) {
                String what = "asks to wait " + asked + ", longer than maxWait " + maxWait;
                throw limited
                        ? tryLater(what, notBefore, response, fault)
                        : new TryLaterException(message(what, response, fault), notBefore, fault);
            }
            if (attempt >= Math.min(policy.attempts(), request.attempts())) {
                throw exhausted("failed " + (attempt == 1 ? "once" : attempt + " times"), notBefore, response, fault);
            }
            long spent = time.nanoTime() - begun - waitedOnRequest;
            if (!limited && spent + wait.toNanos() > policy.budget().toNanos()) {
                throw exhausted("used up its retry budget " + policy.budget(), notBefore, response, fault);
            }
            if (limited) {
                waitedOnRequest += wait.toNanos();
            }
            return wait;
        }

        /** A 429 without a usable wait must not be answered at once, whatever the dice say. */
        private double dice(boolean limited) {
            double dice = chance.getAsDouble();
            return limited ? 0.5 + dice / 2 : dice;
        }

        /** A little later than asked, so that clients that were told the same do not return as one. */
        private Duration padded(Duration asked) {
            double most = Math.min(1e9, asked.toNanos() / 10.0);
            Duration padded = asked.plusNanos((long) (most * chance.getAsDouble()));
            return asked.compareTo(maxWait) <= 0 && padded.compareTo(maxWait) > 0 ? maxWait : padded;
        }

        private RuntimeException exhausted(
                String what,
                @Nullable Instant notBefore,
                @Nullable HttpResponse response,
                @Nullable IOException fault) {
            if (response != null && response.status() == 200) {
                return new MalformedResponseException(
                        request.place(), "$", "expected JSON, found " + text(response), null);
            }
            return tryLater(what, notBefore, response, fault);
        }

        /** The answer to a form may echo its secrets, or grant new ones: it is not shown. */
        private String text(HttpResponse response) {
            return request.form() == null ? ErrorText.of(response.body()).message() : "something else";
        }

        private String status(HttpResponse response) {
            return "status " + response.status() + (request.form() == null ? " " + text(response) : "");
        }

        private String message(String what, @Nullable HttpResponse response, @Nullable IOException fault) {
            String last = response != null ? status(response) : fault == null ? "nothing" : Reason.of(fault);
            return request.place() + " " + what + "; last: " + Excerpt.of(last);
        }

        private TryLaterException tryLater(
                String what,
                @Nullable Instant notBefore,
                @Nullable HttpResponse response,
                @Nullable IOException fault) {
            String message = message(what, response, fault);
            return switch (response == null ? Verdict.FAILING : Verdict.of(response)) {
                case TOO_FAST -> new RateLimitedException(message, notBefore, fault);
                case QUOTA -> new QuotaExceededException(request.group(), message, notBefore, fault);
                case FAILING, FINAL ->
                    response == null
                            ? new TryLaterException(message, notBefore, fault)
                            : new ServerFailingException(response.status(), message, notBefore);
            };
        }
    }
}
