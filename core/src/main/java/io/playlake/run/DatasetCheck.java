package io.playlake.run;

import io.playlake.change.PlaylistState;
import io.playlake.error.DataRefusedException;
import io.playlake.error.SinkException;
import io.playlake.schema.Row;
import io.playlake.schema.TableSchema;
import io.playlake.sink.Commit;
import io.playlake.sink.DataFile;
import io.playlake.sink.Dataset;
import io.playlake.sink.RowReader;
import io.playlake.table.SpotifyTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Re-reads a dataset and says what is wrong with it, in bounded memory and without changing anything. */
public final class DatasetCheck {

    /** More would not be read by anybody. */
    private static final int MAX_PROBLEMS = 1_000;

    private final Dataset dataset;
    private final List<String> problems = new ArrayList<>();
    private long files;
    private long rows;

    private DatasetCheck(Dataset dataset) {
        this.dataset = dataset;
    }

    /**
     * What was read, and what is wrong.
     *
     * @param commits read
     * @param files read
     * @param rows read; none if files are damaged, for then nothing looks inside
     * @param problems a line each, safe to print, at most 1,000; none if all is well
     */
    public record Result(long commits, long files, long rows, List<String> problems) {

        public Result {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Reads everything a dataset holds: the log's chain, checksums, numbers of rows, keys, references, and state against
     * the versions stored.
     *
     * @throws SinkException if it cannot be read
     */
    public static Result run(Dataset dataset) {
        return new DatasetCheck(dataset).run();
    }

    private Result run() {
        List<Commit> commits = commits();
        for (Commit commit : commits) {
            dataset.inspect(commit).forEach(this::problem);
            files += commit.tables().values().stream().mapToLong(List::size).sum();
        }
        // What cannot be read whole is not worth a look inside.
        if (problems.isEmpty()) {
            inside(commits);
        }
        return new Result(commits.size(), files, rows, problems);
    }

    private List<Commit> commits() {
        List<Commit> commits = new ArrayList<>();
        long newest = 0;
        try {
            newest = dataset.head().map(Commit::seq).orElse(0L);
        } catch (DataRefusedException e) {
            problem(e.getMessage());
        }
        for (long seq = 1; seq <= newest; seq++) {
            try {
                commits.add(dataset.commit(seq));
            } catch (DataRefusedException e) {
                problem(e.getMessage());
            }
        }
        return commits;
    }

    private void inside(List<Commit> commits) {
        Path scratch = scratch();
        try (KeyCheck keys = new KeyCheck(scratch, this::problem);
                ReferenceCheck references = new ReferenceCheck(scratch, this::problem)) {
            Consumer<PlaylistState> states = references.states();
            for (TableSchema table : SpotifyTables.all()) {
                for (Commit commit : commits) {
                    for (DataFile file : commit.tables().getOrDefault(table.name(), List.of())) {
                        read(table, file, keys, references);
                    }
                }
                keys.finish(table);
            }
            Optional<Commit> head = commits.isEmpty() ? Optional.empty() : Optional.of(commits.get(commits.size() - 1));
            try {
                StateLog.fold(dataset, head).values().forEach(states);
            } catch (DataRefusedException e) {
                problem(e.getMessage());
            }
            references.finish();
        } finally {
            delete(scratch);
        }
    }

    private void read(TableSchema table, DataFile file, KeyCheck keys, ReferenceCheck references) {
        long count = 0;
        try (RowReader reader = dataset.read(table, file)) {
            while (reader.hasNext()) {
                Row row = reader.next();
                keys.add(table, row);
                references.add(table, row);
                count++;
            }
        } catch (DataRefusedException | IllegalArgumentException e) {
            problem(file.path() + ": " + e.getMessage());
        }
        rows += count;
        if (count != file.rows()) {
            problem(file.path() + ": holds " + count + " rows, its commit says " + file.rows());
        }
    }

    private void problem(String line) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(line);
        }
    }

    private static Path scratch() {
        try {
            return Files.createTempDirectory("playlake-check");
        } catch (IOException e) {
            throw new SinkException("no temporary folder can be made: " + e, e);
        }
    }

    private static void delete(Path scratch) {
        try {
            Files.deleteIfExists(scratch);
        } catch (IOException e) {
            throw new SinkException("temporary folder " + scratch + " cannot be removed: " + e, e);
        }
    }
}
