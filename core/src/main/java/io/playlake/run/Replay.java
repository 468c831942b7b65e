package io.playlake.run;

import io.playlake.error.ConfigurationException;
import io.playlake.error.Reason;
import io.playlake.error.SinkException;
import io.playlake.error.TryLaterException;
import io.playlake.sink.Commit;
import io.playlake.sink.Dataset;
import io.playlake.storage.BlobStore;
import java.io.IOException;
import java.security.SecureRandom;

/** Makes a dataset level with another, whichever sinks they are in, without any API call. */
public final class Replay {

    private Replay() {}

    /**
     * What was copied.
     *
     * @param commits copied; 0 if nothing was missing
     * @param rows in them, of all tables
     * @param seq the commit that both are level with
     */
    public record Result(long commits, long rows, long seq) {}

    /**
     * Copies the commits that {@code to} lacks, each as one commit of the same run, number, rows and state; its lock is
     * held meanwhile, that of {@code from} is not needed. What was copied before a failure stays, and is not copied again.
     *
     * @param to empty, or holding a beginning of what {@code from} holds
     * @throws TryLaterException if a run holds {@code to}
     * @throws ConfigurationException if {@code from} holds no commit
     * @throws io.playlake.error.StateException if {@code to} holds other runs
     * @throws io.playlake.error.DataRefusedException if what is read is damaged
     * @throws SinkException if one of them cannot be read or written
     */
    public static Result run(Dataset from, Dataset to) {
        BlobStore.Lock lock =
                to.tryLock().orElseThrow(() -> new TryLaterException("a run is at work on " + to.name(), null, null));
        try (lock) {
            if (from.head().isEmpty()) {
                throw new ConfigurationException(from.name() + " holds no run yet, so there is nothing to copy");
            }
            to.recover(lock);
            LogCopy copy = new LogCopy(from, to, new SecureRandom());
            copy.run();
            return new Result(
                    copy.commits(), copy.rows(), to.head().map(Commit::seq).orElse(0L));
        } catch (IOException e) {
            throw new SinkException(to.name() + ": the lock cannot be given up: " + Reason.of(e), e);
        }
    }
}
