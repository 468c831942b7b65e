package io.playlake.run;

import io.playlake.change.SnapshotStore;
import io.playlake.client.SpotifyClient;
import io.playlake.raw.PersonalData;
import io.playlake.sink.Sink;
import io.playlake.source.PlaylistSource;
import io.playlake.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Playlake} was built with, checked.
 *
 * @param sinks at least one is required
 * @param excluded ids of playlists that are left out of every listing
 */
record RunSettings(
        SpotifyClient client,
        List<PlaylistSource> sources,
        List<RunSink> sinks,
        @Nullable SnapshotStore state,
        @Nullable Instant logicalDate,
        Duration auditCycle,
        boolean full,
        boolean acceptShrink,
        Set<Refresh> refresh,
        Set<Enrichment> enrich,
        PersonalData personalData,
        SortedSet<String> excluded,
        int concurrency,
        @Nullable Path workDirectory,
        RunListener listener,
        TimeSource time,
        RandomGenerator random) {

    /** Returns the first required sink: it decides what is due, and its log names the runs. */
    Sink sink() {
        return sinks.stream()
                .filter(RunSink::required)
                .findFirst()
                .orElseThrow()
                .sink();
    }

    /** Returns what is asked for beside the sources, in words that stay the same; empty if nothing is. */
    List<String> options() {
        return Stream.of(
                        refresh.stream().map(value -> "refresh " + value),
                        enrich.stream().map(value -> "enrich " + value),
                        excluded.stream().map(id -> "exclude " + id))
                .flatMap(options -> options)
                .sorted()
                .toList();
    }
}
