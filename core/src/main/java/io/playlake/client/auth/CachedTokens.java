package io.playlake.client.auth;

import io.playlake.error.RateLimitedException;
import io.playlake.error.TryLaterException;
import io.playlake.time.TimeSource;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Keeps a token until shortly before it expires; whoever finds none fetches, and the others wait for that flight. */
final class CachedTokens implements TokenProvider {

    private static final Duration MARGIN = Duration.ofSeconds(60);

    /** Fetches a token; called by one thread at a time. */
    @FunctionalInterface
    interface Source {
        TokenAnswer fetch() throws IOException, InterruptedException;
    }

    private record Held(Secret token, long staleAt) {}

    private final Source source;
    private final String account;
    private final TimeSource time;
    private final Object lock = new Object();
    private @Nullable Held held;
    private @Nullable CompletableFuture<Secret> flight;
    /** The last failure that named a time; before then nobody asks again. */
    private @Nullable TryLaterException refusal;

    CachedTokens(Source source, String account, TimeSource time) {
        this.source = source;
        this.account = account;
        this.time = time;
    }

    @Override
    public Secret token() throws IOException, InterruptedException {
        while (true) {
            CompletableFuture<Secret> mine = null;
            CompletableFuture<Secret> awaited;
            synchronized (lock) {
                if (held != null && time.nanoTime() - held.staleAt < 0) {
                    return held.token;
                }
                if (refusal != null) {
                    if (refusal.notBefore().filter(time.now()::isBefore).isPresent()) {
                        throw refusal instanceof RateLimitedException
                                ? new RateLimitedException(
                                        refusal.getMessage(),
                                        refusal.notBefore().orElse(null),
                                        refusal)
                                : new TryLaterException(
                                        refusal.getMessage(),
                                        refusal.notBefore().orElse(null),
                                        refusal);
                    }
                    refusal = null;
                }
                if (flight == null) {
                    mine = new CompletableFuture<>();
                    flight = mine;
                }
                awaited = flight;
            }
            if (mine != null) {
                return fly(mine);
            }
            try {
                return awaited.get();
            } catch (ExecutionException e) {
                Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
                if (cause instanceof InterruptedException) {
                    continue; // it was the other thread that was called off
                }
                if (cause instanceof IOException io) {
                    throw new IOException(io.getMessage(), io);
                }
                if (cause instanceof RuntimeException runtime) {
                    throw runtime;
                }
                throw new IllegalStateException(cause);
            }
        }
    }

    private Secret fly(CompletableFuture<Secret> mine) throws IOException, InterruptedException {
        try {
            TokenAnswer answer = source.fetch();
            Duration margin = min(MARGIN, answer.lifetime().dividedBy(2));
            long staleAt = time.nanoTime() + answer.lifetime().minus(margin).toNanos();
            land(new Held(answer.accessToken(), staleAt), null);
            mine.complete(answer.accessToken());
            return answer.accessToken();
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            land(null, e instanceof TryLaterException later ? later : null);
            mine.completeExceptionally(e);
            throw e;
        }
    }

    private void land(@Nullable Held fresh, @Nullable TryLaterException later) {
        synchronized (lock) {
            refusal = later;
            held = fresh;
            flight = null;
        }
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    @Override
    public void refused(Secret token) {
        synchronized (lock) {
            if (held != null && held.token.equals(token)) {
                held = null;
            }
        }
    }

    @Override
    public String account() {
        return account;
    }

    @Override
    public String toString() {
        return "CachedTokens[account=" + account + "]";
    }
}
