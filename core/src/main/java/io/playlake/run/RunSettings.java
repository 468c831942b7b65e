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
import java.util.random.RandomGenerator;
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
        int concurrency,
        @Nullable Path workDirectory,
        RunListener listener,
        TimeSource time,
        RandomGenerator random) {}
