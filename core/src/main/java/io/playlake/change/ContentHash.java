package io.playlake.change;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Digests the items of a playlist in order: the truth about sameness. The content hash is the SHA-256 of one line an
 * item, its uri, a space, its added_at in microseconds since 1970 and a line feed, where what is absent is empty; the
 * order hash is that of the uris and line feeds alone. Where a market was asked for, a first line {@code market XX}
 * stands before both: relinking makes another version of the same playlist. Anybody can compute both from table
 * {@code playlist_items}. Used by one thread.
 */
public final class ContentHash {

    private final Hasher content = Hashing.sha256().newHasher();
    private final Hasher order = Hashing.sha256().newHasher();
    private int items;

    /** Starts a digest for a market, ISO 3166-1 alpha-2; null if none was asked for. */
    public ContentHash(@Nullable String market) {
        if (market != null) {
            content.putString("market " + market + "\n", StandardCharsets.UTF_8);
            order.putString("market " + market + "\n", StandardCharsets.UTF_8);
        }
    }

    /** Adds the next item. */
    public void add(@Nullable String uri, @Nullable Instant addedAt) {
        String name = uri == null ? "" : uri;
        String time = addedAt == null ? "" : Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, addedAt));
        content.putString(name + " " + time + "\n", StandardCharsets.UTF_8);
        order.putString(name + "\n", StandardCharsets.UTF_8);
        items++;
    }

    /** Returns the number of items added. */
    public int items() {
        return items;
    }

    /** Ends the digest; called once. */
    public Value finish() {
        return new Value(content.hash().toString(), order.hash().toString());
    }

    /**
     * Both hashes, 64 hexadecimal digits each.
     *
     * @param content over the ordered (uri, added_at)
     * @param order over the ordered uris
     */
    public record Value(String content, String order) {}
}
