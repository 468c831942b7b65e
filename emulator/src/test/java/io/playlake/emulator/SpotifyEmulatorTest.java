package io.playlake.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpotifyEmulatorTest {

    @Test
    void defaults() {
        try (SpotifyEmulator emulator = SpotifyEmulator.start()) {
            assertThat(emulator.apiUrl()).isEqualTo("http://127.0.0.1:" + emulator.port() + "/v1");
            assertThat(emulator.accountsUrl()).isEqualTo("http://127.0.0.1:" + emulator.port());
            assertThat(emulator.day()).isZero();
            assertThat(emulator.date()).isEqualTo(LocalDate.of(2026, 1, 1));
            assertThat(emulator.truth().playlists(0)).hasSize(60);
            assertThat(emulator.truth().categories()).hasSize(4);
        }
    }

    @Test
    void badOptionsAreNamed() {
        assertRefused(builder -> builder.port(65_536), "port: 65536, expected 0 to 65535");
        assertRefused(builder -> builder.playlists(0), "playlists: 0, expected 1 to 100000");
        assertRefused(builder -> builder.categories(0), "categories: 0, expected 1 to 500");
        assertRefused(builder -> builder.items(-1, 5), "items: fewest: -1, expected 0 to 10000");
        assertRefused(builder -> builder.items(9, 5), "items: most: 5, expected 9 to 10000");
        assertRefused(builder -> builder.requestLimit(-1), "requestLimit: -1, expected 0 to 2147483647");
    }

    private static void assertRefused(UnaryOperator<SpotifyEmulatorBuilder> option, String message) {
        assertThatThrownBy(() -> option.apply(SpotifyEmulator.builder()).start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void aTakenPortIsNamed() {
        try (SpotifyEmulator emulator = SpotifyEmulator.start()) {
            assertThatThrownBy(() ->
                            SpotifyEmulator.builder().port(emulator.port()).start())
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessage("port: " + emulator.port() + ", expected one that is free");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 42, Long.MIN_VALUE})
    void anySeedAndAnySizeWorks(long seed) {
        try (SpotifyEmulator emulator = SpotifyEmulator.builder()
                .seed(seed)
                .playlists(1)
                .categories(1)
                .items(0, 1)
                .start()) {
            emulator.advanceTo(60);
            assertThat(emulator.truth()
                            .playlist(emulator.truth().playlists(0).get(0).id(), 0))
                    .isPresent();
        }
    }

    @Test
    void itemSizesKeepTheirRange() {
        try (SpotifyEmulator emulator =
                SpotifyEmulator.builder().playlists(30).items(3, 6).start()) {
            assertThat(emulator.truth().playlists(0))
                    .extracting(playlist -> playlist.items().size())
                    .allMatch(size -> size == 0 || (size >= 3 && size <= 6));
        }
    }
}
