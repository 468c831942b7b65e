package io.playlake.client.auth;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/**
 * What a login brought. Immutable.
 *
 * @param refreshToken buys access tokens; keep it, as {@link RefreshTokenFile} does
 * @param scopes what the user agreed to; what was asked for, if Spotify did not say
 * @param loggedInAt when the user had agreed
 */
public record LoginGrant(RefreshToken refreshToken, List<String> scopes, Instant loggedInAt) {

    private static final int MONTHS = 6;

    /** Copies the list. */
    public LoginGrant {
        scopes = List.copyOf(scopes);
    }

    /** Returns when the refresh token expires, six months after the login; nothing but another login prolongs it. */
    public Instant expiresAt() {
        return loggedInAt.atOffset(ZoneOffset.UTC).plusMonths(MONTHS).toInstant();
    }
}
