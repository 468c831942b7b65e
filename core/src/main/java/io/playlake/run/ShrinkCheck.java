package io.playlake.run;

import io.playlake.error.DataRefusedException;
import io.playlake.raw.RawStage;
import io.playlake.schema.Row;
import io.playlake.schema.TableSchema;
import io.playlake.sink.Commit;
import io.playlake.sink.DataFile;
import io.playlake.sink.Dataset;
import io.playlake.sink.RowReader;
import io.playlake.source.ListedCategory;
import io.playlake.source.Listing;
import io.playlake.table.SpotifyTables;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Holds a run back whose listing lost more than half of a category since it was listed last: that is a fault of the API
 * more often than an edit. The next run that sees the same is let through.
 */
final class ShrinkCheck {

    private static final TableSchema CATEGORIES = SpotifyTables.CATEGORIES.schema();

    /** A smaller category may well be edited by half. */
    private static final int WORTH_A_LOOK = 10;

    /** What was not listed in so many runs has no last time worth a comparison. */
    private static final int RUNS_BACK = 50;

    private final Dataset dataset;
    private final RawStage stage;
    private final String runId;

    ShrinkCheck(Dataset dataset, RawStage stage, String runId) {
        this.dataset = dataset;
        this.stage = stage;
        this.runId = runId;
    }

    /**
     * Compares a listing with the last of each category.
     *
     * @throws DataRefusedException if one shrank, and it is the first run to see that
     */
    void check(Listing listing, Optional<Commit> head) {
        Map<String, String> shrunken = shrunken(listing, head);
        if (stage.shrunken(runId).containsAll(shrunken.keySet())) {
            return;
        }
        stage.rememberShrunken(runId, shrunken.keySet());
        throw new DataRefusedException(
                String.join("; ", shrunken.values())
                        + "; nothing is committed until the next run sees the same, or the shrinkage is accepted",
                null);
    }

    /** Returns a sentence on each category that shrank and was not seen so before; nothing is remembered of it. */
    List<String> warnings(Listing listing, Optional<Commit> head) {
        Map<String, String> shrunken = shrunken(listing, head);
        return stage.shrunken(runId).containsAll(shrunken.keySet()) ? List.of() : List.copyOf(shrunken.values());
    }

    private Map<String, String> shrunken(Listing listing, Optional<Commit> head) {
        Map<String, ListedCategory> open = new HashMap<>();
        for (ListedCategory category : listing.categories()) {
            if (category.totalClaimed() != null) { // ids are the user's own, and have no total
                open.put(category.id(), category);
            }
        }
        Map<String, String> shrunken = new TreeMap<>();
        Optional<Commit> at = head;
        for (int runs = 0; runs < RUNS_BACK && at.isPresent() && !open.isEmpty(); runs++) {
            Commit commit = at.get();
            listed(commit).forEach((id, before) -> {
                ListedCategory now = open.remove(id);
                if (now != null && before >= WORTH_A_LOOK && 2L * now.playlists() < before) {
                    shrunken.put(
                            id,
                            "category " + id + " lists " + now.playlists() + " playlists, and listed " + before
                                    + " in run " + commit.attempt().runId());
                }
            });
            at = StateLog.before(dataset, commit);
        }
        return shrunken;
    }

    private Map<String, Integer> listed(Commit commit) {
        Map<String, Integer> listed = new HashMap<>();
        for (DataFile file : commit.tables().getOrDefault(CATEGORIES.name(), List.of())) {
            try (RowReader rows = dataset.read(CATEGORIES, file)) {
                while (rows.hasNext()) {
                    Row row = rows.next();
                    listed.put((String) row.get(CATEGORIES.indexOf("category_id")), (Integer)
                            row.get(CATEGORIES.indexOf("playlists")));
                }
            }
        }
        return listed;
    }
}
