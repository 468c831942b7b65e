package io.playlake.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ContentHashTest {

    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void isTheDigestOfOneLineAnItem() throws NoSuchAlgorithmException {
        ContentHash hash = new ContentHash(null);
        hash.add("spotify:track:a", TIME);
        hash.add(null, null);
        assertThat(hash.items()).isEqualTo(2);
        assertThat(hash.finish())
                .isEqualTo(new ContentHash.Value(
                        sha256("spotify:track:a 1767323045000000\n \n"), sha256("spotify:track:a\n\n")));
    }

    @Test
    void tellsVersionsOfTwoMarketsApart() throws NoSuchAlgorithmException {
        ContentHash hash = new ContentHash("DE");
        hash.add("u", TIME);
        assertThat(hash.finish().order()).isEqualTo(sha256("market DE\nu\n"));
    }

    @Test
    void seesOrderAndTimeOfAdding() {
        ContentHash.Value straight = of("a", TIME, "b", TIME);
        assertThat(of("b", TIME, "a", TIME).order()).isNotEqualTo(straight.order());
        ContentHash.Value readded = of("a", TIME, "b", TIME.plusSeconds(1));
        assertThat(readded.order()).isEqualTo(straight.order());
        assertThat(readded.content()).isNotEqualTo(straight.content());
    }

    private static ContentHash.Value of(String first, Instant at, String second, Instant then) {
        ContentHash hash = new ContentHash(null);
        hash.add(first, at);
        hash.add(second, then);
        return hash.finish();
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest);
    }
}
