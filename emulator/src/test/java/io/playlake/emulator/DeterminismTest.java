package io.playlake.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeterminismTest {

    @Test
    void sameSeedSameBytesAndAnotherSeedOtherBytes() {
        Map<String, String> first = bodies(7);
        assertThat(bodies(7)).isEqualTo(first);
        assertThat(bodies(8)).isNotEqualTo(first);
    }

    @Test
    void aDaySkippedToIsADaySteppedTo() {
        try (SpotifyEmulator one = SpotifyEmulator.start();
                SpotifyEmulator other = SpotifyEmulator.start()) {
            one.advanceTo(5);
            for (int i = 0; i < 5; i++) {
                other.advanceDay();
            }
            assertThat(one.truth().events()).isEqualTo(other.truth().events());
            assertThat(one.truth().playlists(5)).isEqualTo(other.truth().playlists(5));
        }
    }

    private static Map<String, String> bodies(long seed) {
        Map<String, String> bodies = new LinkedHashMap<>();
        try (SpotifyEmulator emulator =
                SpotifyEmulator.builder().seed(seed).playlists(12).items(2, 12).start()) {
            Caller user = Caller.user(emulator);
            for (int day = 0; day < 3; day++) {
                emulator.advanceTo(day);
                keep(bodies, user, emulator, "/me/playlists");
                keep(bodies, user, emulator, "/browse/categories");
                keep(bodies, user, emulator, "/browse/categories/party/playlists");
                for (PlaylistTruth playlist : emulator.truth().playlists(day)) {
                    keep(bodies, user, emulator, "/playlists/" + playlist.id());
                }
            }
        }
        return bodies;
    }

    private static void keep(Map<String, String> bodies, Caller caller, SpotifyEmulator emulator, String path) {
        bodies.put(emulator.day() + path, caller.get(path).body().replace(emulator.accountsUrl(), "HOST"));
    }
}
