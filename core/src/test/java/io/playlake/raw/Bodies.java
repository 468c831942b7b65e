package io.playlake.raw;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Bodies on their way through a stage. */
final class Bodies {

    static final String DATASET = "0123456789abcdef0123456789abcdef";
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private Bodies() {}

    /** Returns what stands in the stage for a body. */
    static String staged(Path folder, PersonalData mode, String path, String body) {
        return staged(folder, mode, path, List.of(body)).get(0);
    }

    /** Returns what stands in the stage for bodies of one path. */
    static List<String> staged(Path folder, PersonalData mode, String path, List<String> bodies) {
        List<String> found = new ArrayList<>();
        try (RawStage stage = RawStage.open(folder, mode, DATASET);
                UnitWriter writer = stage.listing(0)) {
            bodies.forEach(body -> writer.add(page(path, body)));
            writer.finish(UnitSummary.ofPages(NOW, null))
                    .forEachPage((place, page) -> found.add(new String(page.body(), StandardCharsets.UTF_8)));
        }
        return found;
    }

    static RawPage page(String path, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new RawPage(
                new RawPage.Head(
                        "/playlists/{id}", path, null, null, "p1", 0, 1, 200, NOW, NOW, null, "extended", bytes.length),
                bytes);
    }

    /** Computes a pseudonym with the JDK's own means. */
    static String pseudonym(String userId) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(DATASET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "anon_"
                    + HexFormat.of()
                            .formatHex(mac.doFinal(userId.getBytes(StandardCharsets.UTF_8)))
                            .substring(0, 22);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
