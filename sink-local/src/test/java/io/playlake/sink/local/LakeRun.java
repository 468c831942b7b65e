package io.playlake.sink.local;

import io.playlake.change.FileSnapshotStore;
import io.playlake.change.SnapshotStore;
import io.playlake.client.SpotifyClient;
import io.playlake.client.auth.ClientCredentials;
import io.playlake.emulator.SpotifyEmulator;
import io.playlake.raw.PersonalData;
import io.playlake.run.Playlake;
import io.playlake.run.RunReport;
import io.playlake.source.BrowseCategories;
import io.playlake.time.TimeSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of everything into a lake, as a process of its own too: {@code LakeRun LAKE DATE API-URL ACCOUNTS-URL [STATE]}.
 * With a file of state it is an hour of a long history: its clocks start at its date, and nothing is audited.
 */
final class LakeRun {

    private LakeRun() {}

    public static void main(String[] arguments) {
        if (arguments.length == 4) {
            run(Path.of(arguments[0]), Instant.parse(arguments[1]), arguments[2], arguments[3], null);
        } else {
            run(Path.of(arguments[0]), Instant.parse(arguments[1]), arguments[2], arguments[3], Path.of(arguments[4]));
        }
    }

    static RunReport run(Path lake, SpotifyEmulator emulator) {
        return run(lake, emulator.today(), emulator.apiUrl(), emulator.accountsUrl(), null);
    }

    static RunReport run(Path lake, Instant date, SpotifyEmulator emulator, Path state) {
        return run(lake, date, emulator.apiUrl(), emulator.accountsUrl(), state);
    }

    /** Starts a run in a process of its own. */
    static Process start(Path lake, Instant date, SpotifyEmulator emulator, String... state) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LakeRun.class.getName(),
                lake.toString(),
                date.toString(),
                emulator.apiUrl(),
                emulator.accountsUrl()));
        command.addAll(List.of(state));
        return new ProcessBuilder(command).inheritIO().start();
    }

    private static RunReport run(Path lake, Instant date, String apiUrl, String accountsUrl, @Nullable Path state) {
        TimeSource time = state == null ? TimeSource.system() : new SkippingTime(date);
        Playlake.Builder builder = Playlake.builder()
                .source(BrowseCategories.all())
                .sink(LocalSink.at(lake))
                .logicalDate(date)
                // Pseudonyms are those of one dataset, and lakes are compared.
                .personalData(PersonalData.KEEP)
                .time(time);
        try (SpotifyClient client = SpotifyClient.builder()
                        .credentials(ClientCredentials.of(SpotifyEmulator.CLIENT_ID, SpotifyEmulator.CLIENT_SECRET))
                        .apiUrl(URI.create(apiUrl))
                        .accountsUrl(URI.create(accountsUrl))
                        .rate(1_000)
                        .time(time)
                        .build();
                SnapshotStore store = state == null ? null : FileSnapshotStore.open(state)) {
            if (store != null) {
                builder.state(store).auditCycle(Duration.ofDays(1_000));
            }
            try (Playlake playlake = builder.client(client).build()) {
                return playlake.run();
            }
        }
    }
}
