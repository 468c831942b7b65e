package io.playlake.sink.s3;

import io.playlake.schema.ColumnType;
import io.playlake.schema.Row;
import io.playlake.schema.Table;
import io.playlake.schema.TableSchema;
import io.playlake.sink.Attempt;
import io.playlake.sink.Commit;
import io.playlake.sink.CommitDraft;
import io.playlake.sink.CommitOutcome;
import io.playlake.sink.DataFile;
import io.playlake.sink.Dataset;
import io.playlake.sink.RowReader;
import io.playlake.sink.SinkSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Small commits of one table. */
final class Runs {

    private static final TableSchema SONGS = Table.<String>named("songs", "A song.")
            .key("id", ColumnType.STRING, "Id.", id -> id)
            .build()
            .schema();

    private static final Instant DATE = Instant.parse("2026-11-22T00:00:00Z");

    private Runs() {}

    /** Commits one song on top of the head. */
    static CommitOutcome commit(Dataset dataset, String name) {
        Attempt attempt = new Attempt("run-" + name, name, DATE);
        try (SinkSession session = dataset.begin(attempt, dataset.head())) {
            session.writer(SONGS).write(Row.of(SONGS, name));
            session.stateDelta().write((name + "\n").getBytes(StandardCharsets.UTF_8));
            return session.commit(new CommitDraft(true, null, DATE, "test", Map.of()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the songs of all commits, in their order. */
    static List<String> songs(Dataset dataset) {
        List<String> songs = new ArrayList<>();
        for (Commit commit : dataset.log()) {
            for (DataFile file : commit.tables().getOrDefault("songs", List.of())) {
                try (RowReader rows = dataset.read(SONGS, file)) {
                    rows.forEachRemaining(row -> songs.add(String.valueOf(row.get(0))));
                }
            }
        }
        return songs;
    }

    /** Returns the paths of everything a dataset should hold, and nothing else. */
    static List<String> paths(Dataset dataset) {
        TreeSet<String> paths = new TreeSet<>(List.of("playlake.json"));
        for (Commit commit : dataset.log()) {
            paths.add(String.format(Locale.ROOT, "_commits/%020d.json", commit.seq()));
            Stream.concat(commit.tables().values().stream().flatMap(List::stream), Stream.of(commit.stateDelta()))
                    .map(DataFile::path)
                    .forEach(paths::add);
        }
        return List.copyOf(paths);
    }
}
