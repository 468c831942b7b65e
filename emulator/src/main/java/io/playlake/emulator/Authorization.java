package io.playlake.emulator;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code /authorize}, where a user consents, or does not, without being asked. Thread-safe. */
final class Authorization {

    static final String PATH = "/authorize";

    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final Pattern LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}|\\[::1]");
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

    private final long seed;
    private final InstantSource clock;
    private final boolean consent;
    private final AtomicLong issued = new AtomicLong();
    private final Map<String, Code> codes = new ConcurrentHashMap<>();

    Authorization(long seed, InstantSource clock, boolean consent) {
        this.seed = seed;
        this.clock = clock;
        this.consent = consent;
    }

    /** Answers a browser. What cannot be trusted to lead back to the app is an error page, the rest a redirect. */
    Answer authorize(Map<String, String> query) {
        if (!SpotifyEmulator.CLIENT_ID.equals(query.get("client_id"))) {
            return Answer.text(400, "INVALID_CLIENT: Invalid client");
        }
        String redirectUri = query.get("redirect_uri");
        if (redirectUri == null || !allowed(redirectUri)) {
            return Answer.text(400, "INVALID_CLIENT: Invalid redirect URI");
        }
        if (!"code".equals(query.get("response_type"))) {
            return redirect(redirectUri, "error", "unsupported_response_type", query);
        }
        String challenge = query.get("code_challenge");
        String method = query.get("code_challenge_method");
        boolean plain = challenge == null && method == null;
        if (!plain && (challenge == null || !CHALLENGE.matcher(challenge).matches() || !"S256".equals(method))) {
            return redirect(redirectUri, "error", "invalid_request", query);
        }
        if (!consent) {
            return redirect(redirectUri, "error", "access_denied", query);
        }
        String code = "AQ" + new Dice(seed, 73, issued.incrementAndGet()).base62(120);
        codes.put(
                code,
                new Code(
                        redirectUri,
                        challenge,
                        query.getOrDefault("scope", "").strip(),
                        clock.instant().plus(LIFETIME)));
        return redirect(redirectUri, "code", code, query);
    }

    /** Returns what the code stands for, once; null for one that is unknown, used or too old. */
    @Nullable
    Code redeem(@Nullable String code) {
        Code found = code == null ? null : codes.remove(code);
        return found != null && clock.instant().isBefore(found.expires()) ? found : null;
    }

    private static boolean allowed(String redirectUri) {
        try {
            URI uri = new URI(redirectUri);
            String host = uri.getHost();
            if (host == null || uri.getRawFragment() != null || uri.getRawUserInfo() != null) {
                return false;
            }
            return "https".equals(uri.getScheme())
                    ? !host.equalsIgnoreCase("localhost")
                    : "http".equals(uri.getScheme()) && LOOPBACK.matcher(host).matches();
        } catch (URISyntaxException notAUri) {
            return false;
        }
    }

    private static Answer redirect(String to, String name, String value, Map<String, String> query) {
        String state = query.get("state");
        String location = to
                + (to.indexOf('?') < 0 ? '?' : '&')
                + name
                + '='
                + value
                + (state == null ? "" : "&state=" + Urls.encode(state));
        return Answer.text(302, "").with("Location", location);
    }

    /** What an authorization code stands for; a null challenge is for an app that has a secret. */
    record Code(String redirectUri, @Nullable String challenge, String scope, Instant expires) {

        boolean provenBy(@Nullable String verifier) {
            return challenge == null
                    || (verifier != null && VERIFIER.matcher(verifier).matches() && challenge.equals(hash(verifier)));
        }

        private static String hash(String verifier) {
            try {
                byte[] digest =
                        MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
                return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
            } catch (NoSuchAlgorithmException everyJdkHasIt) {
                throw new IllegalStateException(everyJdkHasIt);
            }
        }
    }
}
