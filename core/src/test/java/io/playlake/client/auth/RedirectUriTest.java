package io.playlake.client.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.error.ConfigurationException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectUriTest {

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8888/callback,/callback",
        "http://127.0.0.1:8888,/",
        "http://127.0.0.1:0/a/b,/a/b",
        "HTTP://[::1]:8888/callback,/callback"
    })
    void listensOnLoopbackOnly(URI uri, String path) {
        RedirectUri checked = RedirectUri.checked(uri);
        assertThat(checked.loopback()).isTrue();
        assertThat(checked.path()).isEqualTo(path);
        assertThat(checked.socketAddress().getAddress().isLoopbackAddress()).isTrue();
    }

    @Test
    void takesAnAddressOfTheApplication() {
        assertThat(RedirectUri.checked(URI.create("https://app.example/back")).loopback())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8888/callback,Spotify refuses the name localhost",
        "https://LOCALHOST/callback,Spotify refuses the name localhost",
        "http://127.0.0.1/callback,expected a port",
        "http://127.0.0.1:65536/callback,expected a port",
        "http://127.0.0.2:8888/callback,'expected http://127.0.0.1:PORT/PATH'",
        "http://127.0.0.1.example:8888/callback,'expected http://127.0.0.1:PORT/PATH'",
        "http://192.168.0.7:8888/callback,'expected http://127.0.0.1:PORT/PATH'",
        "http://0.0.0.0:8888/callback,'expected http://127.0.0.1:PORT/PATH'",
        "http://app.example/callback,https://...",
        "https:/callback,https://...",
        "playlake:callback,https://..."
    })
    void refusesWhatSpotifyRefuses(URI uri, String message) {
        assertThatThrownBy(() -> RedirectUri.checked(uri))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("redirectUri is " + uri)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://me:canary@127.0.0.1:8888/",
                "http://127.0.0.1:8888/?canary=1",
                "http://127.0.0.1:8888/#canary"
            })
    void doesNotShowWhatDoesNotBelong(URI uri) {
        assertThatThrownBy(() -> RedirectUri.checked(uri))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageNotContaining("canary");
    }
}
