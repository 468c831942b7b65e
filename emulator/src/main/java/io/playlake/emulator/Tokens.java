package io.playlake.emulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The accounts service: issues tokens and knows which are valid. Thread-safe. */
final class Tokens {

    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    private final long seed;
    private final InstantSource clock;
    private final AtomicLong issued = new AtomicLong();
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();

    Tokens(long seed, InstantSource clock) {
        this.seed = seed;
        this.clock = clock;
    }

    /** Answers a request for a token. */
    Answer issue(@Nullable String authorization, Map<String, String> form) {
        String grant = form.getOrDefault("grant_type", "");
        String clientId = form.get("client_id");
        String secret = form.get("client_secret");
        if (authorization != null && authorization.startsWith(BASIC)) {
            String plain = decode(authorization.substring(BASIC.length()));
            int colon = plain.indexOf(':');
            clientId = colon < 0 ? plain : plain.substring(0, colon);
            secret = colon < 0 ? "" : plain.substring(colon + 1);
        }
        if (clientId == null) {
            return Answer.json(400, "{\"error\":\"invalid_client\"}");
        }
        // An app that cannot keep a secret refreshes with its id alone.
        boolean known = SpotifyEmulator.CLIENT_ID.equals(clientId)
                && (SpotifyEmulator.CLIENT_SECRET.equals(secret) || (secret == null && grant.equals("refresh_token")));
        if (!known) {
            return refused("invalid_client", "Invalid client");
        }
        return switch (grant) {
            case "client_credentials" -> granted(false);
            case "refresh_token" ->
                SpotifyEmulator.REFRESH_TOKEN.equals(form.get("refresh_token"))
                        ? granted(true)
                        : refused("invalid_grant", "Refresh token revoked");
            default -> refused("unsupported_grant_type", "grant_type parameter is missing or unsupported");
        };
    }

    private Answer granted(boolean user) {
        String token = "BQ" + new Dice(seed, 71, issued.incrementAndGet()).base62(80);
        grants.put(token, new Grant(user, clock.instant().plus(LIFETIME)));
        JsonText json = JsonText.create();
        json.object().field("access_token", token).field("token_type", "Bearer");
        if (user) {
            json.field("scope", "playlist-read-private playlist-read-collaborative");
        }
        return Answer.ok(
                json.field("expires_in", LIFETIME.toSeconds()).endObject().toString());
    }

    private static Answer refused(String error, String description) {
        JsonText json = JsonText.create();
        json.object()
                .field("error", error)
                .field("error_description", description)
                .endObject();
        return Answer.json(400, json.toString());
    }

    /** Returns whose token the header carries, or the 401 for one that is missing, unknown or too old. */
    Check check(@Nullable String authorization) {
        if (authorization == null || authorization.isBlank()) {
            return new Check(null, unauthorized("missing_token", "No token provided"));
        }
        if (!authorization.startsWith(BEARER)) {
            return new Check(null, Answer.error(400, "Only valid bearer authentication supported"));
        }
        Grant grant = grants.get(authorization.substring(BEARER.length()).strip());
        return grant == null || !clock.instant().isBefore(grant.expires())
                ? new Check(null, unauthorized("invalid_token", "Invalid access token"))
                : new Check(grant.user(), null);
    }

    void expireAll() {
        grants.clear();
    }

    private static Answer unauthorized(String error, String description) {
        return Answer.error(401, "Missing/invalid/expired access token")
                .with(
                        "WWW-Authenticate",
                        "Bearer realm=\"spotify\", error=\"" + error + "\", error_description=\"" + description + "\"");
    }

    private static String decode(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64.strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }

    private record Grant(boolean user, Instant expires) {}

    /** Whether the token is a user's, or why it is refused: exactly one is not null. */
    record Check(@Nullable Boolean user, @Nullable Answer refusal) {}
}
