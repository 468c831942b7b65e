package io.playlake.run;

import io.playlake.change.PlaylistState;
import io.playlake.change.StateKey;
import io.playlake.change.StateLines;
import io.playlake.error.DataRefusedException;
import io.playlake.schema.Row;
import io.playlake.schema.TableSchema;
import io.playlake.sink.CommitDraft;
import io.playlake.sink.DataFile;
import io.playlake.sink.Dataset;
import io.playlake.sink.Revision;
import io.playlake.sink.RowReader;
import io.playlake.table.SpotifyTables;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What goes from a dataset with age. A run that ended before a time goes whole, with its raw pages. Of the versions it
 * stored, those stay that a later run still names, and with them what the run saw of tracks, albums, artists and episodes;
 * a playlist that no later run observed loses its state. Table {@code runs} stays, as the log does.
 */
final class Retention implements Revision {

    private static final TableSchema RUNS = SpotifyTables.RUNS.schema();
    private static final TableSchema PLAYLISTS = SpotifyTables.PLAYLISTS.schema();
    private static final TableSchema CHANGES = SpotifyTables.PLAYLIST_CHANGES.schema();
    private static final TableSchema ITEMS = SpotifyTables.PLAYLIST_ITEMS.schema();
    private static final Set<String> CATALOGUE =
            Set.of("tracks", "albums", "artists", "track_artists", "album_artists", "episodes");

    private final Dataset dataset;
    private final Map<String, List<DataFile>> files;
    private final Supplier<CommitDraft> draft;
    private final Set<String> runsGone = new HashSet<>();
    private final Map<String, Optional<String>> markets = new HashMap<>();
    private final Set<StateKey> observed = new HashSet<>();
    private final Set<String> versionsKept = new HashSet<>();
    private final Set<String> versionsGone = new HashSet<>();
    private final Set<String> catalogueKept = new HashSet<>();

    Retention(Dataset dataset, Instant before, Supplier<CommitDraft> draft) {
        this.dataset = dataset;
        this.files = dataset.files();
        this.draft = draft;
        decide(before);
    }

    private void decide(Instant before) {
        read(RUNS, row -> {
            markets.put(text(RUNS, row, "run_id"), Optional.ofNullable(textOrNull(RUNS, row, "market")));
            // A run writes this row last, so nothing that it observed is younger.
            if (((Instant) row.get(RUNS.indexOf("extracted_at"))).isBefore(before)) {
                runsGone.add(text(RUNS, row, "run_id"));
            }
        });
        if (runsGone.isEmpty()) {
            return;
        }
        read(PLAYLISTS, row -> {
            String run = text(PLAYLISTS, row, "run_id");
            if (!runsGone.contains(run)) {
                String playlist = text(PLAYLISTS, row, "playlist_id");
                observed.add(new StateKey(
                        playlist, markets.getOrDefault(run, Optional.empty()).orElse(null)));
                keep(playlist, textOrNull(PLAYLISTS, row, "content_hash"));
            }
        });
        read(CHANGES, row -> {
            if (!runsGone.contains(text(CHANGES, row, "run_id"))) {
                keep(text(CHANGES, row, "playlist_id"), textOrNull(CHANGES, row, "from_content_hash"));
                keep(text(CHANGES, row, "playlist_id"), textOrNull(CHANGES, row, "to_content_hash"));
            }
        });
        StateLog.fold(dataset, dataset.head(), observed::contains)
                .values()
                .forEach(state -> keep(state.key().playlistId(), state.contentHash()));
        read(ITEMS, row -> {
            String run = text(ITEMS, row, "run_id");
            String version = version(text(ITEMS, row, "playlist_id"), text(ITEMS, row, "content_hash"));
            if (runsGone.contains(run)) {
                if (versionsKept.contains(version)) {
                    catalogueKept.add(run);
                } else {
                    versionsGone.add(version);
                }
            }
        });
    }

    @Override
    public List<TableSchema> tables() {
        return runsGone.isEmpty() ? List.of() : SpotifyTables.all();
    }

    @Override
    public @Nullable Row row(TableSchema table, Row row) {
        String run = text(table, row, "run_id");
        if (!runsGone.contains(run) || table.equals(RUNS)) {
            return row;
        }
        if (table.equals(ITEMS)) {
            String version = version(text(ITEMS, row, "playlist_id"), text(ITEMS, row, "content_hash"));
            return versionsGone.contains(version) ? null : row;
        }
        return CATALOGUE.contains(table.name()) && catalogueKept.contains(run) ? row : null;
    }

    @Override
    public @Nullable String state(String line) {
        if (runsGone.isEmpty()) {
            return line;
        }
        try {
            PlaylistState state = StateLines.parse(line);
            if (!observed.contains(state.key())) {
                return null;
            }
            PlaylistState left = state.without(
                    start -> versionsGone.contains(version(state.key().playlistId(), start)));
            return left.equals(state) ? line : StateLines.format(left);
        } catch (IOException e) {
            throw new DataRefusedException("state is damaged, and cannot be looked through: " + e.getMessage(), e);
        }
    }

    @Override
    public CommitDraft draft() {
        return draft.get();
    }

    private void keep(String playlist, @Nullable String hash) {
        if (hash != null) {
            versionsKept.add(version(playlist, hash));
        }
    }

    private static String version(String playlist, String hash) {
        return playlist + " " + PlaylistState.start(hash);
    }

    private void read(TableSchema table, Consumer<Row> to) {
        for (DataFile file : files.getOrDefault(table.name(), List.of())) {
            try (RowReader rows = dataset.read(table, file)) {
                rows.forEachRemaining(to);
            }
        }
    }

    private static String text(TableSchema table, Row row, String column) {
        return (String) row.get(table.indexOf(column));
    }

    private static @Nullable String textOrNull(TableSchema table, Row row, String column) {
        return (String) row.getOrNull(table.indexOf(column));
    }
}
