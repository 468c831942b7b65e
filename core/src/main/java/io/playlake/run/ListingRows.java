package io.playlake.run;

import io.playlake.model.Category;
import io.playlake.model.Page;
import io.playlake.model.SearchResults;
import io.playlake.model.SimplifiedPlaylist;
import io.playlake.raw.RawPage;
import io.playlake.schema.Column;
import io.playlake.schema.Row;
import io.playlake.schema.RowSorter;
import io.playlake.schema.TableSchema;
import io.playlake.source.ListedCategory;
import io.playlake.source.ListedPlaylist;
import io.playlake.source.Listing;
import io.playlake.table.CategoryPlaylistRow;
import io.playlake.table.CategoryRow;
import io.playlake.table.SpotifyTables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns staged listing pages into the tables about categories, and into one head row for each listed playlist. */
final class ListingRows {

    private final RunTables tables;
    private final RawRows raw;
    private final Listing listing;
    private final Instant startedAt;
    private final RowSorter pairs;
    private final RowSorter heads;
    private final TableSchema headSchema;
    private final Map<String, Category> names = new HashMap<>();
    private final Map<String, Instant> seen = new HashMap<>();

    ListingRows(RunTables tables, RawRows raw, Listing listing, Instant startedAt) {
        this.tables = tables;
        this.raw = raw;
        this.listing = listing;
        this.startedAt = startedAt;
        TableSchema pairSchema = SpotifyTables.CATEGORY_PLAYLISTS.schema();
        List<Column> columns = new ArrayList<>(pairSchema.columns());
        this.headSchema = new TableSchema("heads", "A listed playlist.", columns, List.of("playlist_id"));
        this.pairs = tables.sorter(pairSchema, (kept, dropped) -> {});
        this.heads = tables.sorter(headSchema, (kept, dropped) -> {});
    }

    /** Reads the pages, writes the tables, and returns the head rows, sorted by playlist id, each playlist once. */
    Iterator<Row> write(List<ListingPass.Segment> segments) {
        Map<String, ListedCategory> categories = new HashMap<>();
        listing.categories().forEach(category -> categories.put(category.id(), category));
        for (ListingPass.Segment segment : segments) {
            ListedCategory category = categories.get(segment.categoryId());
            segment.unit().forEachPage((place, page) -> {
                int number = raw.page(page);
                if (segment.isOfCategories()) {
                    names(page, number);
                } else if (category != null) {
                    playlists(category, page, number);
                }
            });
        }
        for (ListedCategory category : listing.categories()) {
            byId(category);
            write(category);
        }
        tables.writeAll(SpotifyTables.CATEGORY_PLAYLISTS.schema(), pairs.sorted());
        return heads.sorted();
    }

    /** Returns the value of a head row by its column. */
    @Nullable
    Object head(Row row, String column) {
        return row.getOrNull(headSchema.indexOf(column));
    }

    private void names(RawPage page, int number) {
        @SuppressWarnings("unchecked")
        Page<Category> categories = (Page<Category>) raw.decode(page);
        for (@Nullable Category category : categories.items()) {
            if (category != null) {
                names.putIfAbsent(category.id(), category);
            }
        }
        reject("categories", page, number, categories);
    }

    /** A row that repeats an earlier one is the sorters' to drop. */
    private void playlists(ListedCategory category, RawPage page, int number) {
        Instant at = page.head().receivedAt();
        seen.put(category.id(), at);
        Page<SimplifiedPlaylist> playlists = listed(raw.decode(page));
        for (@Nullable SimplifiedPlaylist playlist : playlists.items()) {
            if (playlist != null && !listing.excludes(playlist.id())) {
                ListedCategory.Place place = category.place(playlist.id()).orElseThrow();
                Row row = tables.row(
                        SpotifyTables.CATEGORY_PLAYLISTS,
                        at,
                        new CategoryPlaylistRow(category.id(), place.position(), place.repeats(), playlist));
                pairs.add(row);
                heads.add(row);
            }
        }
        reject("category_playlists", page, number, playlists);
    }

    /** A search finds several kinds of things, of which playlists were asked for. */
    @SuppressWarnings("unchecked")
    private static Page<SimplifiedPlaylist> listed(Object body) {
        return body instanceof SearchResults found
                ? Objects.requireNonNull(found.playlists(), "a search for playlists has them")
                : (Page<SimplifiedPlaylist>) body;
    }

    private void reject(String table, RawPage page, int number, Page<?> rows) {
        for (Page.Defect defect : rows.defects()) {
            raw.reject(
                    page.head().receivedAt(),
                    table,
                    defect.reason(),
                    defect.reason().equals(Page.Defect.NULL_ROW)
                            ? "the row is null"
                            : "the row has no id: a stub of something this app is not shown",
                    defect.jsonPointer(),
                    number,
                    defect.row());
        }
    }

    /** Playlists known by id alone have a place in their category, and nothing else to tell. */
    private void byId(ListedCategory category) {
        for (ListedPlaylist listed : category.listed()) {
            if (listed.byIdOnly()) {
                ListedCategory.Place place = category.place(listed.id()).orElseThrow();
                pairs.add(tables.row(
                        SpotifyTables.CATEGORY_PLAYLISTS,
                        startedAt,
                        new CategoryPlaylistRow(category.id(), place.position(), place.repeats(), bare(listed.id()))));
            }
        }
    }

    private static SimplifiedPlaylist bare(String id) {
        return new SimplifiedPlaylist(
                id, null, null, null, null, null, null, null, null, List.of(), "spotify:playlist:" + id);
    }

    private void write(ListedCategory category) {
        Category named = names.get(category.id());
        tables.write(
                SpotifyTables.CATEGORIES,
                Objects.requireNonNullElse(seen.get(category.id()), startedAt),
                new CategoryRow(
                        category.id(),
                        named == null ? null : named.name(),
                        category.kind(),
                        named == null ? null : named.iconUrl(),
                        category.playlists(),
                        category.rows(),
                        category.nullRows(),
                        category.totalClaimed()));
    }
}
