package io.playlake.raw;

import com.github.luben.zstd.ZstdOutputStream;
import io.playlake.error.Reason;
import io.playlake.error.SinkException;
import io.playlake.storage.BlobKey;
import io.playlake.storage.BlobStore;
import io.playlake.storage.PendingBlob;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Stages the pages of one unit as they come; it exists once {@link #finish} returns. Used by one thread. */
public final class UnitWriter implements AutoCloseable {

    private final BlobStore store;
    private final UnitKey key;
    private final PersonalDataFilter filter;
    private final PendingBlob blob;
    private final ZstdOutputStream out;
    private int pages;

    UnitWriter(BlobStore store, BlobKey name, UnitKey key, PersonalDataFilter filter) throws IOException {
        this.store = store;
        this.key = key;
        this.filter = filter;
        this.blob = store.create(name);
        try {
            this.out = new ZstdOutputStream(blob.output(), 1);
            this.out.setChecksum(true);
            line(new UnitFormat.Line(UnitFormat.VERSION, key, null, null));
        } catch (IOException e) {
            blob.close();
            throw e;
        }
    }

    /** Adds a page, personal data in it governed as the stage was told, and returns its place in the unit, from 0. */
    public int add(RawPage received) {
        RawPage page = filter.apply(received);
        try {
            line(new UnitFormat.Line(null, null, page.head(), null));
            out.write(page.body());
            out.write('\n');
            return pages++;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Ends the unit, makes it durable, and returns it. */
    public RawUnit finish(UnitSummary summary) {
        try {
            line(new UnitFormat.Line(null, null, null, summary));
            out.close();
            blob.publish();
            return new RawUnit(store, blob.key(), key, summary);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Gives up what was not finished. */
    @Override
    public void close() {
        try (blob) {
            out.close();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void line(UnitFormat.Line line) throws IOException {
        out.write((UnitFormat.GSON.toJson(line) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private SinkException failed(IOException cause) {
        return new SinkException("staging " + blob.key() + " failed: " + Reason.of(cause), cause);
    }
}
