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
 * Fetches due playlists and then what else is asked for, several at a time. One that fails alone is its own affair; a limit, or an API that fails one
 * after the other, ends the fetching for all.
 */
final class FetchPool implements AutoCloseable {

    /** So many playlists in a row whose calls kept failing are no longer their own affair. */
    private static final int IN_A_ROW = 5;

    /** Something to fetch into a unit, unless an earlier attempt has. */
    interface Work {

        /** Returns the unit of an earlier attempt; no call is made. */
        Optional<RawUnit> adopt();

        RawUnit fetch();
    }

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

    /** Queues work that is no playlist's turn; what was submitted before begins before it. */
    Future<FetchResult> submit(Work work) {
        FutureTask<FetchResult> task = new FutureTask<>(() -> fetch(work));
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
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        return get(result);
    }

    /** Waits for a result; what must end the run is thrown here. */
    FetchResult get(Future<FetchResult> result) {
        try {
            return result.get();
        } catch (InterruptedException e) {
            throw interrupted(e);
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

    private static CancelledException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new CancelledException("interrupted while playlists were fetched", e);
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

    private FetchResult fetch(Turn turn) {
        FetchResult result = fetch(new Work() {
            @Override
            public Optional<RawUnit> adopt() {
                return fetcher.adopt(turn.listed(), turn.state());
            }

            @Override
            public RawUnit fetch() {
                return fetcher.fetch(turn.listed(), turn.decision(), turn.state());
            }
        });
        if (result instanceof FetchResult.Failed failed && failed.cause() instanceof RequestRefusedException e) {
            boolean unknown = e.status() == 404 || e.status() == 400;
            if (unknown && turn.listed().byIdOnly() && turn.state() == null) {
                throw new ConfigurationException(
                        "source ids: there is no playlist '" + turn.listed().id() + "', or none that this app may see",
                        e);
            }
        }
        return result;
    }

    /** What is staged already needs no call, so it is taken up even when calls are at an end. */
    private FetchResult fetch(Work work) {
        Optional<RawUnit> staged = work.adopt();
        if (staged.isPresent()) {
            return new FetchResult.Staged(staged.get());
        }
        if (stop.get() != null) {
            return new FetchResult.Postponed();
        }
        try {
            RawUnit unit = work.fetch();
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
        } catch (MalformedResponseException | RequestRefusedException e) {
            inARow.set(0);
            return new FetchResult.Failed(e);
        }
    }
}
