package io.playlake.run;

import io.playlake.error.CancelledException;
import io.playlake.error.ConfigurationException;
import io.playlake.error.MalformedResponseException;
import io.playlake.error.RateLimitedException;
import io.playlake.error.RequestRefusedException;
import io.playlake.error.TryLaterException;
import io.playlake.raw.RawUnit;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Fetches due playlists, several at a time. One that fails alone is its own affair; a limit, or an API that fails one
 * after the other, ends the fetching for all.
 */
final class FetchPool implements AutoCloseable {

    /** So many playlists in a row whose calls kept failing are no longer their own affair. */
    private static final int IN_A_ROW = 5;

    private final PlaylistFetcher fetcher;
    private final ExecutorService threads;
    private final BlockingQueue<String> finished = new LinkedBlockingQueue<>();
    /** Playlists that finished and were told of, but not asked for yet; used by the thread that runs. */
    private final Set<String> told = new HashSet<>();

    private final AtomicInteger inARow = new AtomicInteger();
    private final AtomicReference<@Nullable TryLaterException> stop = new AtomicReference<>();

    FetchPool(PlaylistFetcher fetcher, int width) {
        this.fetcher = fetcher;
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(width, task -> {
            Thread thread = new Thread(task, "playlake-fetch-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    Future<FetchResult> submit(Turn turn) {
        FutureTask<FetchResult> task = new FutureTask<>(() -> fetch(turn)) {
            @Override
            protected void done() {
                finished.add(turn.listed().id());
            }
        };
        threads.execute(task);
        return task;
    }

    /** Waits for a result, and tells of every turn that ends meanwhile; what must end the run is thrown here. */
    FetchResult get(Turn turn, Future<FetchResult> result, Runnable onFinished) {
        try {
            while (!told.remove(turn.listed().id())) {
                told.add(finished.take());
                onFinished.run();
            }
            return result.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("interrupted while playlists were fetched", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Returns what ended the fetching early; null if nothing did. */
    @Nullable
    TryLaterException stopped() {
        return stop.get();
    }

    /** Ends all threads and the calls they are in, and waits for them: none writes to the stage afterwards. */
    @Override
    public void close() {
        threads.shutdownNow();
        boolean interrupted = Thread.interrupted();
        while (!threads.isTerminated()) {
            try {
                if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
                    threads.shutdownNow();
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is staged already needs no call, so it is taken up even when calls are at an end. */
    private FetchResult fetch(Turn turn) {
        Optional<RawUnit> staged = fetcher.adopt(turn.listed(), turn.state());
        if (staged.isPresent()) {
            return new FetchResult.Staged(staged.get());
        }
        if (stop.get() != null) {
            return new FetchResult.Postponed();
        }
        try {
            RawUnit unit = fetcher.fetch(turn.listed(), turn.decision(), turn.state());
            inARow.set(0);
            return new FetchResult.Staged(unit);
        } catch (RateLimitedException e) {
            stop.compareAndSet(null, e);
            return new FetchResult.Postponed();
        } catch (TryLaterException e) {
            if (inARow.incrementAndGet() >= IN_A_ROW) {
                stop.compareAndSet(null, e);
            }
            return new FetchResult.Failed(e);
        } catch (MalformedResponseException e) {
            inARow.set(0);
            return new FetchResult.Failed(e);
        } catch (RequestRefusedException e) {
            inARow.set(0);
            boolean unknown = e.status() == 404 || e.status() == 400;
            if (unknown && turn.listed().byIdOnly() && turn.state() == null) {
                throw new ConfigurationException(
                        "source ids: there is no playlist '" + turn.listed().id() + "', or none that this app may see",
                        e);
            }
            return new FetchResult.Failed(e);
        }
    }
}
