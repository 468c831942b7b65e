package io.playlake.sink.local;

import io.playlake.client.SpotifyClient;
import io.playlake.client.auth.ClientCredentials;
import io.playlake.emulator.SpotifyEmulator;
import io.playlake.run.Playlake;
import io.playlake.run.RunReport;
import io.playlake.source.BrowseCategories;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;

/** One run of everything into a lake, as a process of its own too: {@code LakeRun LAKE DATE API-URL ACCOUNTS-URL}. */
final class LakeRun {

    private LakeRun() {}

    public static void main(String[] arguments) {
        run(Path.of(arguments[0]), Instant.parse(arguments[1]), arguments[2], arguments[3]);
    }

    static RunReport run(Path lake, SpotifyEmulator emulator) {
        return run(lake, emulator.today(), emulator.apiUrl(), emulator.accountsUrl());
    }

    private static RunReport run(Path lake, Instant date, String apiUrl, String accountsUrl) {
        try (SpotifyClient client = SpotifyClient.builder()
                        .credentials(ClientCredentials.of(SpotifyEmulator.CLIENT_ID, SpotifyEmulator.CLIENT_SECRET))
                        .apiUrl(URI.create(apiUrl))
                        .accountsUrl(URI.create(accountsUrl))
                        .rate(1_000)
                        .build();
                Playlake playlake = Playlake.builder()
                        .client(client)
                        .source(BrowseCategories.all())
                        .sink(LocalSink.at(lake))
                        .logicalDate(date)
                        .build()) {
            return playlake.run();
        }
    }
}
