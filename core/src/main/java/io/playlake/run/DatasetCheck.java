package io.playlake.run;

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
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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
     * Reads everything a dataset holds: the log's chain, checksums, numbers of rows, order and uniqueness of keys,
     * references, state against the log and against the versions stored; and looks for files that are no part of it.
     *
     * @throws SinkException if it cannot be read
     */
    public static Result run(Dataset dataset) {
        return new DatasetCheck(dataset).run();
    }

    private Result run() {
        List<Commit> commits = commits();
        Set<DataFile> named = new HashSet<>();
        for (Commit commit : commits) {
            trying(() -> {
                dataset.inspect(commit).forEach(this::problem);
                commit.tables().keySet().forEach(table -> named.addAll(dataset.files(commit, table)));
            });
        }
        files = named.size();
        // What cannot be read whole is not worth a look inside.
        if (problems.isEmpty()) {
            inside(commits);
        }
        trying(() -> dataset.strays().forEach(this::problem));
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
            long next = seq;
            trying(() -> commits.add(dataset.commit(next)));
        }
        return commits;
    }

    private void inside(List<Commit> commits) {
        Path scratch = scratch();
        try (KeyCheck keys = new KeyCheck(scratch, this::problem);
                ReferenceCheck references = new ReferenceCheck(scratch, this::problem)) {
            for (TableSchema table : SpotifyTables.all()) {
                Set<DataFile> files = new LinkedHashSet<>();
                commits.forEach(commit -> files.addAll(dataset.files(commit, table.name())));
                files.forEach(file -> read(table, file, keys, references));
                keys.finish(table);
            }
            commits.stream()
                    .filter(commit -> !commit.isRewriting())
                    .forEach(commit ->
                            references.run(commit.seq(), commit.attempt().runId()));
            new StateCheck(dataset, this::problem).check(commits).values().forEach(references::add);
            references.finish();
        } finally {
            delete(scratch);
        }
    }

    private void read(TableSchema table, DataFile file, KeyCheck keys, ReferenceCheck references) {
        long count = 0;
        KeyCheck.File ordered = keys.in(table, file);
        try (RowReader reader = dataset.read(table, file)) {
            while (reader.hasNext()) {
                Row row = reader.next();
                ordered.add(row);
                references.add(table, file, row);
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

    /** What is damaged in the log shows wherever that is asked. */
    private void trying(Runnable step) {
        try {
            step.run();
        } catch (DataRefusedException e) {
            problem(e.getMessage());
        }
    }

    private void problem(String line) {
        if (problems.size() < MAX_PROBLEMS && !problems.contains(line)) {
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
