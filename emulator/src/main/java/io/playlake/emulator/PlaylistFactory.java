package io.playlake.emulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes playlists; what the n-th one is like follows from n and the seed alone. Immutable. */
final class PlaylistFactory {

    private static final int EMPTY = 6;
    private static final int FULL_PAGE = 7;
    private static final int SHARED = 14;
    private static final int OWN_SHARED = 18;
    private static final int NAMELESS = 11;
    private static final int PAGE = 100;

    private final Options options;
    private final MusicPool pool;

    PlaylistFactory(Options options, MusicPool pool) {
        this.options = options;
        this.pool = pool;
    }

    PlaylistState create(int index, Instant when) {
        Dice dice = new Dice(options.seed(), 41, index);
        Identity identity = identity(index, dice);
        String name = options.has(Quirk.EMPTY_NAME) && index == NAMELESS ? "" : Names.playlist(dice);
        List<Item> items = items(index, identity, when, dice);
        return new PlaylistState(
                identity, name, description(index, identity, dice), dice.between(3, 90_000), 1, when, items);
    }

    private Identity identity(int index, Dice dice) {
        Owner owner = owner(index);
        boolean bare = options.has(Quirk.NULL_IMAGES) && (index == EMPTY || index % 16 == 9);
        return new Identity(
                id(index),
                owner,
                index % 16 != 10,
                index == SHARED || index == OWN_SHARED,
                index == SHARED,
                bare ? null : dice.hex(24),
                dice.chance(0.2) ? "#FFFFFF" : null,
                options.has(Quirk.NULL_OWNER) && index % 24 == 12);
    }

    private Owner owner(int index) {
        if (index == SHARED) {
            return Owner.curator(0, options.has(Quirk.ODD_OWNER_ID));
        }
        return switch (index % 8) {
            case 2 -> Owner.SELF;
            case 4, 5 -> Owner.curator(index / 4, options.has(Quirk.ODD_OWNER_ID));
            default -> Owner.SPOTIFY;
        };
    }

    /** Returns the id; some differ from their neighbour's only in the case of a letter. */
    private String id(int index) {
        if (index % 20 == 1 && index > 1) {
            return swapCase(id(index - 1));
        }
        Dice dice = new Dice(options.seed(), 43, index);
        return owner(index).equals(Owner.SPOTIFY) ? "37i9dQZF1D" + dice.base62(12) : dice.id();
    }

    private static String swapCase(String id) {
        for (int i = id.length() - 1; i > 0; i--) {
            char c = id.charAt(i);
            if (c > '9') {
                return id.substring(0, i) + (char) (c ^ ' ') + id.substring(i + 1);
            }
        }
        throw new IllegalStateException("no letter in " + id);
    }

    private @Nullable String description(int index, Identity identity, Dice dice) {
        if (index % 10 == 5) {
            return null;
        }
        if (index % 10 == 8) {
            return "";
        }
        return identity.editorial()
                ? Names.editorialDescription(dice, options.has(Quirk.MARKUP))
                : Names.userDescription(dice);
    }

    private int size(int index, Dice dice) {
        int low = options.minItems();
        int high = options.maxItems();
        if (index == EMPTY) {
            return 0;
        }
        if (index == FULL_PAGE && low <= PAGE && high >= PAGE) {
            return PAGE;
        }
        if (low > PAGE || high <= PAGE) {
            return dice.between(low, high);
        }
        if (index % 15 == 3 && high > 2 * PAGE) {
            return dice.between(2 * PAGE + 1, high);
        }
        return index % 5 == 3 ? dice.between(PAGE + 1, high) : dice.between(low, Math.max(low, 90));
    }

    private List<Item> items(int index, Identity identity, Instant when, Dice dice) {
        int size = size(index, dice);
        String addedBy = identity.editorial() ? "" : identity.owner().id();
        List<Item> items = new ArrayList<>(size);
        for (Playable song : pool.distinctSongs(dice, size)) {
            Instant addedAt = identity.editorial() ? when : when.minusSeconds(dice.below(200 * 86_400));
            boolean chart = options.has(Quirk.EPOCH_ADDED_AT) && index % 11 == 8;
            items.add(new Item(song, chart ? Instant.EPOCH : addedAt, addedBy));
        }
        if (size > 4) {
            addOddities(index, items, addedBy, dice);
        }
        return List.copyOf(items);
    }

    /** Replaces some entries, so that the size stays. */
    private void addOddities(int index, List<Item> items, String addedBy, Dice dice) {
        int last = items.size() - 1;
        Instant addedAt = items.get(last).addedAt();
        if (options.has(Quirk.REPEATED_TRACK) && index % 5 == 1) {
            items.set(last, items.get(last - 1));
        }
        if (options.has(Quirk.LOCAL_FILE) && index % 4 == 0) {
            items.set(dice.below(last), new Item(dice.pick(pool.locals), addedAt, addedBy));
        }
        if (options.has(Quirk.EPISODE) && index % 9 == 4) {
            items.set(dice.below(last), new Item(dice.pick(pool.episodes), addedAt, addedBy));
        }
        if (options.has(Quirk.NULL_TRACK_ID) && index % 13 == 5) {
            items.set(dice.below(last), new Item(dice.pick(pool.withdrawn), addedAt, addedBy));
        }
        if (options.has(Quirk.NULL_TRACK) && index % 7 == 2) {
            items.set(dice.below(last), new Item(new Playable.Missing(), addedAt, ""));
        }
    }
}
