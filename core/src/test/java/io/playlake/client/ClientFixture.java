package io.playlake.client;

import io.playlake.client.auth.ClientCredentials;
import io.playlake.testing.ManualTime;
import io.playlake.testing.ScriptedTransport;

/** A client over a scripted wire and manual time. */
final class ClientFixture implements AutoCloseable {

    final ManualTime time = new ManualTime();
    final ScriptedTransport wire = new ScriptedTransport();
    final SpotifyClient client;

    ClientFixture() {
        this(SpotifyClient.builder());
    }

    ClientFixture(SpotifyClientBuilder options) {
        client = options.credentials(ClientCredentials.of("the-client", "the-secret"))
                .time(time)
                .random(() -> 0.5)
                .transport(wire)
                .build();
    }

    /** Returns the address of an API request so far, below the base. */
    String asked(int index) {
        return wire.requests().get(index).uri().toString().replace("https://api.spotify.com/v1", "");
    }

    @Override
    public void close() {
        client.close();
    }
}
