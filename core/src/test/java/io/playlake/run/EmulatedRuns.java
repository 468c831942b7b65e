package io.playlake.run;

import io.playlake.emulator.SpotifyEmulator;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs of everything against an emulator of thirty playlists. */
abstract class EmulatedRuns {

    @TempDir
    Path workDirectory;

    RunFixture fixture;
    Served served;

    @BeforeEach
    void start() {
        fixture = new RunFixture(SpotifyEmulator.builder().playlists(30).start(), workDirectory);
        served = new Served(fixture);
    }

    @AfterEach
    void close() {
        fixture.close();
    }
}
