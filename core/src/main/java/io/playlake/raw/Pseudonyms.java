package io.playlake.raw;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;

/** Names that stand for user ids, the same for the same id throughout one dataset. Thread-safe. */
final class Pseudonyms {

    private static final int DIGITS = 22;

    private final HashFunction hmac;

    Pseudonyms(String datasetId) {
        this.hmac = Hashing.hmacSha256(datasetId.getBytes(StandardCharsets.UTF_8));
    }

    String of(String userId) {
        return "anon_" + digits(userId, DIGITS);
    }

    /** Tells datasets apart; the empty text is nobody's id. */
    String fingerprint() {
        return digits("", 8);
    }

    private String digits(String text, int count) {
        return hmac.hashString(text, StandardCharsets.UTF_8).toString().substring(0, count);
    }
}
