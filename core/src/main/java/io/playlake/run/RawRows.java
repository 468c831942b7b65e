package io.playlake.run;

import com.google.common.hash.Hashing;
import io.playlake.client.ResponseDecoders;
import io.playlake.client.SchemaDrift;
import io.playlake.raw.RawPage;
import io.playlake.table.DriftRow;
import io.playlake.table.RawPageRow;
import io.playlake.table.RejectedRow;
import io.playlake.table.SpotifyTables;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The tables that are numbered as they grow: raw pages and rejected rows. */
final class RawRows {

    private final RunTables tables;
    private final SchemaDrift drift = new SchemaDrift();
    private int pages;
    private int rejects;

    RawRows(RunTables tables) {
        this.tables = tables;
    }

    /** Writes a raw page, and returns its number. */
    int page(RawPage page) {
        RawPage.Head head = page.head();
        tables.write(
                SpotifyTables.RAW_PAGES,
                head.receivedAt(),
                new RawPageRow(
                        pages,
                        head.endpoint(),
                        head.path(),
                        head.query(),
                        head.categoryId(),
                        head.playlistId(),
                        head.offset(),
                        head.tryNo(),
                        head.status(),
                        head.requestedAt(),
                        head.receivedAt(),
                        head.etag(),
                        head.profile(),
                        head.bytes(),
                        Hashing.sha256().hashBytes(page.body()).toString(),
                        new String(page.body(), StandardCharsets.UTF_8)));
        return pages++;
    }

    void reject(Instant at, String table, String rule, String reason, @Nullable String pointer, int page, String row) {
        tables.write(
                SpotifyTables.REJECTED_ROWS, at, new RejectedRow(rejects++, table, rule, reason, pointer, page, row));
    }

    /** Decodes a page, and counts where it differs from what is known; see {@link ResponseDecoders#decode}. */
    Object decode(RawPage page) {
        String query = page.head().query();
        if (query != null && query.contains("fields=")) { // what was not asked for has not vanished
            return ResponseDecoders.playlistHead(page.body());
        }
        return ResponseDecoders.decode(page.head().endpoint(), page.body(), drift);
    }

    /** Writes where the pages differed from what is known of the API; after the last of them. */
    void writeDrift(Instant at) {
        for (SchemaDrift.Finding finding : drift.findings()) {
            tables.write(
                    SpotifyTables.SCHEMA_DRIFT,
                    at,
                    new DriftRow(
                            finding.endpoint(),
                            finding.path(),
                            finding.kind().name().toLowerCase(Locale.ROOT),
                            finding.seen(),
                            finding.exampleType()));
        }
    }

    int rejects() {
        return rejects;
    }
}
