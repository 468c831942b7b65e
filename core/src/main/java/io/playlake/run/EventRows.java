package io.playlake.run;

import io.playlake.change.PlaylistDiff;
import io.playlake.change.PlaylistState;
import io.playlake.error.DataRefusedException;
import io.playlake.raw.UnitSummary;
import io.playlake.table.ChangeRow;
import io.playlake.table.SpotifyTables;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** Compares versions read with those stored, and writes what happened in between. */
final class EventRows {

    private final RunTables tables;
    private final StoredVersions versions;
    private final Consumer<String> warning;

    EventRows(RunTables tables, StoredVersions versions, Consumer<String> warning) {
        this.tables = tables;
        this.versions = versions;
        this.warning = warning;
    }

    /**
     * Writes what led from one version to another.
     *
     * @param old the state before, which names a version
     */
    void write(String playlistId, PlaylistState old, UnitSummary read, List<PlaylistDiff.Entry> order) {
        String from = Objects.requireNonNull(old.contentHash());
        String to = Objects.requireNonNull(read.contentHash());
        List<PlaylistDiff.Entry> before;
        try {
            before = StoredVersions.entries(versions.items(old));
        } catch (DataRefusedException e) {
            // The new version is whole without it, and both can still be compared once the old one is mended.
            warning.accept(e.getMessage() + "; what changed since is not told");
            return;
        }
        int number = 0;
        for (PlaylistDiff.Change change : PlaylistDiff.between(before, order, old.verifiedAt())) {
            tables.write(
                    SpotifyTables.PLAYLIST_CHANGES,
                    read.stagedAt(),
                    new ChangeRow(
                            playlistId,
                            number++,
                            change.kind().name(),
                            change.uri(),
                            change.occurrence(),
                            change.from(),
                            change.to(),
                            from,
                            to,
                            old.verifiedAt(),
                            read.stagedAt()));
        }
    }
}
