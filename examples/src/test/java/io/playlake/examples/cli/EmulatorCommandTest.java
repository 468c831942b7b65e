package io.playlake.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.emulator.SpotifyEmulator;
import io.playlake.examples.cli.Cli.Result;
import org.junit.jupiter.api.Test;

class EmulatorCommandTest {

    @Test
    void printsWhatToPasteAndEndsWhenInterrupted() {
        // A thread that is interrupted before it waits does not wait.
        Thread.currentThread().interrupt();
        Result result = Cli.bare().call("emulator", "--playlists", "5", "--seed", "7");
        assertThat(Thread.interrupted()).isFalse();
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("export SPOTIFY_CLIENT_ID=" + SpotifyEmulator.CLIENT_ID)
                .containsPattern("export PLAYLAKE_API_URL=http://127\\.0\\.0\\.1:\\d+/v1")
                .containsPattern("curl -X POST http://127\\.0\\.0\\.1:\\d+/_emulator/day/1");
    }

    @Test
    void saysThatAPortIsTaken() {
        try (SpotifyEmulator other = SpotifyEmulator.start()) {
            Result result = Cli.bare().call("emulator", "--port", String.valueOf(other.port()));
            assertThat(result.err()).contains("--port: " + other.port() + ", expected one that is free");
            assertThat(result.code()).isEqualTo(78);
        }
    }
}
