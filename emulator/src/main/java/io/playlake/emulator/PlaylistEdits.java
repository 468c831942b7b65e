package io.playlake.emulator;

import java.time.Instant;

/** The edits that one playlist gets in one day. */
final class PlaylistEdits {

    private static final double ODD = 0.03;

    private final MusicPool pool;
    private final PlaylistEditor editor;
    private final String addedBy;
    private final Dice dice;
    private final Instant when;

    PlaylistEdits(MusicPool pool, PlaylistEditor editor, Identity identity, Dice dice, Instant when) {
        this.pool = pool;
        this.editor = editor;
        this.addedBy = identity.editorial() ? "" : identity.owner().id();
        this.dice = dice;
        this.when = when;
    }

    /** Takes one to three kinds of edit. */
    void run() {
        for (int steps = dice.between(1, 3); steps > 0; steps--) {
            switch (dice.below(8)) {
                case 0, 1, 2 -> add(dice.between(1, 4));
                case 3, 4 -> remove(dice.between(1, 3));
                case 5 -> move(dice.between(1, 2));
                case 6 -> addAgain();
                default -> removeAndAddAgain();
            }
        }
    }

    private void add(int count) {
        for (int i = 0; i < count; i++) {
            Playable playable = pool.hasOddities() && dice.chance(ODD) ? pool.oddity(dice) : pool.song(dice);
            boolean atEnd = dice.chance(0.6);
            editor.add(atEnd ? size() : dice.below(size() + 1), new Item(playable, when, addedBy));
        }
    }

    private void remove(int count) {
        for (int i = 0; i < count && size() > 1; i++) {
            editor.remove(dice.below(size()));
        }
    }

    private void move(int count) {
        if (size() < 2) {
            add(1);
            return;
        }
        for (int i = 0; i < count; i++) {
            int from = dice.below(size());
            int to = dice.below(size() - 1);
            editor.move(from, to < from ? to : to + 1);
        }
    }

    private void addAgain() {
        Item item = editor.items().get(dice.below(size()));
        editor.add(size(), new Item(item.playable(), when, addedBy));
    }

    private void removeAndAddAgain() {
        Item item = editor.remove(dice.below(size()));
        editor.add(dice.chance(0.5) ? size() : dice.below(size() + 1), new Item(item.playable(), when, addedBy));
    }

    private int size() {
        return editor.items().size();
    }
}
