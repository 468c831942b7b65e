package io.playlake.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.emulator.SpotifyEmulator;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmulatorExtension.class)
class EmulatorExtensionTest {

    private static final Set<SpotifyEmulator> SEEN = new HashSet<>();

    private String url = "";

    @BeforeEach
    void remember(SpotifyEmulator spotify) {
        url = spotify.apiUrl();
    }

    @RepeatedTest(2)
    void givesEachTestOneOfItsOwn(SpotifyEmulator spotify) {
        assertThat(spotify.apiUrl()).isEqualTo(url);
        assertThat(SEEN.add(spotify)).isTrue();
    }
}
