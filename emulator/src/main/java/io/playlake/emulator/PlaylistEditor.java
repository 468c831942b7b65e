package io.playlake.emulator;

import java.util.ArrayList;
import java.util.List;

/** Edits the items of one playlist and logs each step as it is taken. Not thread-safe. */
final class PlaylistEditor {

    private final int day;
    private final String playlistId;
    private final List<Item> items;
    private final List<ChangeEvent> log;

    PlaylistEditor(int day, String playlistId, List<Item> items, List<ChangeEvent> log) {
        this.day = day;
        this.playlistId = playlistId;
        this.items = new ArrayList<>(items);
        this.log = log;
    }

    List<Item> items() {
        return items;
    }

    void add(int position, Item item) {
        items.add(position, item);
        log.add(new ChangeEvent.Added(day, playlistId, item.playable().uri(), position, item.addedAt()));
    }

    Item remove(int position) {
        Item item = items.remove(position);
        log.add(new ChangeEvent.Removed(day, playlistId, item.playable().uri(), position));
        return item;
    }

    void move(int from, int to) {
        Item item = items.remove(from);
        items.add(to, item);
        log.add(new ChangeEvent.Moved(day, playlistId, item.playable().uri(), from, to));
    }
}
