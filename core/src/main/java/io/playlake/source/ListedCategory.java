package io.playlake.source;

import com.google.common.collect.Collections2;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a run saw of one category. */
public final class ListedCategory {

    private final String id;
    private final String kind;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private int rows;
    /** Where the list at hand begins, and where its next row stands. */
    private int begin;

    private int next;
    private int nullRows;
    private @Nullable Integer totalClaimed;

    ListedCategory(String id, String kind) {
        this.id = id;
        this.kind = kind;
    }

    /** Returns the category's id. */
    public String id() {
        return id;
    }

    /** Returns the kind of source, such as {@code browse}. */
    public String kind() {
        return kind;
    }

    /** Returns the number of rows received, repeats and nulls included. */
    public int rows() {
        return rows;
    }

    /** Returns the number of rows that were null or a stub. */
    public int nullRows() {
        return nullRows;
    }

    /** Returns the number of rows that the API said there are, as last heard; null if it said nothing. */
    public @Nullable Integer totalClaimed() {
        return totalClaimed;
    }

    /** Returns the number of distinct playlists. */
    public int playlists() {
        return entries.size();
    }

    /** Returns where a playlist stands; empty if it does not. */
    public Optional<Place> place(String playlistId) {
        return Optional.ofNullable(entries.get(playlistId)).map(entry -> new Place(entry.position, entry.repeats));
    }

    /**
     * Where a playlist stands in a category.
     *
     * @param position of its first row, from 0
     * @param repeats further rows that name it
     */
    public record Place(int position, int repeats) {}

    /** Returns its playlists, each once, in the order of their first rows. */
    public Collection<ListedPlaylist> listed() {
        return Collections2.transform(entries.values(), entry -> entry.playlist);
    }

    void add(@Nullable ListedPlaylist playlist) {
        if (playlist == null) {
            nullRows++;
        } else {
            Entry known = entries.putIfAbsent(playlist.id(), new Entry(playlist, next));
            if (known != null) {
                known.repeats++;
            }
        }
        pass();
    }

    /** Counts a row that has no place in the category. */
    void pass() {
        rows++;
        next++;
    }

    /** Goes to a position of the list at hand; 0 begins another list. */
    void goTo(int offset) {
        begin = offset == 0 ? next : begin;
        next = begin + offset;
    }

    void claim(int total) {
        totalClaimed = total;
    }

    private static final class Entry {

        final ListedPlaylist playlist;
        final int position;
        int repeats;

        Entry(ListedPlaylist playlist, int position) {
            this.playlist = playlist;
            this.position = position;
        }
    }
}
