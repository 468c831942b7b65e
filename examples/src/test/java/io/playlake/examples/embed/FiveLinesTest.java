package io.playlake.examples.embed;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.client.SpotifyClient;
import io.playlake.client.auth.ClientCredentials;
import io.playlake.emulator.SpotifyEmulator;
import io.playlake.run.RunReport;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiveLinesTest {

    @Test
    void keepsTwoCategories(@TempDir Path folder) {
        try (SpotifyEmulator emulator =
                SpotifyEmulator.builder().playlists(10).items(1, 20).start()) {
            RunReport report = FiveLines.keep(
                    SpotifyClient.builder()
                            .credentials(ClientCredentials.of(SpotifyEmulator.CLIENT_ID, SpotifyEmulator.CLIENT_SECRET))
                            .apiUrl(URI.create(emulator.apiUrl()))
                            .accountsUrl(URI.create(emulator.accountsUrl()))
                            .rate(1000),
                    folder.resolve("lake"));
            assertThat(report.status()).isEqualTo(RunReport.Status.COMMITTED);
            assertThat(report.categories()).isEqualTo(2);
        }
    }
}
