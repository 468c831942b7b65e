package io.playlake.emulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns one day into the next. */
final class Evolution {

    private static final double EDITED = 0.15;
    private static final double RENAMED = 0.01;
    private static final double REDESCRIBED = 0.01;
    private static final double REPUBLISHED = 0.03;
    private static final double DELETED = 0.004;
    private static final double CREATED = 0.005;
    private static final double JOINED = 0.25;
    private static final double LEFT = 0.2;

    private final Options options;
    private final MusicPool pool;
    private final PlaylistFactory factory;
    private final List<Category> categories;

    Evolution(Options options, MusicPool pool, PlaylistFactory factory, List<Category> categories) {
        this.options = options;
        this.pool = pool;
        this.factory = factory;
        this.categories = categories;
    }

    /** Returns the day after; what changed is added to the log. */
    WorldDay next(WorldDay yesterday, Instant midnight, List<ChangeEvent> log) {
        int day = yesterday.day() + 1;
        Dice dice = new Dice(options.seed(), 53, day);
        Map<String, PlaylistState> playlists = new LinkedHashMap<>();
        Memberships memberships = new Memberships(day, yesterday.members(), log);
        int created = yesterday.created();
        for (PlaylistState old : yesterday.playlists().values()) {
            if (dice.chance(DELETED)) {
                memberships.leaveAll(old.id());
                log.add(new ChangeEvent.Deleted(day, old.id()));
            } else {
                playlists.put(old.id(), evolve(day, old, midnight, dice, log));
            }
            if (dice.chance(CREATED)) {
                PlaylistState fresh = create(day, created++, momentBefore(midnight, dice), log);
                playlists.put(fresh.id(), fresh);
                if (browsable(fresh)) {
                    memberships.join(
                            categories.get(dice.below(categories.size())).id(), fresh.id(), dice);
                }
            }
        }
        moveBetweenCategories(playlists, memberships, dice);
        return new WorldDay(day, playlists, memberships.toMap(), created);
    }

    /** Returns whether a playlist may stand in a category: users' own ones do not. */
    static boolean browsable(PlaylistState playlist) {
        return !playlist.identity().own();
    }

    /** Returns a moment within the day before, in whole seconds. */
    private static Instant momentBefore(Instant midnight, Dice dice) {
        return midnight.minusSeconds(dice.between(1, 86_400));
    }

    private PlaylistState create(int day, int index, Instant when, List<ChangeEvent> log) {
        PlaylistState fresh = factory.create(index, when);
        log.add(new ChangeEvent.Created(day, fresh.id(), fresh.name()));
        PlaylistEditor editor = new PlaylistEditor(day, fresh.id(), List.of(), log);
        for (Item item : fresh.items()) {
            editor.add(editor.items().size(), item);
        }
        return fresh;
    }

    private PlaylistState evolve(int day, PlaylistState old, Instant midnight, Dice dice, List<ChangeEvent> log) {
        PlaylistState state = old.withFollowers(drift(old.followers(), dice));
        Instant when = momentBefore(midnight, dice);
        String name = state.name();
        String description = state.description();
        List<Item> items = state.items();
        boolean changed = false;
        if (!items.isEmpty() && dice.chance(EDITED)) {
            PlaylistEditor editor = new PlaylistEditor(day, state.id(), items, log);
            new PlaylistEdits(pool, editor, state.identity(), dice, when).run();
            items = editor.items();
            changed = true;
        }
        if (dice.chance(RENAMED)) {
            name = another(name, dice);
            log.add(new ChangeEvent.Renamed(day, state.id(), state.name(), name));
            changed = true;
        }
        if (dice.chance(REDESCRIBED)) {
            description = redescribe(state, dice);
            if (!Objects.equals(description, state.description())) {
                log.add(new ChangeEvent.Redescribed(day, state.id(), state.description(), description));
                changed = true;
            }
        }
        if (dice.chance(REPUBLISHED) && !changed) {
            log.add(new ChangeEvent.Republished(day, state.id()));
            changed = true;
        }
        return changed ? state.revised(name, description, when, items) : state;
    }

    private static String another(String name, Dice dice) {
        String other = Names.playlist(dice);
        return other.equals(name) ? other + " II" : other;
    }

    private @Nullable String redescribe(PlaylistState state, Dice dice) {
        return state.identity().editorial()
                ? Names.editorialDescription(dice, options.has(Quirk.MARKUP))
                : Names.userDescription(dice);
    }

    private static long drift(long followers, Dice dice) {
        long step = 1L + dice.below((int) Math.max(3, followers / 200));
        return dice.chance(0.3) && followers > step ? followers - step : followers + step;
    }

    private void moveBetweenCategories(Map<String, PlaylistState> playlists, Memberships memberships, Dice dice) {
        List<PlaylistState> candidates =
                playlists.values().stream().filter(Evolution::browsable).toList();
        for (Category category : categories) {
            if (dice.chance(JOINED)) {
                Set<String> inside = new HashSet<>(memberships.of(category.id()));
                List<PlaylistState> outside = candidates.stream()
                        .filter(playlist -> !inside.contains(playlist.id()))
                        .toList();
                if (!outside.isEmpty()) {
                    memberships.join(category.id(), dice.pick(outside).id(), dice);
                }
            }
            List<String> members = memberships.of(category.id());
            if (members.size() > 1 && dice.chance(LEFT)) {
                memberships.leave(category.id(), dice.below(members.size()));
            }
        }
    }

    /** The categories' members while they change; logs each step. */
    private static final class Memberships {

        private final int day;
        private final Map<String, List<String>> members = new LinkedHashMap<>();
        private final List<ChangeEvent> log;

        Memberships(int day, Map<String, List<String>> yesterday, List<ChangeEvent> log) {
            this.day = day;
            this.log = log;
            yesterday.forEach((category, ids) -> members.put(category, new ArrayList<>(ids)));
        }

        List<String> of(String category) {
            return Objects.requireNonNull(members.get(category));
        }

        void join(String category, String playlist, Dice dice) {
            List<String> ids = of(category);
            int position = dice.below(ids.size() + 1);
            ids.add(position, playlist);
            log.add(new ChangeEvent.JoinedCategory(day, playlist, category, position));
        }

        void leave(String category, int position) {
            String playlist = of(category).remove(position);
            log.add(new ChangeEvent.LeftCategory(day, playlist, category, position));
        }

        void leaveAll(String playlist) {
            members.forEach((category, ids) -> {
                int position = ids.indexOf(playlist);
                if (position >= 0) {
                    leave(category, position);
                }
            });
        }

        Map<String, List<String>> toMap() {
            Map<String, List<String>> copy = new LinkedHashMap<>();
            members.forEach((category, ids) -> copy.put(category, List.copyOf(ids)));
            return copy;
        }
    }
}
