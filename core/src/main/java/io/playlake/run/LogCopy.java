package io.playlake.run;

import io.playlake.error.DataRefusedException;
import io.playlake.error.SinkException;
import io.playlake.error.StateException;
import io.playlake.schema.Row;
import io.playlake.schema.TableSchema;
import io.playlake.sink.Attempt;
import io.playlake.sink.Commit;
import io.playlake.sink.CommitDraft;
import io.playlake.sink.CommitOutcome;
import io.playlake.sink.DataFile;
import io.playlake.sink.Dataset;
import io.playlake.sink.RowReader;
import io.playlake.sink.SinkSession;
import io.playlake.sink.TableWriter;
import io.playlake.table.SpotifyTables;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Copies commits that one dataset lacks from another, in order and in bounded memory: the same runs under the same
 * numbers, with the same rows and state. The number matters, for state names commits by it.
 */
final class LogCopy {

    private final Dataset source;
    private final Dataset target;
    private final RandomGenerator random;
    private long commits;
    private long rows;

    LogCopy(Dataset source, Dataset target, RandomGenerator random) {
        this.source = source;
        this.target = target;
        this.random = random;
    }

    /** Returns how many commits were copied so far. */
    long commits() {
        return commits;
    }

    /** Returns how many rows, of all tables, the commits copied so far have. */
    long rows() {
        return rows;
    }

    /**
     * Returns the head of the target.
     *
     * @throws StateException if the source does not hold what the target holds
     */
    Optional<Commit> requireBeginning() {
        Optional<Commit> head = target.head();
        head.ifPresent(there -> {
            long newest = source.head().map(Commit::seq).orElse(0L);
            if (there.seq() > newest) {
                throw new StateException(
                        target.name() + " holds " + there.seq() + " commits, and " + source.name() + " only " + newest,
                        null);
            }
            requireSame(source.commit(there.seq()), there);
        });
        return head;
    }

    /**
     * Makes the target level with the source. The lock of the target should be held; it may fail between two commits, and
     * is done again then.
     *
     * @throws StateException if the target holds other runs than the source, or the source holds a table that is not known
     * @throws DataRefusedException if the source is damaged
     * @throws SinkException if one of them cannot be read or written
     */
    void run() {
        Optional<Commit> base = requireBeginning();
        long copied = base.map(Commit::seq).orElse(0L);
        long newest = source.head().map(Commit::seq).orElse(0L);
        for (long seq = base.map(Commit::seq).orElse(0L) + 1; seq <= newest; seq++) {
            Commit original = source.commit(seq);
            if (copied > 0 && original.isRewriting() && !Maintenance.isCompaction(original)) {
                throw new StateException(
                        "commit " + seq + " of " + source.name() + " forgot something that " + target.name()
                                + " may hold; forget it there too, or begin anew in an empty place",
                        null);
            }
            base = Optional.of(copy(original, base));
        }
    }

    private Commit copy(Commit original, Optional<Commit> base) {
        requireKnownTables(original);
        requireIntact(original);
        // Names of files hold the attempt, so a copy that died must not share its id with the next one.
        Attempt attempt = new Attempt(
                original.attempt().runId(),
                String.format(Locale.ROOT, "%08x", random.nextInt()),
                original.attempt().logicalDate());
        try (SinkSession session = target.begin(attempt, base)) {
            long written = 0;
            for (TableSchema table : SpotifyTables.all()) {
                written += copyRows(original, table, session.writer(table));
            }
            copyState(original, original.stateDelta(), session.stateDelta());
            DataFile checkpoint = original.stateCheckpoint();
            if (checkpoint != null) {
                copyState(original, checkpoint, session.stateCheckpoint());
            }
            CommitOutcome outcome = session.commit(new CommitDraft(
                    original.complete(),
                    original.notBefore(),
                    original.committedAt(),
                    original.libraryVersion(),
                    original.counts()));
            if (outcome instanceof CommitOutcome.Committed committed) {
                commits++;
                rows += written;
                return committed.commit();
            }
        }
        // Somebody else was faster, perhaps with the same copy.
        Commit there = target.commit(original.seq());
        requireSame(original, there);
        return there;
    }

    /** The files that hold what a commit added to a table; one that rewrote others has added nothing. */
    private List<DataFile> files(Commit commit, TableSchema table) {
        return commit.isRewriting() ? List.of() : source.files(commit, table.name());
    }

    private long copyRows(Commit original, TableSchema table, TableWriter writer) {
        int run = table.indexOf("run_id");
        long written = 0;
        for (DataFile file : files(original, table)) {
            long read = 0;
            try (RowReader reader = source.read(table, file)) {
                while (reader.hasNext()) {
                    Row row = reader.next();
                    read++;
                    // A file that was rewritten may hold rows of other runs.
                    if (row.get(run).equals(original.attempt().runId())) {
                        writer.write(row);
                        written++;
                    }
                }
            } catch (IllegalArgumentException e) {
                throw new DataRefusedException(source.locate(file) + " is damaged: " + e.getMessage(), e);
            }
            if (read != file.rows()) {
                throw new DataRefusedException(
                        source.locate(file) + " holds " + read + " rows, its commit says " + file.rows(), null);
            }
        }
        return written;
    }

    private void copyState(Commit original, DataFile file, OutputStream to) {
        try (OutputStream out = to;
                InputStream in = source.openState(file)) {
            in.transferTo(out);
        } catch (IOException e) {
            throw new SinkException(
                    "state of commit " + original.seq() + " cannot be copied from " + source.name() + " to "
                            + target.name() + ": " + e.getMessage(),
                    e);
        }
    }

    /** Readers do not notice every damage, and a copy must not make it look sound. */
    private void requireIntact(Commit original) {
        List<String> damage = source.inspect(original);
        if (!damage.isEmpty()) {
            throw new DataRefusedException(
                    "commit " + original.seq() + " of " + source.name() + " is damaged: " + damage.get(0), null);
        }
    }

    private void requireKnownTables(Commit original) {
        TreeSet<String> unknown = new TreeSet<>(original.tables().keySet());
        unknown.removeAll(SpotifyTables.all().stream().map(TableSchema::name).collect(Collectors.toSet()));
        if (!unknown.isEmpty()) {
            throw new StateException(
                    "commit " + original.seq() + " of " + source.name() + " holds table " + unknown.first()
                            + ", which this library does not know; copy it with the one that wrote it, "
                            + original.libraryVersion(),
                    null);
        }
    }

    /** Two runs of one id are still not the same unless they were committed at once; stores may drop nanoseconds. */
    private void requireSame(Commit original, Commit there) {
        boolean sameRun = original.attempt().runId().equals(there.attempt().runId())
                && original.attempt().logicalDate().equals(there.attempt().logicalDate())
                && original.committedAt()
                        .truncatedTo(ChronoUnit.MICROS)
                        .equals(there.committedAt().truncatedTo(ChronoUnit.MICROS));
        // Each sink forgets by itself.
        boolean same = sameRun || (original.isRewriting() && there.isRewriting());
        if (!same) {
            throw new StateException(
                    target.name() + " has a history of its own: commit " + there.seq() + " is " + text(there)
                            + ", in " + source.name() + " it is " + text(original)
                            + "; expected an empty place, or one that holds the same runs",
                    null);
        }
    }

    private static String text(Commit commit) {
        return "run " + commit.attempt().runId() + " of " + commit.committedAt();
    }
}
