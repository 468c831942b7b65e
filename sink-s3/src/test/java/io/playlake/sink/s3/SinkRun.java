package io.playlake.sink.s3;

import io.playlake.client.SpotifyClient;
import io.playlake.client.auth.ClientCredentials;
import io.playlake.emulator.SpotifyEmulator;
import io.playlake.raw.PersonalData;
import io.playlake.run.Playlake;
import io.playlake.run.RunReport;
import io.playlake.source.BrowseCategories;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * One run of everything into a bucket, as a process of its own too:
 * {@code SinkRun ENDPOINT BUCKET WORK-FOLDER DATE API-URL ACCOUNTS-URL}.
 */
final class SinkRun {

    private SinkRun() {}

    public static void main(String[] arguments) {
        run(
                URI.create(arguments[0]),
                arguments[1],
                Path.of(arguments[2]),
                Instant.parse(arguments[3]),
                arguments[4],
                arguments[5]);
    }

    static RunReport run(URI endpoint, String bucket, Path work, SpotifyEmulator emulator) {
        return run(endpoint, bucket, work, emulator.today(), emulator.apiUrl(), emulator.accountsUrl());
    }

    /** Starts a run in a process of its own. */
    static Process start(URI endpoint, String bucket, Path work, SpotifyEmulator emulator) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SinkRun.class.getName(),
                        endpoint.toString(),
                        bucket,
                        work.toString(),
                        emulator.today().toString(),
                        emulator.apiUrl(),
                        emulator.accountsUrl()))
                .inheritIO()
                .start();
    }

    private static RunReport run(
            URI endpoint, String bucket, Path work, Instant date, String apiUrl, String accountsUrl) {
        try (SpotifyClient client = SpotifyClient.builder()
                        .credentials(ClientCredentials.of(SpotifyEmulator.CLIENT_ID, SpotifyEmulator.CLIENT_SECRET))
                        .apiUrl(URI.create(apiUrl))
                        .accountsUrl(URI.create(accountsUrl))
                        .rate(1_000)
                        .build();
                Playlake playlake = Playlake.builder()
                        .client(client)
                        .source(BrowseCategories.all())
                        .sink(S3Server.sink(endpoint, bucket).build())
                        .logicalDate(date)
                        .workDirectory(work)
                        // Pseudonyms are those of one dataset, and datasets are compared.
                        .personalData(PersonalData.KEEP)
                        .build()) {
            return playlake.run();
        }
    }
}
