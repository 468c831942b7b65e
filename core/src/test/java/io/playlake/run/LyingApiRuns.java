package io.playlake.run;

import io.playlake.schema.Row;
import io.playlake.sink.Sink;
import io.playlake.source.BrowseCategories;
import io.playlake.source.PlaylistSource;
import io.playlake.table.SpotifyTables;
import io.playlake.testing.ManualTime;
import io.playlake.testing.MemorySink;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** Runs of one category with one playlist, against an API that a test bends. */
abstract class LyingApiRuns {

    private static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path folder;

    final MemorySink sink = new MemorySink();
    /** Where runs are committed: the sink, or something around it. */
    Sink into = sink;

    final ManualTime time = new ManualTime();
    final List<String> warnings = new ArrayList<>();
    private int runs;

    RunReport run(LyingApi api) {
        return run(api, UnaryOperator.identity());
    }

    RunReport run(LyingApi api, UnaryOperator<Playlake.Builder> options) {
        return run(api, BrowseCategories.of("c"), options);
    }

    RunReport run(LyingApi api, PlaylistSource source, UnaryOperator<Playlake.Builder> options) {
        runs++;
        time.advance(Duration.ofMinutes(1));
        try (Playlake playlake = options.apply(Playlake.builder()
                        .client(api.client(time))
                        .source(source)
                        .sink(into)
                        .logicalDate(DAY.plusSeconds(runs))
                        .workDirectory(folder.resolve("work"))
                        .time(time)
                        .random(new Random(runs))
                        .listener(new RunListener() {
                            @Override
                            public void warning(String message) {
                                if (message.startsWith("state")) {
                                    warnings.add(message);
                                }
                            }
                        }))
                .build()) {
            return playlake.run();
        }
    }

    /** A column of the newest row of the playlist. */
    @Nullable
    Object playlist(String column) {
        List<Row> rows = sink.rows(SpotifyTables.PLAYLISTS.schema());
        return rows.get(rows.size() - 1)
                .getOrNull(SpotifyTables.PLAYLISTS.schema().indexOf(column));
    }

    /** The uris of everything in {@code playlist_items}, in the order of the commits. */
    List<@Nullable String> stored() {
        List<@Nullable String> uris = new ArrayList<>();
        int uri = SpotifyTables.PLAYLIST_ITEMS.schema().indexOf("uri");
        sink.rows(SpotifyTables.PLAYLIST_ITEMS.schema()).forEach(row -> uris.add((String) row.getOrNull(uri)));
        return uris;
    }
}
