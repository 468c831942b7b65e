package io.playlake.examples.cli;

import io.playlake.error.ConfigurationException;
import io.playlake.state.redis.RedisAddress;

/** Addresses of Redis as options write them; the password comes from the environment. */
final class RedisText {

    private RedisText() {}

    static boolean isOne(String text) {
        return text.strip().startsWith("redis:") || text.strip().startsWith("rediss:");
    }

    static RedisAddress address(String option, String text, Shell shell) {
        try {
            return RedisAddress.of(text.strip()).withPassword(new Credentials(shell).redisPassword());
        } catch (ConfigurationException e) {
            throw new UsageException(option + ": " + Printable.line(e.getMessage()));
        }
    }
}
