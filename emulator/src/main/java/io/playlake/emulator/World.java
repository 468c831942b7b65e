package io.playlake.emulator;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The catalogue through all its days. Thread-safe: days are immutable, and advancing is serialized. */
final class World {

    private final Options options;
    private final MusicPool pool;
    private final List<Category> categories;
    private final Evolution evolution;
    private final List<WorldDay> days = new ArrayList<>();
    private final List<ChangeEvent> events = new ArrayList<>();
    private volatile WorldDay today;

    World(Options options) {
        this.options = options;
        pool = new MusicPool(options);
        categories = Category.create(options.categories(), options.seed());
        PlaylistFactory factory = new PlaylistFactory(options, pool);
        evolution = new Evolution(options, pool, factory, categories);
        today = firstDay(factory);
        days.add(today);
    }

    WorldDay today() {
        return today;
    }

    MusicPool pool() {
        return pool;
    }

    List<Category> categories() {
        return categories;
    }

    synchronized List<ChangeEvent> events() {
        return List.copyOf(events);
    }

    synchronized WorldDay on(int day) {
        if (day < 0 || day >= days.size()) {
            throw new IllegalArgumentException("day: " + day + ", expected 0 to " + (days.size() - 1));
        }
        return days.get(day);
    }

    synchronized void advanceTo(int day) {
        if (day < today.day()) {
            throw new IllegalArgumentException("day: " + day + ", expected " + today.day() + " or later");
        }
        while (today.day() < day) {
            advance();
        }
    }

    synchronized void advance() {
        today = evolution.next(today, midnight(today.day() + 1), events);
        days.add(today);
    }

    /** Changes a playlist within the day; returns false, and does nothing, where there is no such playlist. */
    synchronized boolean edit(String playlistId, Edit edit) {
        PlaylistState old = today.playlists().get(playlistId);
        if (old == null) {
            return false;
        }
        PlaylistEditor editor = new PlaylistEditor(today.day(), playlistId, old.items(), events);
        Instant when = midnight(today.day()).minusSeconds(1);
        String addedBy =
                old.identity().editorial() ? "" : old.identity().owner().id();
        Playable song = pool.song(new Dice(options.seed(), 59, today.day(), old.revision()));
        if (edit == Edit.INSERT_FIRST) {
            editor.add(0, new Item(song, when, addedBy));
        } else if (!old.items().isEmpty()) {
            int position = edit == Edit.REMOVE_FIRST ? 0 : old.items().size() - 1;
            editor.remove(position);
            if (edit == Edit.REPLACE_LAST) {
                editor.add(position, new Item(song, when, addedBy));
            }
        }
        Map<String, PlaylistState> playlists = new LinkedHashMap<>(today.playlists());
        playlists.put(playlistId, old.revised(old.name(), old.description(), when, editor.items()));
        today = new WorldDay(today.day(), playlists, today.members(), today.created());
        days.set(today.day(), today);
        return true;
    }

    LocalDate date(int day) {
        return options.startDate().plusDays(day);
    }

    private Instant midnight(int day) {
        return date(day).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    Optional<List<ListingRow>> listing(WorldDay day, String category) {
        return Optional.ofNullable(day.members().get(category)).map(ids -> ListingRow.of(ids, options));
    }

    List<ListingRow> myListing(WorldDay day) {
        List<String> own = day.playlists().values().stream()
                .filter(playlist -> playlist.identity().own())
                .map(PlaylistState::id)
                .toList();
        return ListingRow.ofUser(own, options);
    }

    /** Returns the rows of a user's playlists, the private ones only if wanted, or empty if there is no such user. */
    Optional<List<ListingRow>> userListing(WorldDay day, String user, boolean all) {
        List<PlaylistState> owned = day.playlists().values().stream()
                .filter(playlist -> playlist.identity().owner().id().equals(user))
                .toList();
        List<String> ids = owned.stream()
                .filter(playlist -> all || playlist.identity().open())
                .map(PlaylistState::id)
                .toList();
        return owned.isEmpty() ? Optional.empty() : Optional.of(ListingRow.ofUser(ids, options));
    }

    /** Returns the rows of the featured playlists: every third of those by editors. */
    List<ListingRow> featured(WorldDay day) {
        List<String> editorial = day.playlists().values().stream()
                .filter(playlist -> playlist.identity().editorial())
                .map(PlaylistState::id)
                .toList();
        List<String> featured = new ArrayList<>();
        for (int i = 0; i < editorial.size(); i += 3) {
            featured.add(editorial.get(i));
        }
        return ListingRow.of(featured, options);
    }

    private WorldDay firstDay(PlaylistFactory factory) {
        Dice dice = new Dice(options.seed(), 61);
        Map<String, PlaylistState> playlists = new LinkedHashMap<>();
        Map<String, List<String>> members = new LinkedHashMap<>();
        categories.forEach(category -> members.put(category.id(), new ArrayList<>()));
        for (int i = 0; i < options.playlists(); i++) {
            Instant published = midnight(0).minusSeconds(dice.between(3_600, 40 * 86_400));
            PlaylistState playlist = factory.create(i, published);
            playlists.put(playlist.id(), playlist);
            if (Evolution.browsable(playlist)) {
                int home = dice.chance(0.95) ? 0 : dice.below(categories.size());
                int at = 0;
                for (List<String> ids : members.values()) {
                    if (at++ == home || dice.chance(0.35)) {
                        ids.add(playlist.id());
                    }
                }
            }
        }
        members.replaceAll((category, ids) -> List.copyOf(ids));
        return new WorldDay(0, playlists, members, options.playlists());
    }
}
