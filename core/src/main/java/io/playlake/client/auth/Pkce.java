package io.playlake.client.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Proof Key for Code Exchange (RFC 7636), method S256: whoever redeems a code proves to be the one that asked for it.
 *
 * @param verifier 43 to 128 characters, shown when the code is redeemed
 * @param challenge its hash, shown when the login begins
 */
record Pkce(Secret verifier, String challenge) {

    private static final int BYTES = 48;

    static Pkce of(SecureRandom random) {
        return of(Secret.of(text(random, BYTES)));
    }

    static Pkce of(Secret verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(verifier.reveal().getBytes(StandardCharsets.US_ASCII));
            return new Pkce(verifier, base64(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Returns random text of letters, digits, '-' and '_': four characters for three bytes. */
    static String text(SecureRandom random, int bytes) {
        byte[] chance = new byte[bytes];
        random.nextBytes(chance);
        return base64(chance);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
