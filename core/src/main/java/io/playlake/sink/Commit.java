package io.playlake.sink;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the log: a run that happened, whole, or a rewriting of what earlier entries hold.
 *
 * @param seq from 1, without gaps
 * @param parentSha256 the {@code sha256} of the commit before; null in the first
 * @param attempt who committed it; a rewriting has a run id that no run has, and the logical date of the commit before
 * @param complete false if a rate limit left something over, to be continued by a run of its own
 * @param notBefore the earliest time at which calls are welcome again; null if unknown
 * @param committedAt by the clock of the process that committed; what the commit holds was received before. A copy in
 *     another dataset keeps the time of its original, so that the two are known to be the same: no less than microseconds
 * @param libraryVersion that wrote it
 * @param tables the files of every table that this commit added rows to, or made exist, by table name
 * @param stateDelta the changes of state
 * @param stateCheckpoint the whole state up to and with this commit; null in most commits
 * @param counts figures of the run, by name
 * @param replaced the files that this commit put away, and what stands in their place; empty in a run's commit, and never
 *     in a rewriting one
 * @param sha256 of this entry as stored; 64 hexadecimal digits
 */
public record Commit(
        long seq,
        @Nullable String parentSha256,
        Attempt attempt,
        boolean complete,
        @Nullable Instant notBefore,
        Instant committedAt,
        String libraryVersion,
        Map<String, List<DataFile>> tables,
        DataFile stateDelta,
        @Nullable DataFile stateCheckpoint,
        Map<String, Long> counts,
        List<Replacement> replaced,
        String sha256) {

    public Commit {
        tables = Map.copyOf(tables);
        counts = Map.copyOf(counts);
        replaced = List.copyOf(replaced);
    }

    /** Makes the commit of a run; the parameters are those of the record. */
    public Commit(
            long seq,
            @Nullable String parentSha256,
            Attempt attempt,
            boolean complete,
            @Nullable Instant notBefore,
            Instant committedAt,
            String libraryVersion,
            Map<String, List<DataFile>> tables,
            DataFile stateDelta,
            @Nullable DataFile stateCheckpoint,
            Map<String, Long> counts,
            String sha256) {
        this(
                seq,
                parentSha256,
                attempt,
                complete,
                notBefore,
                committedAt,
                libraryVersion,
                tables,
                stateDelta,
                stateCheckpoint,
                counts,
                List.of(),
                sha256);
    }

    /** Returns whether this is no run, but a rewriting of what earlier commits hold. */
    public boolean isRewriting() {
        return !replaced.isEmpty();
    }

    /** Returns whether this commit changed state that earlier ones had told of. */
    public boolean revisesState() {
        return replaced.stream().anyMatch(replacement -> replacement.table() == null);
    }
}
