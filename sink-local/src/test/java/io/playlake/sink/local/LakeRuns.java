package io.playlake.sink.local;

import io.playlake.client.SpotifyClient;
import io.playlake.client.auth.ClientCredentials;
import io.playlake.emulator.SpotifyEmulator;
import io.playlake.error.TryLaterException;
import io.playlake.raw.PersonalData;
import io.playlake.run.Playlake;
import io.playlake.run.RunReport;
import io.playlake.sink.Sink;
import io.playlake.source.BrowseCategories;
import io.playlake.storage.LocalBlobStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Run after run into a lake that others write to, as a process of its own: {@code LakeRuns LAKE WORK FIRST-DATE RUNS SECONDS
 * LOCKED API-URL ACCOUNTS-URL}. It ends when it has committed so many, or after so long.
 */
final class LakeRuns {

    private LakeRuns() {}

    public static void main(String[] arguments) {
        Path lake = Path.of(arguments[0]);
        boolean locked = Boolean.parseBoolean(arguments[5]);
        Sink sink =
                locked ? LocalSink.at(lake) : new BlobSink(new OpenDoorBlobStore(LocalBlobStore.at(lake), () -> {}));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[4]));
        Instant date = Instant.parse(arguments[2]);
        int left = Integer.parseInt(arguments[3]);
        try (SpotifyClient client = SpotifyClient.builder()
                .credentials(ClientCredentials.of(SpotifyEmulator.CLIENT_ID, SpotifyEmulator.CLIENT_SECRET))
                .apiUrl(URI.create(arguments[6]))
                .accountsUrl(URI.create(arguments[7]))
                .rate(1_000)
                .build()) {
            while (left > 0 && System.nanoTime() < end) {
                if (committed(client, sink, Path.of(arguments[1]), date)) {
                    date = date.plusSeconds(1);
                    left--;
                }
            }
        }
    }

    /** Starts such a process; each has a hundredth of a day of logical dates of its own. */
    static Process start(
            Path lake, Path work, int number, int runs, int seconds, boolean locked, SpotifyEmulator emulator)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx96m",
                "-cp",
                System.getProperty("java.class.path"),
                LakeRuns.class.getName(),
                lake.toString(),
                work.toString(),
                emulator.today().plus(Duration.ofMinutes(14L * number)).toString(),
                Integer.toString(runs),
                Integer.toString(seconds),
                Boolean.toString(locked),
                emulator.apiUrl(),
                emulator.accountsUrl()));
        return new ProcessBuilder(command).inheritIO().start();
    }

    private static boolean committed(SpotifyClient client, Sink sink, Path work, Instant date) {
        try (Playlake playlake = Playlake.builder()
                .client(client)
                .source(BrowseCategories.all())
                .sink(sink)
                .logicalDate(date)
                .auditCycle(Duration.ofDays(1_000))
                .personalData(PersonalData.KEEP)
                .concurrency(2)
                .workDirectory(work)
                .build()) {
            return playlake.run().status() != RunReport.Status.ALREADY_COMMITTED;
        } catch (TryLaterException e) {
            return false;
        }
    }
}
