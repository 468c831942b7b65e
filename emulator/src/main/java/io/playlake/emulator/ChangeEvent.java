package io.playlake.emulator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that changed in the catalogue. Positions count from 0 and hold at the moment of the event, after all earlier
 * events: applying the events of a day in their order to the state of the day before gives the state of the day. Drift
 * of followers and popularity is not an event, since no snapshot moves.
 */
public sealed interface ChangeEvent {

    /** Returns the virtual day on which the change is first visible. */
    int day();

    /** Returns the playlist that changed. */
    String playlistId();

    /** Returns the kind, for filters that do not look further. */
    Kind kind();

    /** One name for each type of event. */
    enum Kind {
        ADDED,
        REMOVED,
        MOVED,
        RENAMED,
        REDESCRIBED,
        REPUBLISHED,
        CREATED,
        DELETED,
        JOINED_CATEGORY,
        LEFT_CATEGORY
    }

    /** An item was inserted at the position; the uri is null where the API has none. */
    record Added(int day, String playlistId, @Nullable String uri, int position, Instant addedAt)
            implements ChangeEvent {
        @Override
        public Kind kind() {
            return Kind.ADDED;
        }
    }

    /** The item at the position was taken out; the uri is null where the API has none. */
    record Removed(int day, String playlistId, @Nullable String uri, int position) implements ChangeEvent {
        @Override
        public Kind kind() {
            return Kind.REMOVED;
        }
    }

    /** The item at {@code from} was taken out and put in at {@code to}; the uri is null where the API has none. */
    record Moved(int day, String playlistId, @Nullable String uri, int from, int to) implements ChangeEvent {
        @Override
        public Kind kind() {
            return Kind.MOVED;
        }
    }

    /** The playlist got another name. */
    record Renamed(int day, String playlistId, String from, String to) implements ChangeEvent {
        @Override
        public Kind kind() {
            return Kind.RENAMED;
        }
    }

    /** The playlist got another description. */
    record Redescribed(
            int day,
            String playlistId,
            @Nullable String from,
            @Nullable String to) implements ChangeEvent {
        @Override
        public Kind kind() {
            return Kind.REDESCRIBED;
        }
    }

    /** Both snapshots moved and nothing else did. */
    record Republished(int day, String playlistId) implements ChangeEvent {
        @Override
        public Kind kind() {
            return Kind.REPUBLISHED;
        }
    }

    /** The playlist came into being, empty; what it holds follows as {@link Added} events. */
    record Created(int day, String playlistId, String name) implements ChangeEvent {
        @Override
        public Kind kind() {
            return Kind.CREATED;
        }
    }

    /** The playlist is gone; that it left its categories was said just before. */
    record Deleted(int day, String playlistId) implements ChangeEvent {
        @Override
        public Kind kind() {
            return Kind.DELETED;
        }
    }

    /** The playlist is now in the category, at this place among its distinct playlists. */
    record JoinedCategory(int day, String playlistId, String categoryId, int position) implements ChangeEvent {
        @Override
        public Kind kind() {
            return Kind.JOINED_CATEGORY;
        }
    }

    /** The playlist, which had this place among the category's distinct playlists, is no longer in the category. */
    record LeftCategory(int day, String playlistId, String categoryId, int position) implements ChangeEvent {
        @Override
        public Kind kind() {
            return Kind.LEFT_CATEGORY;
        }
    }
}
