package io.playlake.source;

import io.playlake.model.Page;
import io.playlake.model.SimplifiedPlaylist;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The merge of everything that the sources of a run listed: each playlist once, however many categories name it. The
 * order in which sources answer makes no difference. Not thread-safe while it is filled.
 */
public final class Listing {

    private final NavigableMap<String, ListedCategory> categories = new TreeMap<>();
    private final Set<String> excluded;

    /** Starts a listing of everything. */
    public Listing() {
        this(Set.of());
    }

    /** Starts a listing that leaves playlists out: their rows count as received, and have no place. */
    public Listing(Set<String> excluded) {
        this.excluded = Set.copyOf(excluded);
    }

    /**
     * Adds a page of a category; pages of one category come in order.
     *
     * @param offset position of the page's first row in its list; a list that begins anew goes on behind the one before
     */
    public void page(String categoryId, String kind, int offset, Page<SimplifiedPlaylist> page) {
        ListedCategory category = category(categoryId, kind);
        category.claim(page.total());
        category.goTo(offset);
        for (@Nullable SimplifiedPlaylist row : page.items()) {
            if (row != null && excluded.contains(row.id())) {
                category.pass();
            } else {
                category.add(
                        row == null ? null : new ListedPlaylist(row.id(), row.snapshotId(), false, row.totalTracks()));
            }
        }
    }

    /** Adds playlists that are known by id alone. */
    public void ids(String categoryId, String kind, List<String> playlistIds) {
        ListedCategory category = category(categoryId, kind);
        for (String id : playlistIds) {
            if (excluded.contains(id)) {
                category.pass();
            } else {
                category.add(new ListedPlaylist(id, null, true, null));
            }
        }
    }

    /** Forgets a category that could not be listed to its end. */
    public void drop(String categoryId) {
        categories.remove(categoryId);
    }

    /** Returns whether a playlist is left out. */
    public boolean excludes(String playlistId) {
        return excluded.contains(playlistId);
    }

    /** Returns the categories, sorted by id. */
    public Collection<ListedCategory> categories() {
        return Collections.unmodifiableCollection(categories.values());
    }

    /**
     * Returns every playlist once, sorted by id. Where listings differ about one, the lowest category id wins, and a
     * listing always wins over a bare id.
     */
    public NavigableMap<String, ListedPlaylist> playlists() {
        NavigableMap<String, ListedPlaylist> merged = new TreeMap<>();
        for (ListedCategory category : categories.values()) {
            for (ListedPlaylist playlist : category.listed()) {
                merged.merge(playlist.id(), playlist, (first, other) -> first.byIdOnly() ? other : first);
            }
        }
        return merged;
    }

    private ListedCategory category(String id, String kind) {
        return categories.computeIfAbsent(id, key -> new ListedCategory(key, kind));
    }
}
