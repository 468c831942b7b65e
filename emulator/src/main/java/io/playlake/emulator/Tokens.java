package io.playlake.emulator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The accounts service: issues tokens and knows which are valid. Thread-safe. */
final class Tokens {

    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";
    private static final String SCOPE = "playlist-read-private playlist-read-collaborative";
    /** What an app that cannot keep a secret may ask for with its id alone. */
    private static final Set<String> PUBLIC = Set.of("refresh_token", "authorization_code");

    private final long seed;
    private final InstantSource clock;
    private final TokenOptions options;
    private final Authorization authorization;
    private final AtomicLong issued = new AtomicLong();
    private final AtomicLong refreshIssued = new AtomicLong();
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    private final Map<String, Consent> refreshTokens = new ConcurrentHashMap<>();

    Tokens(long seed, InstantSource clock, TokenOptions options, Authorization authorization) {
        this.seed = seed;
        this.clock = clock;
        this.options = options;
        this.authorization = authorization;
        refreshTokens.put(SpotifyEmulator.REFRESH_TOKEN, consent(SCOPE));
    }

    private Consent consent(String scope) {
        return new Consent(
                scope,
                options.refreshLifetime() == null
                        ? Instant.MAX
                        : clock.instant().plus(options.refreshLifetime()));
    }

    /** Answers a request for a token. */
    Answer issue(@Nullable String credentials, Map<String, String> form) {
        String grant = form.getOrDefault("grant_type", "");
        String clientId = form.get("client_id");
        String secret = form.get("client_secret");
        if (credentials != null && credentials.startsWith(BASIC)) {
            String plain = decode(credentials.substring(BASIC.length()));
            int colon = plain.indexOf(':');
            clientId = colon < 0 ? plain : plain.substring(0, colon);
            secret = colon < 0 ? "" : plain.substring(colon + 1);
        }
        if (clientId == null) {
            return Answer.json(400, "{\"error\":\"invalid_client\"}");
        }
        boolean known = SpotifyEmulator.CLIENT_ID.equals(clientId)
                && (secret == null ? PUBLIC.contains(grant) : SpotifyEmulator.CLIENT_SECRET.equals(secret));
        if (!known) {
            return refused("invalid_client", "Invalid client");
        }
        return switch (grant) {
            case "client_credentials" -> granted(null, null);
            case "refresh_token" -> refresh(form.getOrDefault("refresh_token", ""));
            case "authorization_code" -> exchange(form, secret != null);
            default -> refused("unsupported_grant_type", "grant_type parameter is missing or unsupported");
        };
    }

    private Answer refresh(String token) {
        // Of several that come with the same single-use token at once, one gets it.
        Consent consent =
                options.rotation() == RefreshRotation.ROTATING ? refreshTokens.remove(token) : refreshTokens.get(token);
        if (consent == null || !clock.instant().isBefore(consent.expires())) {
            return refused("invalid_grant", "Refresh token revoked");
        }
        return switch (options.rotation()) {
            case NEVER -> granted(consent, null);
            case KEPT -> granted(consent, token);
            case ROTATING -> granted(consent, refreshToken(consent));
        };
    }

    private Answer exchange(Map<String, String> form, boolean hasSecret) {
        Authorization.Code code = authorization.redeem(form.get("code"));
        if (code == null) {
            return refused("invalid_grant", "Invalid authorization code");
        }
        if (!code.redirectUri().equals(form.get("redirect_uri"))) {
            return refused("invalid_grant", "Invalid redirect URI");
        }
        if (code.challenge() == null && !hasSecret) {
            return refused("invalid_client", "Invalid client");
        }
        if (!code.provenBy(form.get("code_verifier"))) {
            return refused("invalid_grant", "code_verifier was incorrect");
        }
        Consent consent = consent(code.scope());
        return granted(consent, refreshToken(consent));
    }

    /** Returns a new one; the time of the consent that it stands for does not change. */
    private String refreshToken(Consent consent) {
        String token = "AQ" + new Dice(seed, 72, refreshIssued.incrementAndGet()).base62(120);
        refreshTokens.put(token, consent);
        return token;
    }

    private Answer granted(@Nullable Consent consent, @Nullable String refreshToken) {
        String token = "BQ" + new Dice(seed, 71, issued.incrementAndGet()).base62(80);
        String scope = consent == null ? "" : consent.scope();
        grants.put(token, new Grant(consent != null, scope, clock.instant().plus(options.lifetime())));
        JsonText json = JsonText.create();
        json.object().field("access_token", token).field("token_type", "Bearer");
        if (!scope.isEmpty()) {
            json.field("scope", scope);
        }
        json.field("expires_in", options.lifetime().toSeconds());
        if (refreshToken != null) {
            json.field("refresh_token", refreshToken);
        }
        return Answer.ok(json.endObject().toString());
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
    Check check(@Nullable String credentials) {
        if (credentials == null || credentials.isBlank()) {
            return new Check(null, unauthorized("missing_token", "No token provided"));
        }
        if (!credentials.startsWith(BEARER)) {
            return new Check(null, Answer.error(400, "Only valid bearer authentication supported"));
        }
        Grant grant = grants.get(credentials.substring(BEARER.length()).strip());
        return grant == null || !clock.instant().isBefore(grant.expires())
                ? new Check(null, unauthorized("invalid_token", "Invalid access token"))
                : new Check(grant, null);
    }

    void expireAll() {
        grants.clear();
    }

    void revokeAll() {
        refreshTokens.clear();
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

    /** What a user agreed to; it ends some time after that, however often it is made use of. */
    private record Consent(String scope, Instant expires) {}

    /** What an access token stands for; {@code scope} is empty for an app's. */
    record Grant(boolean user, String scope, Instant expires) {}

    /** What the token stands for, or why it is refused: exactly one is not null. */
    record Check(@Nullable Grant grant, @Nullable Answer refusal) {}
}
