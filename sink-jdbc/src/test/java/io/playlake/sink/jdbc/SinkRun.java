package io.playlake.sink.jdbc;

import io.playlake.change.SnapshotStore;
import io.playlake.client.SpotifyClient;
import io.playlake.client.auth.ClientCredentials;
import io.playlake.emulator.SpotifyEmulator;
import io.playlake.raw.PersonalData;
import io.playlake.run.Playlake;
import io.playlake.run.RunReport;
import io.playlake.sink.Sink;
import io.playlake.source.BrowseCategories;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run of everything into a database, as a process of its own too: {@code SinkRun URL WORK DATE API-URL ACCOUNTS-URL}. */
final class SinkRun {

    private SinkRun() {}

    public static void main(String[] arguments) {
        JdbcSink.Builder sink = JdbcSink.builder().url(arguments[0]);
        if (arguments[0].startsWith("jdbc:postgresql:")) {
            sink.user(RealPostgres.USER).password(RealPostgres.PASSWORD);
        }
        run(sink.build(), Path.of(arguments[1]), Instant.parse(arguments[2]), arguments[3], arguments[4], null);
    }

    static RunReport run(Sink sink, Path work, SpotifyEmulator emulator, @Nullable SnapshotStore state) {
        return run(sink, work, emulator.today(), emulator.apiUrl(), emulator.accountsUrl(), state);
    }

    /** Starts a run in a process of its own. */
    static Process start(String url, Path work, SpotifyEmulator emulator) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SinkRun.class.getName(),
                        url,
                        work.toString(),
                        emulator.today().toString(),
                        emulator.apiUrl(),
                        emulator.accountsUrl()))
                .inheritIO()
                .start();
    }

    private static RunReport run(
            Sink sink, Path work, Instant date, String apiUrl, String accountsUrl, @Nullable SnapshotStore state) {
        Playlake.Builder builder = Playlake.builder()
                .source(BrowseCategories.all())
                .sink(sink)
                .workDirectory(work)
                .logicalDate(date)
                // Pseudonyms are those of one dataset, and databases are compared.
                .personalData(PersonalData.KEEP);
        if (state != null) {
            builder.state(state);
        }
        try (SpotifyClient client = SpotifyClient.builder()
                        .credentials(ClientCredentials.of(SpotifyEmulator.CLIENT_ID, SpotifyEmulator.CLIENT_SECRET))
                        .apiUrl(URI.create(apiUrl))
                        .accountsUrl(URI.create(accountsUrl))
                        .rate(1_000)
                        .build();
                Playlake playlake = builder.client(client).build()) {
            return playlake.run();
        }
    }
}
