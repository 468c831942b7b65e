package io.playlake.client.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** A text that must not be shown: it prints {@code ***}. Immutable. */
public final class Secret {

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** Returns a secret that holds the given text. */
    public static Secret of(String value) {
        return new Secret(value);
    }

    String reveal() {
        return value;
    }

    /** Returns the text with this secret masked wherever it occurs. */
    String mask(String text) {
        return value.isEmpty() ? text : text.replace(value, "***");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret that
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8), that.value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
