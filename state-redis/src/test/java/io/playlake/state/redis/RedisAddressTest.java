package io.playlake.state.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.error.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisAddressTest {

    @ParameterizedTest
    @CsvSource({
        "redis://localhost:6380/3, redis://localhost:6380/3",
        "redis://localhost, redis://localhost:6379/0",
        "redis://localhost/, redis://localhost:6379/0",
        "redis://my_redis:6379, redis://my_redis:6379/0",
        "rediss://redis.example.org/15, rediss://redis.example.org:6379/15",
        "redis://[::1]:6379/0?prefix=lake:two, redis://[::1]:6379/0?prefix=lake:two",
        "redis://localhost?prefix=playlake, redis://localhost:6379/0"
    })
    void readsWhatUsersWrite(String url, String full) {
        assertThat(RedisAddress.of(url)).hasToString(full);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost:6379",
                "http://localhost:6379/0",
                "redis:localhost",
                "redis://",
                "redis://localhost:port/0",
                "redis://localhost:0/0",
                "redis://localhost:65536/0",
                "redis://localhost:6379/lake",
                "redis://localhost:6379/0?prefix=",
                "redis://localhost:6379/0?prefix=a b",
                "redis://localhost:6379/0?ssl=false",
                "redis://localhost:6379/0#x",
                "redis://local host:6379/0"
            })
    void refusesEverythingElse(String url) {
        assertThatThrownBy(() -> RedisAddress.of(url))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'" + url.replaceFirst("\\?.*", ""));
    }

    @Test
    void showsNoPassword() {
        assertThat(RedisAddress.of("redis://localhost").withPassword("hunter2-canary"))
                .hasToString("redis://localhost:6379/0");
        assertThatThrownBy(() -> RedisAddress.of("redis://me:hunter2-canary@localhost:6379/0"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("holds a user or a password")
                .hasMessageNotContaining("canary");
        assertThatThrownBy(() -> RedisAddress.of("redis://localhost:6379/0?password=hunter2-canary"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageNotContaining("canary");
    }
}
