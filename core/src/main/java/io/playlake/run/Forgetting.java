package io.playlake.run;

import com.google.common.hash.Hashing;
import io.playlake.change.StateLines;
import io.playlake.error.DataRefusedException;
import io.playlake.raw.Erasure;
import io.playlake.schema.Column;
import io.playlake.schema.ColumnType;
import io.playlake.schema.Row;
import io.playlake.schema.TableSchema;
import io.playlake.sink.CommitDraft;
import io.playlake.sink.DataFile;
import io.playlake.sink.Dataset;
import io.playlake.sink.Revision;
import io.playlake.sink.RowReader;
import io.playlake.table.SpotifyTables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What goes from a dataset when playlists or a user are to be forgotten: rows of the playlists, raw pages about them, what
 * was rejected on those, and their state. Of the user the id and the name go where they stand in other rows. Where an id
 * is found in other text, a mark takes its place; a row of which the key holds one goes.
 */
final class Forgetting implements Revision {

    private static final TableSchema PAGES = SpotifyTables.RAW_PAGES.schema();
    private static final TableSchema REJECTS = SpotifyTables.REJECTED_ROWS.schema();

    private final Erasure erasure;
    private final Supplier<CommitDraft> draft;
    private final Set<List<Object>> pagesGone = new HashSet<>();

    Forgetting(Erasure erasure, Supplier<CommitDraft> draft) {
        this.erasure = erasure;
        this.draft = draft;
    }

    /** Returns the playlists that a user owned whenever they were seen. */
    static Set<String> ownedBy(Erasure user, Dataset dataset) {
        Set<String> owned = new HashSet<>();
        Map<String, List<DataFile>> files = dataset.files();
        for (TableSchema table : List.of(SpotifyTables.PLAYLISTS.schema(), SpotifyTables.CATEGORY_PLAYLISTS.schema())) {
            int owner = table.indexOf("owner_id");
            int playlist = table.indexOf("playlist_id");
            for (DataFile file : files.getOrDefault(table.name(), List.of())) {
                try (RowReader rows = dataset.read(table, file)) {
                    while (rows.hasNext()) {
                        Row row = rows.next();
                        if (user.isUser(row.getOrNull(owner))) {
                            owned.add((String) row.get(playlist));
                        }
                    }
                }
            }
        }
        return owned;
    }

    /** Raw pages come before what was rejected on them. */
    @Override
    public List<TableSchema> tables() {
        return SpotifyTables.all();
    }

    @Override
    public @Nullable Row row(TableSchema table, Row row) {
        if (isGone(table, row)) {
            if (table.equals(PAGES)) {
                pagesGone.add(page(table, row));
            }
            return null;
        }
        @Nullable Object[] values = new Object[row.size()];
        boolean changed = false;
        for (int i = 0; i < values.length; i++) {
            values[i] = value(table, row, i);
            changed |= values[i] != row.getOrNull(i);
        }
        if (changed && table.equals(PAGES)) {
            measure(values);
        }
        return changed ? Row.of(table, values) : row;
    }

    @Override
    public @Nullable String state(String line) {
        try {
            return erasure.isPlaylist(StateLines.parse(line).key().playlistId()) ? null : line;
        } catch (IOException e) {
            throw new DataRefusedException("state is damaged, and cannot be looked through: " + e.getMessage(), e);
        }
    }

    @Override
    public CommitDraft draft() {
        return draft.get();
    }

    private boolean isGone(TableSchema table, Row row) {
        List<Column> columns = table.columns();
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i).name();
            if (row.getOrNull(i) instanceof String text) {
                boolean key = table.key().contains(column);
                boolean body = table.equals(PAGES) && column.equals("body");
                if (column.equals("playlist_id") && erasure.isPlaylist(text)) {
                    return true;
                }
                // A page that was asked for by name is about nothing else, nor is what was rejected.
                boolean whole = key || (table.equals(PAGES) && !body) || table.equals(REJECTS);
                if (whole && !erasure.fromText(text).equals(text)) {
                    return true;
                }
                if (body && erasure.fromJson(text).isEmpty()) {
                    return true;
                }
            }
        }
        return table.equals(REJECTS) && pagesGone.contains(page(table, row));
    }

    private @Nullable Object value(TableSchema table, Row row, int index) {
        Column column = table.columns().get(index);
        if (!(row.getOrNull(index) instanceof String text)) {
            return row.getOrNull(index);
        }
        if (column.name().equals("owner_name")) {
            return erasure.isUser(row.getOrNull(table.indexOf("owner_id"))) ? null : erasure.fromText(text);
        }
        if (column.nullable() && isUserColumn(column) && erasure.isUser(text)) {
            return null;
        }
        return column.type() == ColumnType.JSON ? erasure.fromJson(text).orElse("null") : erasure.fromText(text);
    }

    private static boolean isUserColumn(Column column) {
        return column.name().equals("owner_id") || column.name().equals("added_by");
    }

    /** The digest of a page is that of the body as it stands. */
    private static void measure(@Nullable Object[] values) {
        byte[] body = String.valueOf(values[PAGES.indexOf("body")]).getBytes(StandardCharsets.UTF_8);
        values[PAGES.indexOf("bytes")] = (long) body.length;
        values[PAGES.indexOf("body_sha256")] = Hashing.sha256().hashBytes(body).toString();
    }

    private static List<Object> page(TableSchema table, Row row) {
        Object number = row.getOrNull(table.indexOf("page_no"));
        return List.of(row.get(table.indexOf("run_id")), number == null ? -1 : number);
    }
}
