package io.playlake.run;

import io.playlake.change.SnapshotStore;
import io.playlake.client.SpotifyClient;
import io.playlake.sink.Sink;
import io.playlake.source.PlaylistSource;
import io.playlake.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a {@link Playlake} was built with, checked. */
record RunSettings(
        SpotifyClient client,
        List<PlaylistSource> sources,
        Sink sink,
        @Nullable SnapshotStore state,
        @Nullable Instant logicalDate,
        Duration auditCycle,
        boolean full,
        boolean acceptShrink,
        Set<Refresh> refresh,
        Set<Enrichment> enrich,
        int concurrency,
        @Nullable Path workDirectory,
        RunListener listener,
        TimeSource time,
        RandomGenerator random) {

    /** Returns what is asked for beyond due playlists, in words that stay the same; empty if nothing is. */
    List<String> extras() {
        return Stream.concat(
                        refresh.stream().map(value -> "refresh " + value),
                        enrich.stream().map(value -> "enrich " + value))
                .sorted()
                .toList();
    }
}
