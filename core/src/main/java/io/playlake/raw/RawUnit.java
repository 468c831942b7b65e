package io.playlake.raw;

import com.github.luben.zstd.ZstdInputStream;
import com.google.gson.JsonParseException;
import io.playlake.error.SinkException;
import io.playlake.storage.BlobKey;
import io.playlake.storage.BlobReader;
import io.playlake.storage.BlobStore;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A finished unit: what it is for, what came of it, and its pages, read anew at every pass. Thread-safe. */
public final class RawUnit {

    private static final int MAX_LINE = 1 << 20;

    private final BlobStore store;
    private final BlobKey blob;
    private final UnitKey key;
    private final UnitSummary summary;

    RawUnit(BlobStore store, BlobKey blob, UnitKey key, UnitSummary summary) {
        this.store = store;
        this.blob = blob;
        this.key = key;
        this.summary = summary;
    }

    /** Takes the pages of a unit. */
    @FunctionalInterface
    public interface PageConsumer {

        /** Takes the page at a place in the unit, from 0. */
        void accept(int place, RawPage page);
    }

    /** Reads the unit through, and returns it if it is whole, intact and of this version. */
    static Optional<RawUnit> open(BlobStore store, BlobKey blob) throws IOException {
        try {
            Ends ends = pass(store, blob, (place, page) -> {});
            return Optional.of(new RawUnit(store, blob, ends.key(), ends.summary()));
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException | JsonParseException e) {
            // zstd reports damage as an IOException, so does a wrong line; the disk itself failing looks the same,
            // and the fetch that follows will fail on it in its turn.
            return Optional.empty();
        }
    }

    /** Returns what the unit is for. */
    public UnitKey key() {
        return key;
    }

    /** Returns what came of the read. */
    public UnitSummary summary() {
        return summary;
    }

    /** Hands out all pages in order. */
    public void forEachPage(PageConsumer to) {
        try {
            pass(store, blob, to);
        } catch (IOException | JsonParseException e) {
            throw new SinkException("staged " + blob + " cannot be read: " + e, e);
        }
    }

    private record Ends(UnitKey key, UnitSummary summary) {}

    private static Ends pass(BlobStore store, BlobKey blob, PageConsumer to) throws IOException {
        try (BlobReader reader = store.open(blob);
                InputStream in = new BufferedInputStream(new ZstdInputStream(reader.stream()), 1 << 16)) {
            UnitFormat.Line first = line(in);
            UnitKey key = first.unit();
            if (key == null || first.version() == null || first.version() != UnitFormat.VERSION) {
                throw new IOException("not a unit of version " + UnitFormat.VERSION);
            }
            for (int place = 0; ; place++) {
                UnitFormat.Line line = line(in);
                if (line.summary() != null) {
                    if (in.read() >= 0) {
                        throw new IOException("something follows the end of the unit");
                    }
                    return new Ends(key, line.summary());
                }
                to.accept(place, page(line.page(), in));
            }
        }
    }

    private static RawPage page(RawPage.@Nullable Head head, InputStream in) throws IOException {
        if (head == null) {
            throw new IOException("a line is neither a page nor an end");
        }
        byte[] body = in.readNBytes(head.bytes());
        if (body.length < head.bytes() || in.read() != '\n') {
            throw new EOFException("a page is cut short");
        }
        return new RawPage(head, body);
    }

    private static UnitFormat.Line line(InputStream in) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream(512);
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0 || text.size() > MAX_LINE) {
                throw new EOFException("a line is cut short");
            }
            text.write(b);
        }
        UnitFormat.Line line = UnitFormat.GSON.fromJson(text.toString(StandardCharsets.UTF_8), UnitFormat.Line.class);
        if (line == null) {
            throw new IOException("a line is empty");
        }
        return line;
    }
}
