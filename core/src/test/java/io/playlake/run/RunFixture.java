package io.playlake.run;

import io.playlake.client.SpotifyClient;
import io.playlake.client.SpotifyClientBuilder;
import io.playlake.client.auth.ClientCredentials;
import io.playlake.client.auth.RefreshToken;
import io.playlake.emulator.SpotifyEmulator;
import io.playlake.schema.Row;
import io.playlake.schema.Table;
import io.playlake.sink.Sink;
import io.playlake.source.BrowseCategories;
import io.playlake.source.PlaylistSource;
import io.playlake.testing.ManualTime;
import io.playlake.testing.MemorySink;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A run against the emulator into memory, on a manual clock. */
final class RunFixture implements AutoCloseable {

    final SpotifyEmulator emulator;
    final MemorySink sink = new MemorySink();
    /** Where runs are committed: the sink, or something around it. */
    Sink into = sink;

    final ManualTime time = new ManualTime();
    final List<String> warnings = new ArrayList<>();
    /** What the listener was told of turns that ended. */
    final List<Integer> turns = new ArrayList<>();

    private final Path workDirectory;
    private boolean user;
    private int attempts;

    RunFixture(SpotifyEmulator emulator, Path workDirectory) {
        this.emulator = emulator;
        this.workDirectory = workDirectory;
    }

    /** Logs the emulator's user in. */
    RunFixture asUser() {
        user = true;
        return this;
    }

    SpotifyClient client() {
        return client(null);
    }

    SpotifyClient client(@Nullable String market) {
        SpotifyClientBuilder builder = SpotifyClient.builder()
                .credentials(ClientCredentials.of(SpotifyEmulator.CLIENT_ID, SpotifyEmulator.CLIENT_SECRET))
                .apiUrl(URI.create(emulator.apiUrl()))
                .accountsUrl(URI.create(emulator.accountsUrl()))
                .rate(1_000)
                .market(market)
                .time(time);
        return (user ? builder.refreshToken(RefreshToken.of(SpotifyEmulator.REFRESH_TOKEN)) : builder).build();
    }

    RunReport run(Instant logicalDate) {
        return run(logicalDate, BrowseCategories.all(), UnaryOperator.identity());
    }

    /** Runs as a fresh process would: a new client, and a new attempt. */
    RunReport run(Instant logicalDate, PlaylistSource source, UnaryOperator<Playlake.Builder> options) {
        return with(logicalDate, source, options, Playlake::run);
    }

    /** Asks a fresh process. */
    <T> T with(
            Instant logicalDate,
            PlaylistSource source,
            UnaryOperator<Playlake.Builder> options,
            Function<Playlake, T> question) {
        try (SpotifyClient client = client();
                Playlake playlake = options.apply(Playlake.builder()
                                .client(client)
                                .source(source)
                                .sink(into)
                                .logicalDate(logicalDate)
                                .auditCycle(Duration.ofDays(1_000))
                                .workDirectory(workDirectory)
                                .time(time)
                                .random(new Random(++attempts))
                                .listener(new RunListener() {
                                    @Override
                                    public void fetched(int done, int due) {
                                        turns.add(done);
                                    }

                                    @Override
                                    public void warning(String message) {
                                        warnings.add(message);
                                    }
                                }))
                        .build()) {
            return question.apply(playlake);
        }
    }

    /** Moves the emulator and the clock to a day, and runs it. */
    RunReport runDay(int day) {
        emulator.advanceTo(day);
        time.jumpTo(emulator.today());
        return run(emulator.today());
    }

    /** Returns the rows of a table as maps, of one run or, if that is null, of all. */
    List<Map<String, Object>> rows(Table<?> table, @Nullable String runId) {
        List<Map<String, Object>> found = new ArrayList<>();
        for (Row row : sink.rows(table.schema())) {
            Map<String, Object> values = new HashMap<>();
            for (int i = 0; i < row.size(); i++) {
                Object value = row.getOrNull(i);
                if (value != null) {
                    values.put(table.schema().columns().get(i).name(), value);
                }
            }
            if (runId == null || runId.equals(values.get("run_id"))) {
                found.add(values);
            }
        }
        return found;
    }

    /** Returns a table of one run by one of its columns, which must be unique in it. */
    Map<String, Map<String, Object>> by(String column, Table<?> table, String runId) {
        return rows(table, runId).stream()
                .collect(Collectors.toMap(row -> String.valueOf(Objects.requireNonNull(row.get(column))), row -> row));
    }

    @Override
    public void close() {
        emulator.close();
    }
}
