package io.playlake.emulator;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the accounts service behaves.
 *
 * @param lifetime of access tokens
 * @param refreshLifetime from the consent, or for the constant refresh token from the start; null for ever
 * @param consent whether the user says yes
 */
record TokenOptions(
        Duration lifetime,
        RefreshRotation rotation,
        @Nullable Duration refreshLifetime,
        boolean consent) {

    static final TokenOptions DEFAULTS = new TokenOptions(Duration.ofHours(1), RefreshRotation.NEVER, null, true);
}
