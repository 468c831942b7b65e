package io.playlake.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.client.auth.ClientCredentials;
import io.playlake.client.auth.RefreshToken;
import io.playlake.emulator.AppProfile;
import io.playlake.emulator.SpotifyEmulator;
import io.playlake.testing.ManualTime;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every endpoint, as each of the four kinds of app: what it may see is decoded and known, what it may not is refused. */
class EveryEndpointTest {

    @ParameterizedTest
    @EnumSource
    void answersWhatTheAppMaySee(AppProfile profile) {
        SchemaDrift drift = new SchemaDrift();
        try (SpotifyEmulator emulator =
                        SpotifyEmulator.builder().profile(profile).start();
                SpotifyClient client = SpotifyClient.builder()
                        .credentials(ClientCredentials.of(SpotifyEmulator.CLIENT_ID, SpotifyEmulator.CLIENT_SECRET))
                        .refreshToken(RefreshToken.of(SpotifyEmulator.REFRESH_TOKEN))
                        .apiUrl(URI.create(emulator.apiUrl()))
                        .accountsUrl(URI.create(emulator.accountsUrl()))
                        .rate(10_000)
                        .time(new ManualTime())
                        .build()) {
            int answers = new EveryEndpoint(client, emulator)
                    .visit(answer -> ResponseDecoders.decode(answer.endpoint(), answer.body(), drift));
            assertThat(answers).isGreaterThan(20);
            assertThat(drift.findings()).isEmpty();
            assertThat(emulator.calls().list())
                    .as("refused are only those calls by which the kind of app is learned")
                    .filteredOn(call -> call.status() >= 400)
                    .hasSizeLessThanOrEqualTo(12);
        }
    }
}
