package io.playlake.emulator;

import java.util.List;
import java.util.Optional;

/**
 * What the catalogue really holds and what changed when, written by the code that changes it. Reading costs no call and
 * knows nothing of faults. Thread-safe.
 */
public final class GroundTruth {

    private final World world;

    GroundTruth(World world) {
        this.world = world;
    }

    /** Returns all changes since day 0, in order; what day 0 started with is not a change. */
    public List<ChangeEvent> events() {
        return world.events();
    }

    /** Returns the changes of one day, in order. */
    public List<ChangeEvent> events(int day) {
        return world.events().stream().filter(event -> event.day() == day).toList();
    }

    /** Returns the ids of the categories, in the order in which they are listed. */
    public List<String> categories() {
        return world.categories().stream().map(Category::id).toList();
    }

    /**
     * Returns a playlist as it was on a day, or empty if it did not exist then.
     *
     * @throws IllegalArgumentException if the day has not come yet or is negative
     */
    public Optional<PlaylistTruth> playlist(String id, int day) {
        return Optional.ofNullable(world.on(day).playlists().get(id)).map(state -> truth(state, day));
    }

    /**
     * Returns all playlists of a day, oldest first: public or private, in a category or not.
     *
     * @throws IllegalArgumentException if the day has not come yet or is negative
     */
    public List<PlaylistTruth> playlists(int day) {
        return world.on(day).playlists().values().stream()
                .map(state -> truth(state, day))
                .toList();
    }

    /**
     * Returns the rows of a category's listing on a day as they are served: repeated, null and stub rows included.
     *
     * @throws IllegalArgumentException if there is no such category, or the day has not come yet or is negative
     */
    public List<ListingRow> listing(String categoryId, int day) {
        return world.listing(world.on(day), categoryId)
                .orElseThrow(() -> new IllegalArgumentException(
                        "category: no '" + categoryId + "', expected one of " + categories()));
    }

    /**
     * Returns the rows of {@code /me/playlists} on a day as they are served to the emulator's user.
     *
     * @throws IllegalArgumentException if the day has not come yet or is negative
     */
    public List<ListingRow> myListing(int day) {
        return world.myListing(world.on(day));
    }

    private static PlaylistTruth truth(PlaylistState state, int day) {
        return new PlaylistTruth(
                state.id(),
                day,
                state.name(),
                state.description(),
                state.identity().owner().id(),
                state.followers(),
                state.version().listed(),
                state.version().detail(),
                state.items().stream()
                        .map(item -> new ItemTruth(item.playable().uri(), item.addedAt()))
                        .toList());
    }
}
