package io.playlake.emulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What happens to playlists on demand, within the day. Edits are true: the {@link GroundTruth} knows them as events of
 * the day, and the snapshot moves. Thread-safe.
 *
 * <pre>{@code
 * emulator.edits().betweenPages(id);                         // once, after the next page of items
 * emulator.edits().betweenPages(id, Edit.REMOVE_FIRST, 3);   // after each of the next three
 * }</pre>
 */
public final class Edits {

    private final World world;
    private final Map<String, Pending> pending = new HashMap<>();
    private final Map<String, Map<Integer, Integer>> nulls = new HashMap<>();

    Edits(World world) {
        this.world = world;
    }

    /**
     * Edits a playlist at once.
     *
     * @throws IllegalArgumentException if there is no such playlist today
     */
    public void now(String playlistId, Edit edit) {
        if (!world.edit(playlistId, edit)) {
            throw missing(playlistId);
        }
    }

    /**
     * Puts a track in before all items of a playlist once the next page of them was served, so that a reader who goes on
     * sees the last item of that page again.
     *
     * @throws IllegalArgumentException if there is no such playlist today
     */
    public void betweenPages(String playlistId) {
        betweenPages(playlistId, Edit.INSERT_FIRST, 1);
    }

    /**
     * Edits a playlist after each of the next pages of its items, those that come with the playlist included; what was
     * asked for before is forgotten.
     *
     * @param times how many pages are followed by an edit, 1 or more
     * @throws IllegalArgumentException if there is no such playlist today, or {@code times} is less than 1
     */
    public synchronized void betweenPages(String playlistId, Edit edit, int times) {
        if (times < 1) {
            throw new IllegalArgumentException("times: " + times + ", expected 1 or more");
        }
        if (!world.today().playlists().containsKey(playlistId)) {
            throw missing(playlistId);
        }
        pending.put(playlistId, new Pending(edit, times));
    }

    /**
     * Lets some items of a playlist hold null on one day, spread evenly, as when a part of the service is down. The
     * snapshot and the ground truth stay.
     *
     * @param day the virtual day, present or to come
     * @param count how many items, 0 or more; all of them where it has fewer
     * @throws IllegalArgumentException if a number is negative
     */
    public synchronized void nullItems(String playlistId, int day, int count) {
        if (day < 0 || count < 0) {
            throw new IllegalArgumentException("day, count: " + day + ", " + count + ", expected 0 or more");
        }
        nulls.computeIfAbsent(playlistId, id -> new HashMap<>()).put(day, count);
    }

    /** Forgets what was asked for and has not happened yet. */
    public synchronized void clear() {
        pending.clear();
        nulls.clear();
    }

    /** Is told that a page of items was served. */
    void served(String playlistId) {
        Edit due = due(playlistId);
        if (due != null) {
            world.edit(playlistId, due);
        }
    }

    private synchronized @Nullable Edit due(String playlistId) {
        Pending edit = pending.remove(playlistId);
        if (edit == null) {
            return null;
        }
        if (edit.times > 1) {
            pending.put(playlistId, new Pending(edit.edit, edit.times - 1));
        }
        return edit.edit;
    }

    /** Returns the items as they are served on a day. */
    List<Item> shown(PlaylistState playlist, int day) {
        int count = Math.min(nulls(playlist.id(), day), playlist.items().size());
        if (count == 0) {
            return playlist.items();
        }
        List<Item> items = new ArrayList<>(playlist.items());
        for (int i = 0; i < count; i++) {
            int position = (int) ((long) i * items.size() / count);
            Item item = items.get(position);
            items.set(position, new Item(new Playable.Missing(), item.addedAt(), item.addedBy()));
        }
        return items;
    }

    private synchronized int nulls(String playlistId, int day) {
        return Objects.requireNonNullElse(
                nulls.getOrDefault(playlistId, Map.of()).get(day), 0);
    }

    private IllegalArgumentException missing(String playlistId) {
        return new IllegalArgumentException(
                "playlist: no '" + playlistId + "' on day " + world.today().day() + ", expected one of that day");
    }

    private record Pending(Edit edit, int times) {}
}
